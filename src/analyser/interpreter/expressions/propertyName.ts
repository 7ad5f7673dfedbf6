// The name of a property in an object literal, a class or a pattern.

import type ts from 'typescript';
import type { Machine } from '../machine';
import type { Scope } from '../scope';
import type { Value } from '../values';
import {
  isComputedPropertyName,
  isIdentifier,
  isNumericLiteral,
  isPrivateIdentifier,
  isStringLiteralLike,
} from '../../source/syntax';

/** The name as text, or the value of a computed name that is no text. */
export function propertyName(name: ts.PropertyName, scope: Scope, machine: Machine): Value {
  if (isIdentifier(name) || isStringLiteralLike(name) || isNumericLiteral(name) || isPrivateIdentifier(name)) {
    return name.text;
  }
  if (isComputedPropertyName(name)) {
    const value = machine.evaluate(name.expression, scope);
    return typeof value === 'number' ? String(value) : value;
  }
  return name.text;
}
