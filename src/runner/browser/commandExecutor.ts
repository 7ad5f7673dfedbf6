// Carries out what a runner tells the device: runs kernels of TensorFlow.js and keeps their tensors, by the runner's ids.

import {
  countValues,
  decodeAttributes,
  type DeviceCommand,
  type DeviceMethod,
  type DeviceReply,
  type DeviceResult,
  type DeviceTensor,
  type DeviceValues,
} from '../../protocol/device';
import { findKernel, type TensorInfo } from '../core/completeKernels';
import { describeThrown } from '../core/failure';
import { measureActivation } from '../core/measureActivation';
import { quantiseMaps } from '../core/quantiseMaps';
import { fillUniform } from '../core/seededWeights';
import type { TensorFlow } from '../core/tensorFlow';

/** A message is shown, and a page may not send longer ones. */
const MAX_MESSAGE_CHARACTERS = 2000;

/** A backend of TensorFlow.js. */
interface ComputingBackend {
  write(values: DeviceValues, shape: readonly number[], dtype: string): object;
  read(dataId: object): Promise<DeviceValues>;
  disposeData(dataId: object): boolean;
}

export interface ComputingDevice {
  /** The name of the backend, whose kernels are registered. */
  readonly backend: string;
  /** Resolves when all that was to be computed is computed; rejects with what went wrong meanwhile. */
  readonly finish: () => Promise<void>;
}

/** What a tensor is to the backend, or why there is none. */
type Kept = Pick<TensorInfo, 'dataId' | 'dtype'> | { readonly failure: string };

type Command<Kind extends DeviceCommand['kind']> = Extract<DeviceCommand, { kind: Kind }>;

function makeValues(dtype: DeviceTensor['dtype'], length: number): DeviceValues {
  if (dtype === 'float32') return new Float32Array(length);
  return dtype === 'int32' ? new Int32Array(length) : new Uint8Array(length);
}

export class CommandExecutor {
  private readonly kept = new Map<number, Kept>();
  /** Tensors of which not all parts have come. */
  private readonly incomplete = new Map<number, DeviceValues>();
  /** Spent on kernels since the last measurement. */
  private computingMilliseconds = 0;
  private readonly backend: ComputingBackend;

  constructor(
    private readonly tf: TensorFlow,
    private readonly device: ComputingDevice,
    private readonly reply: (reply: DeviceReply) => void,
  ) {
    // another one may take its name when this one is lost
    this.backend = tf.findBackend(device.backend) as unknown as ComputingBackend;
  }

  /** Call with the next commands when this has resolved. */
  async execute(commands: readonly DeviceCommand[]): Promise<void> {
    for (const command of commands) {
      switch (command.kind) {
        case 'write':
          this.write(command);
          break;
        case 'draw':
          this.keepValues(command.id, 'float32', fillUniform(new Float32Array(command.length), command));
          break;
        case 'compute':
          this.compute(command);
          break;
        case 'free':
          for (const id of command.ids) this.free(id);
          break;
        case 'ask':
          await this.answer(command);
          break;
      }
    }
  }

  /** Lets go of all tensors. */
  freeAll(): void {
    for (const id of this.kept.keys()) this.free(id);
    this.incomplete.clear();
  }

  private write({ id, dtype, length, offset, values }: Command<'write'>): void {
    const whole = this.incomplete.get(id) ?? (values.length === length ? values : makeValues(dtype, length));
    if (whole !== values) whole.set(values, offset);
    if (offset + values.length < length) {
      this.incomplete.set(id, whole);
      return;
    }
    this.incomplete.delete(id);
    this.keepValues(id, dtype, whole);
  }

  private keepValues(id: number, dtype: DeviceTensor['dtype'], values: DeviceValues): void {
    this.kept.set(id, { dataId: this.backend.write(values, [values.length], dtype), dtype });
  }

  private compute({ kernel, inputs, attributes, outputs }: Command<'compute'>): void {
    const start = performance.now();
    try {
      const infos = this.runKernel(kernel, inputs, decodeAttributes(attributes));
      infos.forEach((info, i) => this.keepOutput(kernel, info, outputs[i]));
      if (infos.length !== outputs.length) throw new Error(`${kernel} gave ${infos.length} tensors`);
    } catch (thrown) {
      const failure = describeThrown(thrown);
      for (const { id } of outputs) if (!this.kept.has(id)) this.kept.set(id, { failure });
    }
    this.computingMilliseconds += performance.now() - start;
  }

  private runKernel(
    name: string,
    inputs: Command<'compute'>['inputs'],
    attrs: Readonly<Record<string, unknown>>,
  ): TensorInfo[] {
    const kernel = findKernel(this.tf, name, this.device.backend);
    if (!kernel) throw new Error(`the backend ${this.device.backend} of TensorFlow.js has no ${name}`);
    const found = Array.isArray(inputs)
      ? (inputs as readonly DeviceTensor[]).map((tensor) => this.find(tensor))
      : Object.fromEntries(
          Object.entries(inputs).map(([key, tensor]: [string, DeviceTensor | null]) => {
            // a kernel asks whether an input it may do without is undefined, or null
            return [key, tensor ? this.find(tensor) : undefined];
          }),
        );
    return [kernel({ inputs: found, backend: this.backend, attrs })].flat();
  }

  /** Another shape than the runner goes on with would be a wrong number somewhere. */
  private keepOutput(kernel: string, { dataId, shape, dtype }: TensorInfo, output: DeviceTensor | undefined): void {
    if (output?.shape.join() === shape.join()) {
      this.kept.set(output.id, { dataId, dtype });
      return;
    }
    this.backend.disposeData(dataId);
    throw new Error(`${kernel} gave a tensor of shape [${shape.join(', ')}] and not [${output?.shape.join(', ')}]`);
  }

  /** @throws Error that says why there is no such tensor */
  private find({ id, shape }: DeviceTensor): TensorInfo {
    const kept = this.kept.get(id);
    if (!kept) throw new Error('a tensor that is needed is not there');
    if ('failure' in kept) throw new Error(kept.failure);
    return { ...kept, shape: [...shape] };
  }

  private free(id: number): void {
    const kept = this.kept.get(id);
    this.kept.delete(id);
    this.incomplete.delete(id);
    if (kept && 'dataId' in kept) this.backend.disposeData(kept.dataId);
  }

  private async answer({ call, method, tensor }: Command<'ask'>): Promise<void> {
    try {
      this.reply({ kind: 'result', call, result: await this.look(method, tensor) });
    } catch (thrown) {
      const message = describeThrown(thrown).slice(0, MAX_MESSAGE_CHARACTERS);
      this.reply({ kind: 'failure', call, message: message || 'the device failed without a message' });
    }
  }

  private async look(method: DeviceMethod, tensor: DeviceTensor): Promise<DeviceResult<DeviceMethod>> {
    const start = performance.now();
    if (method === 'measure') await this.device.finish();
    const milliseconds = this.computingMilliseconds + performance.now() - start;
    const values = await this.read(tensor);
    if (method === 'read') return values;
    if (method === 'quantise') {
      const { layer: _, ...maps } = quantiseMaps(0, tensor.shape, values);
      return maps;
    }
    this.computingMilliseconds = 0;
    const { min, max, mean, zeroShare, notANumberCount, deadChannels } = measureActivation(tensor.shape, values);
    return {
      figures: Float64Array.of(min, max, mean, zeroShare, notANumberCount, milliseconds),
      deadChannels: Uint32Array.from(deadChannels),
    };
  }

  private async read(tensor: DeviceTensor): Promise<DeviceValues> {
    const { dataId } = this.find(tensor);
    const values = await this.backend.read(dataId);
    const length = countValues(tensor.shape);
    // a buffer of the graphics card may be longer than its tensor
    const own = values.length > length ? values.subarray(0, length) : values;
    if (own.length !== length) throw new Error(`${values.length} values were read, and not ${length}`);
    return makeTyped(tensor.dtype, own);
  }
}

/** A backend may keep other arrays than the type's. */
function makeTyped(dtype: DeviceTensor['dtype'], values: DeviceValues): DeviceValues {
  const typed = makeValues(dtype, values.length);
  if (Object.getPrototypeOf(typed) === Object.getPrototypeOf(values)) return values;
  typed.set(values);
  return typed;
}
