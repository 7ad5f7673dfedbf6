// Starts the backend whose kernels run on the graphics card of the panel's page.

import type { DeviceDescription } from '../../protocol/device';
import { registerDeviceBackend } from '../core/device/deviceKernels';
import { DeviceMeter } from '../core/device/deviceMeter';
import type { DeviceStream } from '../core/device/deviceStream';
import type { TensorFlow } from '../core/tensorFlow';
import type { StartedBackend } from './startBackend';

/** The page has the device open. */
export async function startPanelDevice(
  tf: TensorFlow,
  stream: DeviceStream,
  { backend: name, name: gpuName, isSoftware }: DeviceDescription,
): Promise<StartedBackend> {
  const backend = registerDeviceBackend(tf, name, stream);
  await tf.setBackend(name);
  const meter = new DeviceMeter(backend);
  return {
    backend: name,
    device: `${gpuName}, in the panel`,
    notes: isSoftware
      ? ['The graphics card is imitated by the processor: right, but slow. Choose wasm for a quick run.']
      : [],
    meter,
    finish: meter.finish,
    drawTensor: (shape, draw) => backend.drawUniform(shape, draw),
  };
}
