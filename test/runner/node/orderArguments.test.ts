// Arguments by name find their place in the functions people write.

import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { orderArguments, splitParameters } from '../../../src/runner/node/orderArguments';

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

describe('orderArguments', () => {
  it.each<readonly [string, Readonly<Record<string, unknown>>, readonly unknown[]]>([
    ['(a, b = 2, c = 3) => 0', { a: 1, c: 5 }, [1, undefined, 5]],
    ['(a = 1) => 0', {}, [undefined]],
    ['({ side = 8, classes: count = 10 } = {}) => 0', { classes: 4 }, [{ classes: 4 }]],
    ['({ side = 8 } = {}) => 0', {}, [undefined]],
    ['(filters, { side = 8 } = {}) => 0', { filters: 2, side: 4 }, [2, { side: 4 }]],
  ])('%s of %j', (text, values, ordered) => {
    expect(orderArguments('f', makeFunction(text), values)).toEqual(ordered);
  });

  it('names the parameter that has no value, and the value that has no parameter', () => {
    expect(() => orderArguments('build', makeFunction('(a, b) => 0'), { a: 1 })).toThrow(
      /^build\(\) needs a value for its parameter "b"/,
    );
    expect(() => orderArguments('build', makeFunction('(a) => 0'), { a: 1, c: 1 })).toThrow(
      'build() has no parameter "c".',
    );
  });
});
