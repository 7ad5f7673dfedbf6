// Gathers figures inside the wasm backend's memory, by gatherValues.wat: several times as fast as JavaScript.

import type { Gathered, Gatherer } from './measureActivation';
import type { TensorFlow } from './tensorFlow';

type Gather = (at: number, count: number) => [min: number, max: number, sum: number, zeroCount: number];

/**
 * @param module gatherValues.wat, compiled
 * @returns undefined where the present backend has no memory of this kind, or the machine has no SIMD
 */
export async function createHeapGatherer(tf: TensorFlow, module: BufferSource): Promise<Gatherer | undefined> {
  const memory = memoryOf(tf.backend());
  if (!memory) return undefined;
  try {
    const { instance } = await WebAssembly.instantiate(module, { backend: { memory } });
    const gather = instance.exports.gather as Gather;
    return (values) => gatherIn(memory, gather, values);
  } catch {
    // Shared memory, or no SIMD: JavaScript measures too.
    return undefined;
  }
}

function gatherIn(memory: WebAssembly.Memory, gather: Gather, values: Float32Array): Gathered | undefined {
  if (values.buffer !== memory.buffer) return undefined;
  const count = values.length - (values.length % 4);
  const [min, max, sum, zeroCount] = gather(values.byteOffset, count);
  return { min, max, sum, zeroCount, notFiniteCount: 0, count };
}

/** Emscripten's module keeps its exports, and the memory among them, in `asm`. */
function memoryOf(backend: object): WebAssembly.Memory | undefined {
  const { wasm } = backend as { readonly wasm?: { readonly asm?: { readonly memory?: unknown } } };
  const memory = wasm?.asm?.memory;
  return memory instanceof WebAssembly.Memory ? memory : undefined;
}
