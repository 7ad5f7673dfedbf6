// Formulas mean what direct arithmetic means, whatever the numbers behind the symbols.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  ceilDivide,
  divide,
  floorDivide,
  isFormula,
  maximum,
  minimum,
  multiply,
  power,
  product,
  remainder,
  subtract,
  sum,
  symbol,
  Unknown,
  type Quantity,
} from '../../../src/analyser/formulas/quantity';
import { substitute, symbolsOf } from '../../../src/analyser/formulas/substitute';
import { dimensionText } from '../../../src/analyser/graph/shape';

type Operation = (a: Quantity, b: Quantity) => Quantity;

/** Operations on whole numbers whose result is whole. */
const WHOLE: readonly Operation[] = [add, subtract, multiply, maximum, minimum];
/** Operations whose second operand is a whole number above 0. */
const DIVIDING: readonly Operation[] = [floorDivide, ceilDivide, remainder];

interface Expression {
  evaluate(leaf: (name: string) => Quantity): Quantity;
}

const NAMES = ['A', 'B', 'C'];

const { expression } = fc.letrec<{ expression: Expression; leaf: Expression; whole: Expression; dividing: Expression }>(
  (tie) => ({
    expression: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('whole'), tie('dividing')),
    leaf: fc.oneof(
      fc.constantFrom(...NAMES).map((name): Expression => ({ evaluate: (leaf) => leaf(name) })),
      fc.integer({ min: -6, max: 12 }).map((value): Expression => ({ evaluate: () => value })),
    ),
    whole: fc
      .tuple(fc.constantFrom(...WHOLE), tie('expression'), tie('expression'))
      .map(([operate, a, b]): Expression => ({ evaluate: (leaf) => operate(a.evaluate(leaf), b.evaluate(leaf)) })),
    dividing: fc
      .tuple(
        fc.constantFrom(...DIVIDING),
        tie('expression'),
        fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(...NAMES)),
      )
      .map(([operate, a, b]): Expression => ({
        evaluate: (leaf) => operate(a.evaluate(leaf), typeof b === 'number' ? b : leaf(b)),
      })),
  }),
);

const numbers = fc.tuple(...NAMES.map(() => fc.integer({ min: 1, max: 30 })));

describe('quantities', () => {
  it('substituting numbers in a formula equals direct arithmetic', () => {
    fc.assert(
      fc.property(expression, numbers, (tree, values) => {
        const byName = new Map<string, Quantity>(NAMES.map((name, i) => [name, values[i]!]));
        const direct = tree.evaluate((name) => byName.get(name)!);
        const formula = tree.evaluate(symbol);
        expect(Math.abs(Number(substitute(formula, byName)) - Number(direct))).toBeLessThan(1e-6);
      }),
      { numRuns: 1500, seed: 1 },
    );
  });

  it('substitutes some symbols now and the others later', () => {
    fc.assert(
      fc.property(expression, numbers, (tree, values) => {
        const first = new Map<string, Quantity>([['A', values[0]!]]);
        const rest = new Map<string, Quantity>([
          ['B', values[1]!],
          ['C', values[2]!],
        ]);
        const direct = tree.evaluate((name) => first.get(name) ?? rest.get(name)!);
        const staged = substitute(substitute(tree.evaluate(symbol), first), rest);
        expect(Math.abs(Number(staged) - Number(direct))).toBeLessThan(1e-6);
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('adding and multiplying in another order gives the same text', () => {
    fc.assert(
      fc.property(expression, expression, expression, (a, b, c) => {
        const [x, y, z] = [a, b, c].map((tree) => tree.evaluate(symbol)) as [Quantity, Quantity, Quantity];
        expect(dimensionText(sum([x, y, z]))).toBe(dimensionText(sum([z, x, y])));
        expect(dimensionText(product([x, y]))).toBe(dimensionText(product([y, x])));
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('a difference with itself is 0 and a quotient by itself 1', () => {
    fc.assert(
      fc.property(expression, (tree) => {
        const formula = tree.evaluate(symbol);
        expect(subtract(formula, formula)).toBe(0);
        if (isFormula(formula)) expect(divide(formula, formula)).toBe(1);
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it('an unknown operand makes the result unknown, with its reason', () => {
    const unknown = new Unknown('not known');
    for (const operate of [...WHOLE, ...DIVIDING, divide, power]) {
      expect(operate(unknown, symbol('A'))).toBe(unknown);
      expect(operate(symbol('A'), unknown)).toBe(unknown);
      expect(operate(3, unknown)).toBe(unknown);
    }
  });

  it('writes formulas as readers do', () => {
    const [channels, height] = [symbol('C'), symbol('H')];
    expect(dimensionText(add(product([9, channels, 64]), 64))).toBe('576·C + 64');
    expect(dimensionText(floorDivide(add(height, 4), 2))).toBe('⌊H/2⌋ + 2');
    expect(dimensionText(multiply(channels, channels))).toBe('C²');
    expect(dimensionText(ceilDivide(ceilDivide(height, 2), 2))).toBe('⌈H/4⌉');
    expect(symbolsOf(multiply(height, floorDivide(channels, 2)))).toEqual(expect.arrayContaining(['C', 'H']));
  });
});

describe('a formula that doubles at every step', () => {
  it('is unknown before it is too long to read', () => {
    let size: Quantity = symbol('n');
    for (let i = 0; i < 40; i++) size = add(floorDivide(size, 2), floorDivide(size, 3));
    expect(size).toMatchObject({ reason: 'its formula in symbols is too long to follow' });
    let grown: Quantity = add(symbol('a'), symbol('b'));
    for (let i = 0; i < 40; i++) grown = multiply(grown, add(symbol(`x${i}`), symbol('y')));
    expect(grown).toBeInstanceOf(Unknown);
  });
});
