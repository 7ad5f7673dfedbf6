// Gradients to a picture need none to the weights, but TensorFlow.js computes those of a fused convolution along with them: on the
// wasm backend that takes seconds for one layer.

import type { TensorFlow } from '../tensorFlow';

const FILTER_GRADIENT = 'Conv2DBackpropFilter';

interface FilterGradientAttributes {
  readonly filterShape: number[];
}

type KernelFunction = Parameters<TensorFlow['registerKernel']>[0]['kernelFunc'];

/** `compute` finds all gradients to the weights of convolutions zero. It must not wait for anything. */
export function withoutFilterGradients<T>(tf: TensorFlow, compute: () => T): T {
  const backendName = tf.getBackend();
  const find = (name: string): KernelFunction | undefined =>
    (tf.getKernel(name, backendName) as { kernelFunc: KernelFunction } | undefined)?.kernelFunc;
  const original = find(FILTER_GRADIENT);
  const fill = find('Fill');
  if (!fill) return compute();
  const zeros: KernelFunction = ({ backend, attrs }) => {
    const { filterShape } = attrs as unknown as FilterGradientAttributes;
    return fill({ inputs: {}, backend, attrs: { shape: filterShape, value: 0, dtype: 'float32' } });
  };
  const register = (kernelFunc: KernelFunction): void =>
    tf.registerKernel({ kernelName: FILTER_GRADIENT, backendName, kernelFunc });
  if (original) tf.unregisterKernel(FILTER_GRADIENT, backendName);
  register(zeros);
  try {
    return compute();
  } finally {
    tf.unregisterKernel(FILTER_GRADIENT, backendName);
    if (original) register(original);
  }
}
