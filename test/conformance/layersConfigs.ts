// Configurations that several factories of tf.layers share.

import fc from 'fast-check';
import { Nested, type Sizes } from './layersRun';
import {
  type Entries,
  count,
  flag,
  ZEROS,
  mostly,
  tuple,
  window,
  positive,
  padding,
  dataFormat,
  activation,
  zeros,
  constraint,
  regularizer,
  activityRegularizer,
  shapes,
  ONE_INPUT,
  MERGEABLE,
  entries,
} from './layersValues';

export const BASE_CONVOLUTION = (rank: number): Entries => ({
  strides: window(rank, fc.integer({ min: 1, max: 3 })),
  padding,
  dataFormat,
  dilationRate: window(rank, fc.integer({ min: 1, max: 3 })),
  activation,
  useBias: flag,
  biasConstraint: constraint,
  biasRegularizer: regularizer,
  activityRegularizer,
});
export const KERNEL: Entries = { kernelConstraint: constraint, kernelRegularizer: regularizer, biasInitializer: zeros };

export function convolution(rank: number): fc.Arbitrary<Record<string, unknown>> {
  const required = { kernelSize: window(rank), filters: positive, kernelInitializer: zeros };
  return entries(required, { ...BASE_CONVOLUTION(rank), ...KERNEL });
}

export const pooling = (rank: number): fc.Arbitrary<Record<string, unknown>> =>
  entries(
    {},
    {
      poolSize: window(rank),
      strides: window(rank, fc.integer({ min: 1, max: 3 })),
      padding,
      ...(rank > 1 && { dataFormat }),
    },
  );

export const CELL: Entries = { units: positive, kernelInitializer: zeros, recurrentInitializer: ZEROS };
export const CELL_OPTIONS: Entries = {
  activation,
  useBias: flag,
  recurrentConstraint: constraint,
  kernelRegularizer: regularizer,
};
export const GATED_OPTIONS: Entries = { ...CELL_OPTIONS, recurrentActivation: activation };
export const RNN_OPTIONS: Entries = {
  returnSequences: flag,
  returnState: flag,
  stateful: mostly(fc.constant(false), true),
};
export const CONV_CELL: Entries = {
  filters: positive,
  kernelSize: window(2),
  kernelInitializer: fc.constant('zeros'),
  recurrentInitializer: ZEROS,
};
export const CONV_CELL_OPTIONS: Entries = {
  padding,
  dataFormat,
  useBias: flag,
  strides: window(2, fc.constantFrom(1, 2)),
};

export const cell = fc
  .tuple(fc.constantFrom('simpleRNNCell', 'gruCell', 'lstmCell'), count, flag)
  .map(
    ([factory, units, useBias]) =>
      new Nested(factory, { units, useBias, kernelInitializer: 'zeros', recurrentInitializer: 'zeros' }),
  );
export const cells = fc.array(cell, { minLength: 1, maxLength: 3 });
export const recurrent = fc.tuple(fc.constantFrom('simpleRNN', 'gru', 'lstm'), count, flag, flag).map(
  ([factory, units, returnSequences, returnState]) =>
    new Nested(factory, {
      units,
      returnSequences,
      returnState,
      kernelInitializer: 'zeros',
      recurrentInitializer: 'zeros',
    }),
);
export const distributed = fc.oneof(
  count.map((units) => new Nested('dense', { units, kernelInitializer: 'zeros' })),
  fc
    .tuple(count, fc.constantFrom(1, 3), flag)
    .map(
      ([filters, kernelSize, useBias]) =>
        new Nested('conv2d', { filters, kernelSize, useBias, kernelInitializer: 'zeros' }),
    ),
  fc.constantFrom(new Nested('batchNormalization', { trainable: false }), new Nested('reLU', {})),
);

/** A recurrent layer's input, now and then with initial states. */
export const SEQUENCES = fc.oneof(
  { weight: 12, arbitrary: ONE_INPUT(3) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(shapes(3), count, fc.integer({ min: 1, max: 3 }))
      .map(([shape, units, states]) => [shape, ...Array.from({ length: states }, (): Sizes => [null, units])]),
  },
);

export const margins = fc.integer({ min: 0, max: 3 });
export const frame = mostly(
  fc.oneof(margins, tuple(margins, 2), tuple(tuple(margins, 2), 2)),
  [1],
  [[1], [2, 2]],
  [[1, 1], [2]],
  [1, 2, 3],
);

export const MERGE = [entries({}), MERGEABLE] as const;
export const POINTWISE = (
  ...config: Entries[]
): readonly [fc.Arbitrary<Record<string, unknown>>, fc.Arbitrary<readonly Sizes[]>] => [
  entries(config[0] ?? {}, config[1] ?? {}),
  fc.integer({ min: 1, max: 5 }).chain(ONE_INPUT),
];
