// The wasm backend has 4 GB at most. When they are full tfjs-backend-wasm 4.22 goes on: what it cannot allocate lies upon other tensors,
// and what XNNPACK cannot pack is not computed. Here both fail instead.

import type { TensorFlow } from './tensorFlow';

const MEMORY_IS_FULL =
  'the memory of the wasm backend is full (4 GB). Use a smaller model or picture, or the backend tensorflow';

const XNNPACK_OUT_OF_MEMORY = '6';

/** The kernels allocate for themselves too, and do not look whether they got it. Tensors leave them this much. */
const RESERVED_BYTES = 64_000_000;
const NEARLY_FULL_BYTES = 3_500_000_000;
const MOST_BYTES = 2 ** 32 - 1;

interface BackendWithMemory {
  readonly wasm: {
    readonly HEAPU8: Uint8Array;
    /** The address; 0 when there is no room. */
    _malloc(byteCount: number): number;
    _free(address: number): void;
  };
}

function explainWarning(text: string): string | undefined {
  const [, operation, status] = /^XNN status for (\w+) is not successful\. Got status (\d+)/.exec(text) ?? [];
  if (operation === undefined) return undefined;
  return status === XNNPACK_OUT_OF_MEMORY ? MEMORY_IS_FULL : `XNNPACK refuses ${operation} (status ${status})`;
}

/**
 * @param start makes the backend's wasm module, which keeps the `console.warn` that it finds: the only way it tells that a kernel did
 *   not compute
 */
export async function withFailingWarnings<T>(start: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = (...values: unknown[]) => {
    const reason = explainWarning(String(values[0]));
    if (reason !== undefined) throw new Error(reason);
    warn.apply(console, values);
  };
  try {
    return await start();
  } finally {
    console.warn = warn;
  }
}

/** Call once the wasm backend is ready. */
export function refuseFullMemory(tf: TensorFlow): void {
  const { wasm } = tf.findBackend('wasm') as unknown as BackendWithMemory;
  // the module puts its functions in their places when they are first called
  wasm._free(wasm._malloc(1));
  const allocate = wasm._malloc.bind(wasm);
  const hasReserve = (): boolean => {
    if (wasm.HEAPU8.length < NEARLY_FULL_BYTES) return true;
    const address = allocate(RESERVED_BYTES);
    if (address !== 0) wasm._free(address);
    return address !== 0;
  };
  wasm._malloc = (byteCount) => {
    // it is a number of 32 bits there: of more, the lower ones would be taken
    if (byteCount > MOST_BYTES) throw new Error(MEMORY_IS_FULL);
    const address = allocate(byteCount);
    if (byteCount === 0 || (address !== 0 && hasReserve())) return address;
    if (address !== 0) wasm._free(address);
    throw new Error(MEMORY_IS_FULL);
  };
}
