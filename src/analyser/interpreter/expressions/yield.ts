// Generators run to their end at once: what they yield is collected, of one without end the first part.

import type ts from 'typescript';
import { iterate } from '../iteration';
import type { Machine } from '../machine';
import type { Scope } from '../scope';
import { GeneratorValue, type Value } from '../values';
import { isUnknown } from '../../formulas/quantity';

export function evaluateYield(node: ts.YieldExpression, scope: Scope, machine: Machine): Value {
  const value = node.expression ? machine.evaluate(node.expression, scope) : undefined;
  const yielded = scope.find('yield')?.get('yield');
  const sent = machine.unknown('what the generator is sent is not known', node);
  if (!(yielded instanceof GeneratorValue) || yielded.beyond) return sent;
  machine.touch(yielded);
  if (!node.asteriskToken) {
    yielded.elements.push(value);
    return sent;
  }
  if (value instanceof GeneratorValue && value.beyond) {
    yielded.elements.push(...value.elements);
    yielded.beyond = value.beyond;
    return sent;
  }
  const items = iterate(value, machine, node);
  if (isUnknown(items)) yielded.open ??= items;
  else yielded.elements.push(...items);
  return value instanceof GeneratorValue ? value.returned : undefined;
}
