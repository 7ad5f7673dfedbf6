// Starts the webgl backend on a canvas that is watched: of a context that is lost nothing is heard any more, and what did not fit is
// not there.

import { completeKernels, isRegistered } from '../core/completeKernels';
import { RunError } from '../core/failure';
import type { TensorFlow } from '../core/tensorFlow';
import type { ComputingDevice } from './commandExecutor';

/** What is used of tfjs-backend-webgl's `MathBackendWebGL`. */
interface WebGlBackend {
  read(dataId: object): Promise<unknown>;
  /** 0 for values that are no longer there. */
  refCount(dataId: object): number;
  runWebGLProgram(program: { userCode: string }, ...others: unknown[]): unknown;
  getDataInfo(dataId: object): { values: unknown; readonly texture: unknown };
  getGPGPUContext(): { readonly gl: WebGL2RenderingContext; createAndWaitForFence(): Promise<void> };
}

/** The package `@tensorflow/tfjs-backend-webgl`. */
export interface WebGlPackage {
  readonly MathBackendWebGL: new (canvas: HTMLCanvasElement) => object;
}

const LOST = 'the graphics card was lost. Run the model again';
const OUT_OF_MEMORY = 'there is not enough memory for it on the graphics card';

/** tfjs-backend-webgl 4.22 sends a gradient to the last of several equal maxima of a window, the cpu backend to the first. */
function takeFirstMaximum(backend: WebGlBackend): void {
  const runProgram = backend.runWebGLProgram.bind(backend);
  backend.runWebGLProgram = (program, ...others) => {
    program.userCode = program.userCode.replace(
      'if (value >= currMinMaxValue) {',
      'if (minMaxValueFound == 0.0 || value > minMaxValue) {',
    );
    return runProgram(program, ...others);
  };
}

/** Makes `webgl` the backend. */
export async function startWebGl(tf: TensorFlow, { MathBackendWebGL }: WebGlPackage): Promise<ComputingDevice> {
  const canvas = document.createElement('canvas');
  const lost = new Promise<never>((_, reject) => {
    canvas.addEventListener('webglcontextlost', () => reject(new RunError(LOST)), { once: true });
  });
  // who waits for something hears of it
  lost.catch(() => undefined);
  const backend = new MathBackendWebGL(canvas) as WebGlBackend;
  if (isRegistered(tf, 'webgl')) tf.removeBackend('webgl');
  tf.registerBackend('webgl', () => backend as unknown as ReturnType<TensorFlow['backend']>);
  await tf.setBackend('webgl');
  if (!tf.env().getBool('WEBGL_RENDER_FLOAT32_CAPABLE')) {
    throw new RunError('WebGL computes with 16 bits here, which is not exact enough.');
  }
  completeKernels(tf, 'webgl');
  takeFirstMaximum(backend);
  const gpu = backend.getGPGPUContext();
  const check = (): void => {
    if (gpu.gl.isContextLost()) throw new RunError(LOST);
    if (gpu.gl.getError() === gpu.gl.OUT_OF_MEMORY) throw new RunError(OUT_OF_MEMORY);
  };
  const read = backend.read.bind(backend);
  backend.read = async (dataId) => {
    const values = await Promise.race([read(dataId), lost]);
    check();
    // what was read is measured and let go; the tensor has it on the graphics card
    const info = backend.refCount(dataId) > 0 ? backend.getDataInfo(dataId) : undefined;
    if (info?.texture) info.values = null;
    return values;
  };
  const finish = async (): Promise<void> => {
    check();
    await Promise.race([gpu.createAndWaitForFence(), lost]);
    check();
  };
  return { backend: 'webgl', finish };
}
