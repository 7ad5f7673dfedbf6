// A device in this process, on the cpu backend: what goes there and back is copied, as messages are.

import * as tf from '@tensorflow/tfjs';
import type { DeviceBatch, DeviceReply } from '../../../../src/protocol/device';
import { CommandExecutor } from '../../../../src/runner/browser/commandExecutor';
import { type DeviceBackend } from '../../../../src/runner/core/device/deviceBackend';
import { registerDeviceBackend } from '../../../../src/runner/core/device/deviceKernels';
import { DeviceMeter } from '../../../../src/runner/core/device/deviceMeter';
import { DeviceStream } from '../../../../src/runner/core/device/deviceStream';

/** Not a name that TensorFlow.js knows. */
export const NEAR = 'near';

export class NearDevice {
  readonly batches: DeviceBatch[] = [];
  readonly backend: DeviceBackend;
  readonly meter: DeviceMeter;
  /** What the device finds wrong when it is next waited for. */
  failure: Error | undefined;
  private turn: Promise<void> = Promise.resolve();

  private constructor() {
    const executor = new CommandExecutor(tf, { backend: 'cpu', finish: () => this.finish() }, (reply) =>
      this.reply(reply),
    );
    const stream = new DeviceStream((batch) => {
      this.batches.push(batch);
      const { sequence, commands } = structuredClone(batch);
      this.turn = this.turn.then(async () => {
        await executor.execute(commands);
        this.reply({ kind: 'done', sequence });
      });
    });
    this.backend = registerDeviceBackend(tf, NEAR, stream);
    this.meter = new DeviceMeter(this.backend);
  }

  /** Registers the backend and makes it the present one. */
  static async start(): Promise<NearDevice> {
    const device = new NearDevice();
    await tf.setBackend(NEAR);
    return device;
  }

  get commands(): DeviceBatch['commands'] {
    return this.batches.flatMap(({ commands }) => commands);
  }

  private reply(reply: DeviceReply): void {
    this.backend.stream.take(structuredClone(reply));
  }

  private finish(): Promise<void> {
    return this.failure ? Promise.reject(this.failure) : Promise.resolve();
  }
}
