// Arguments by name find their place in the functions people write.

import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { RunError } from '../../../src/runner/core/failure';
import { orderArguments, refuseUnused, splitParameters } from '../../../src/runner/node/orderArguments';

/** Functions as text, so that no transform of the tests changes them. */
const makeFunction = (text: string) => vm.runInThisContext(`(${text})`) as (...values: unknown[]) => unknown;

describe('splitParameters', () => {
  it.each<readonly [string, readonly string[]]>([
    ['function f() {}', []],
    ['function f(a, b = 2) { return (a, b); }', ['a', 'b = 2']],
    ['async function f(a) {}', ['a']],
    ['(a, b) => a + b', ['a', 'b']],
    ['a => a', ['a']],
    ['async a => a', ['a']],
    ['$side => $side', ['$side']],
    ['method(a = [1, 2], { b, c: [d] = [")"] } = {}) {}', ['a = [1, 2]', '{ b, c: [d] = [")"] } = {}']],
    [`(a = ",(", b = '\\'', c = \`,\`) => 0`, ['a = ",("', `b = '\\''`, 'c = `,`']],
    ['(a /* , x */, // y,\n b) => 0', ['a', 'b']],
    ['function (...rest) {}', ['...rest']],
  ])('%s', (text, parameters) => {
    expect(splitParameters(text)).toEqual(parameters);
  });
});

interface Given {
  readonly values: Readonly<Record<string, unknown>>;
  readonly optional?: readonly string[];
}

function order(text: string, { values, optional = [] }: Given): readonly unknown[] {
  const given = { values, optional, unused: new Set(Object.keys(values)) };
  const ordered = orderArguments('build', makeFunction(text), given);
  refuseUnused('build', given);
  return ordered;
}

function faultOf(text: string, given: Given): unknown {
  try {
    return order(text, given);
  } catch (error) {
    return error instanceof RunError ? [error.message, error.parameters] : error;
  }
}

describe('orderArguments', () => {
  it.each<readonly [string, Readonly<Record<string, unknown>>, readonly unknown[]]>([
    ['(a, b = 2, c = 3) => 0', { a: 1, c: 5 }, [1, undefined, 5]],
    ['(a = 1) => 0', {}, [undefined]],
    ['({ side = 8, classes: count = 10 } = {}) => 0', { classes: 4 }, [{ classes: 4 }]],
    ['({ side = 8 } = {}) => 0', {}, [undefined]],
    ['(filters, { side = 8 } = {}) => 0', { filters: 2, side: 4 }, [2, { side: 4 }]],
    [
      `class Net { name = "constructor(x)"; build(y) { /* constructor(z) */ }
        static constructor_ = 1; constructor(a, { b }) {} }`,
      { a: 1, b: 2 },
      [1, { b: 2 }],
    ],
    ['class extends (class { constructor(a) {} }) { build(b) {} }', { a: 1 }, [1]],
    ['class { build(b) {} }', {}, []],
  ])('%s of %j', (text, values, ordered) => {
    expect(order(text, { values })).toEqual(ordered);
  });

  it('needs no value for what is optional', () => {
    expect(order('(a, b, c) => 0', { values: { a: 1, c: 3 }, optional: ['b'] })).toEqual([1, undefined, 3]);
  });

  it('names the parameters that have no value, and the values that have no parameter', () => {
    expect(faultOf('(a, b) => 0', { values: { a: 1 } })).toEqual([
      'build() needs a value for its parameter "b".',
      { missing: ['b'], unknown: [] },
    ]);
    expect(faultOf('(a, b, c, toString) => 0', { values: { a: 1 } })).toEqual([
      'build() needs values for its parameters "b", "c" and "toString".',
      { missing: ['b', 'c', 'toString'], unknown: [] },
    ]);
    expect(faultOf('(a) => 0', { values: { a: 1, c: 1 } })).toEqual([
      'build() has no parameter "c".',
      { missing: [], unknown: ['c'] },
    ]);
  });
});
