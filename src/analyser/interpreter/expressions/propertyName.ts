// The name of a property in an object literal, a class or a pattern.

import ts from 'typescript';
import type { Machine } from '../machine';
import type { Scope } from '../scope';
import type { Value } from '../values';

/** The name as text, or the value of a computed name that is no text. */
export function propertyName(name: ts.PropertyName, scope: Scope, machine: Machine): Value {
  if (
    ts.isIdentifier(name) ||
    ts.isStringLiteralLike(name) ||
    ts.isNumericLiteral(name) ||
    ts.isPrivateIdentifier(name)
  ) {
    return name.text;
  }
  if (ts.isComputedPropertyName(name)) {
    const value = machine.evaluate(name.expression, scope);
    return typeof value === 'number' ? String(value) : value;
  }
  return name.text;
}
