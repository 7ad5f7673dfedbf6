// Opens the device of a page: WebGPU where it finds a graphics card, else WebGL; a processor that imitates one only where that is asked for.

import * as core from '@tensorflow/tfjs-core';
import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { DeviceDescription } from '../../protocol/device';
import { describeThrown } from '../core/failure';
import { startWebGpu } from '../core/startWebGpu';
import type { TensorFlow } from '../core/tensorFlow';
import type { ComputingDevice } from './commandExecutor';
import { findWebGl, findWebGpu, type FoundGpu } from './findGpu';
import { startWebGl } from './startWebGl';

/** All that is used of TensorFlow.js here is its core. */
export const tf = core as unknown as TensorFlow;

export interface OpenedDevice {
  readonly device: ComputingDevice;
  readonly description: DeviceDescription;
}

type Backend = DeviceDescription['backend'];

const API: Readonly<Record<Backend, string>> = { webgpu: 'WebGPU', webgl: 'WebGL' };

async function find(backend: Backend): Promise<FoundGpu | undefined> {
  return backend === 'webgpu' ? findWebGpu((navigator as { readonly gpu?: GPU }).gpu) : findWebGl();
}

async function start(backend: Backend): Promise<ComputingDevice> {
  if (backend === 'webgl') return startWebGl(tf, { MathBackendWebGL });
  const { finish } = await startWebGpu(tf, navigator.gpu, { WebGPUBackend });
  return { backend, finish };
}

/** @returns why there is none, one sentence each, where no device can be had */
export async function openDevice(isSoftwareAllowed: boolean): Promise<OpenedDevice | readonly string[]> {
  const passedOver: string[] = [];
  for (const backend of ['webgpu', 'webgl'] as const) {
    try {
      const found = await find(backend);
      if (!found) {
        passedOver.push(`${API[backend]} finds no graphics card in the panel.`);
      } else if (found.isSoftware && !isSoftwareAllowed) {
        passedOver.push(`${API[backend]} in the panel is imitated by the processor (${found.name}).`);
      } else {
        return { device: await start(backend), description: { backend, ...found, passedOver } };
      }
    } catch (thrown) {
      passedOver.push(`${API[backend]} does not start in the panel: ${describeThrown(thrown)}`);
    }
  }
  return passedOver;
}
