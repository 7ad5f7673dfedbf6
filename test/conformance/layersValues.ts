// Values of configuration entries and shapes: mostly valid, sometimes wrong in the ways users are.

import fc from 'fast-check';
import { type Sizes } from './layersRun';

export type Value = fc.Arbitrary<unknown>;
export type Entries = Readonly<Record<string, Value>>;

export const count = fc.integer({ min: 1, max: 6 });
export const flag = fc.boolean();
/** Always given: tfjs's default for recurrent kernels, 'orthogonal', takes its time. */
export const ZEROS = fc.constant('zeros');

/** Mostly the first, now and then one of the others. */
export function mostly(valid: Value, ...invalid: unknown[]): Value {
  return fc.oneof({ weight: 14, arbitrary: valid }, { weight: 1, arbitrary: fc.constantFrom(...invalid) });
}

export function tuple(of: Value, length: number): Value {
  return fc.array(of, { minLength: length, maxLength: length });
}

export function window(rank: number, of: Value = fc.integer({ min: 1, max: 4 })): Value {
  return mostly(
    fc.oneof(of, tuple(of, rank)),
    [1],
    [1, 2, 3, 4],
    [2, 1.5, 2].slice(0, rank),
    Array(rank).fill('2'),
    null,
  );
}

export const positive = mostly(count, 0, -2, 1.5, null, undefined, '3');
export const padding = mostly(fc.constantFrom('valid', 'same'), 'causal', 'SAME', null, undefined, 'full');
export const dataFormat = mostly(
  fc.constantFrom('channelsLast', 'channelsLast', 'channelsFirst'),
  'NHWC',
  null,
  undefined,
);
export const activation = mostly(
  fc.constantFrom('relu', 'linear', 'softmax', 'hardSigmoid', 'gelu_new'),
  'leaky',
  'ReLU6',
  null,
  '',
);
export const zeros = mostly(
  fc.constant('zeros'),
  'zero',
  undefined,
  'HeUniform',
  { className: 'Zeros', config: {} },
  { className: 'Zeros' },
);
export const constraint = mostly(fc.constantFrom('nonNeg', 'maxNorm'), 'norm', null);
export const regularizer = mostly(fc.constantFrom('l1l2', 'L1L2', undefined, null), 'l2');
export const activityRegularizer = mostly(fc.constantFrom(undefined, null), 'l1l2');

/** Shapes of a rank, batch first; sometimes of another rank. */
export function shapes(rank: number, max = 9): fc.Arbitrary<Sizes> {
  const batch = fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: count });
  const length = fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 1, max }) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
  const other = fc.oneof(
    { weight: 14, arbitrary: fc.constant(rank) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }) },
  );
  return other.chain((r) =>
    fc.tuple(batch, fc.array(length, { minLength: r - 1, maxLength: r - 1 })).map(([b, rest]) => [b, ...rest]),
  );
}

export const ONE_INPUT = (rank: number): fc.Arbitrary<readonly Sizes[]> =>
  fc.oneof(
    { weight: 20, arbitrary: shapes(rank).map((shape) => [shape]) },
    { weight: 1, arbitrary: fc.tuple(shapes(rank), shapes(rank)) },
  );

/** Several shapes that mostly agree. */
export const MERGEABLE: fc.Arbitrary<readonly Sizes[]> = fc
  .integer({ min: 2, max: 5 })
  .chain((rank) =>
    fc
      .tuple(
        shapes(rank, 4),
        fc.array(fc.tuple(fc.nat(4), fc.constantFrom<number | null>(1, 3, 4, null)), { maxLength: 3 }),
      )
      .map(([first, changes]) => [
        first,
        ...changes.map(([axis, length]) => (axis < rank ? first.map((n, i) => (i === axis ? length : n)) : first)),
      ]),
  );

/** Entries without which a factory makes no sense, so that TypeScript insists on them. */
export function insisted(required: Entries, optional: Entries = {}): fc.Arbitrary<Record<string, unknown>> {
  return fc.tuple(fc.record(required), entries({}, optional)).map(([a, b]) => ({ ...b, ...a }));
}

export function entries(required: Entries, optional: Entries = {}): fc.Arbitrary<Record<string, unknown>> {
  const rarelyMissing = fc.record(required, { requiredKeys: [] });
  const complete = fc.record(required);
  const always = fc.record(Object.fromEntries(Object.entries(required).filter(([, value]) => value === ZEROS)));
  return fc
    .tuple(
      fc.oneof({ weight: 20, arbitrary: complete }, { weight: 1, arbitrary: rarelyMissing }),
      fc.record(optional, { requiredKeys: [] }),
      fc.record({ trainable: fc.constantFrom(true, false, null) }, { requiredKeys: [] }),
      always,
    )
    .map(([a, b, c, d]) => ({ ...b, ...a, ...c, ...d }));
}
