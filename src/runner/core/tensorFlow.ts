// The one TensorFlow.js that the runner, its backends and the user's modules share. It is handed in, so the core imports none.

import type * as tf from '@tensorflow/tfjs';

export type TensorFlow = typeof tf;
export type {
  LayersModel,
  LayerVariable,
  Sequential,
  SymbolicTensor,
  Tensor,
  Tensor4D,
  Variable,
} from '@tensorflow/tfjs';

/** `tf.layers.Layer`, which TensorFlow.js exports as a value only. */
export type Layer = InstanceType<TensorFlow['layers']['Layer']>;
