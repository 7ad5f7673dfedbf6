// Loads Dawn, Chromium's WebGPU, out of npm's package `webgpu`, and makes the backend `webgpu` on it.

import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LoadedLibrary } from '../../../protocol/library';
import { startWebGpu, type WebGpuPackage } from '../../core/startWebGpu';
import type { TensorFlow } from '../../core/tensorFlow';
import { checkResult } from './checkResult';

interface DawnPackage {
  /** Takes settings of Dawn, as in "backend=vulkan". */
  readonly create: (settings: readonly string[]) => GPU;
  /** The classes and constants of WebGPU. */
  readonly globals: Readonly<Record<string, unknown>>;
}

export interface LoadedDawn extends LoadedLibrary {
  readonly finish: () => Promise<void>;
}

/** What a page has: tfjs-backend-webgpu looks for it when it is loaded. */
function defineGlobals(gpu: GPU, globals: DawnPackage['globals']): void {
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  // Node has a navigator from version 21 on
  if (!('navigator' in globalThis)) Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
}

/**
 * Makes `webgpu` the backend.
 * @param folder of the npm package `webgpu`
 * @param backendFile the package tfjs-backend-webgpu, built upon `tf`
 * @throws RunError that says what is wrong
 */
export async function loadDawn(tf: TensorFlow, folder: string, backendFile: string): Promise<LoadedDawn> {
  const requireFromPackage = createRequire(path.join(folder, 'package.json'));
  const { version } = requireFromPackage('./package.json') as { readonly version: string };
  const dawn = (await import(pathToFileURL(requireFromPackage.resolve(folder)).href)) as DawnPackage;
  const gpu = dawn.create([]);
  defineGlobals(gpu, dawn.globals);
  const backendPackage = createRequire(backendFile)(backendFile) as WebGpuPackage;
  const { adapterName, isSoftware, finish } = await startWebGpu(tf, gpu, backendPackage);
  await checkResult(tf);
  return { version, isUsingGpu: !isSoftware, deviceName: adapterName, finish };
}
