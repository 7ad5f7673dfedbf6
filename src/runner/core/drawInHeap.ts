// Draws weights inside the wasm backend's memory: an array of JavaScript's own would be a second copy of every weight until it is
// collected, which is late, because a run makes all of its weights in a row.

import type { TensorInfo } from './completeKernels';
import { fillUniform, type DrawTensor } from './seededWeights';
import type { TensorFlow } from './tensorFlow';

interface WasmBackend {
  makeOutput(shape: number[], dtype: string): TensorInfo;
  typedArrayFromHeap(info: TensorInfo): Float32Array;
}

/** Call once the wasm backend is ready. */
export function drawInHeap(tf: TensorFlow): DrawTensor {
  const backend = tf.findBackend('wasm');
  const wasm = backend as unknown as WasmBackend;
  return (shape, draw) => {
    const info = wasm.makeOutput([...shape], 'float32');
    fillUniform(wasm.typedArrayFromHeap(info), draw);
    return tf.engine().makeTensorFromTensorInfo(info, backend);
  };
}
