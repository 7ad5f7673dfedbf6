// Template strings.

import type ts from 'typescript';
import type { Machine } from '../machine';
import type { Scope } from '../scope';
import { isOpen, reasonOf, type Value } from '../values';
import { toText } from '../operators';

export function evaluateTemplate(node: ts.TemplateExpression, scope: Scope, machine: Machine): Value {
  let text = node.head.text;
  for (const span of node.templateSpans) {
    const value = machine.evaluate(span.expression, scope);
    if (isOpen(value)) return reasonOf(value, machine.rangeOf(span.expression));
    const part = toText(value);
    if (part === undefined) return machine.unknown('the text of this value is not known', span.expression);
    text += part + span.literal.text;
  }
  return text;
}
