// Names: variables, imports, globals, `this`.

import type ts from 'typescript';
import { BUILT_INS } from '../builtins/globals';
import type { Machine } from '../machine';
import { getImported } from '../module';
import { ImportBinding, type Scope } from '../scope';
import type { Value } from '../values';

/** Names that exist where the program runs, and say nothing before. */
const AT_RUN_TIME = new Set(
  (
    'document navigator location localStorage sessionStorage fetch performance crypto process Date Intl Proxy Reflect ' +
    'setTimeout setInterval requestAnimationFrame Image Worker URL Blob FileReader WebSocket XMLHttpRequest alert prompt'
  ).split(' '),
);

export function evaluateIdentifier(node: ts.Identifier, scope: Scope, machine: Machine): Value {
  const name = node.text;
  const owner = scope.find(name);
  if (owner) {
    const value = owner.getBinding(name);
    return value instanceof ImportBinding ? getImported(value.from, value.name, machine, node) : value;
  }
  if (name === 'undefined') return undefined;
  // The parser puts an empty name where half-typed text lacks an expression.
  if (name === '') return machine.unknown('an expression is missing here', node);
  const builtIn = BUILT_INS.get(name);
  if (builtIn !== undefined) return builtIn;
  const why = AT_RUN_TIME.has(name)
    ? 'is known at run time only'
    : 'is not defined in the files that the analysis reads';
  return machine.environment.global(name) ?? machine.unknown(`\`${name}\` ${why}`, node);
}

export function evaluateThis(node: ts.Node, scope: Scope, machine: Machine): Value {
  return scope.find('this')?.get('this') ?? machine.unknown('`this` is not known here', node);
}
