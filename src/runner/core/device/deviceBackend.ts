// The tensors of a backend that does not compute: their values are on a device elsewhere, or here until the device needs them.

import { countValues } from '../../../protocol/device';
import type { DeviceDataType, DeviceMethod, DeviceResult, DeviceTensor, DeviceValues } from '../../../protocol/device';
import type { TensorInfo } from '../completeKernels';
import { RunError } from '../failure';
import { fillUniform, type UniformDraw } from '../seededWeights';
import type { Tensor, TensorFlow } from '../tensorFlow';
import type { DeviceStream } from './deviceStream';
import type { TensorForm } from './outputs/outputRule';

/** The values of larger tensors are let go here when the device has them. */
const MAX_VALUES_KEPT = 65_536;

interface StoredTensor {
  readonly id: number;
  readonly dtype: TensorInfo['dtype'];
  readonly size: number;
  refCount: number;
  /** Where they can be had without the device. */
  values: (() => DeviceValues) | undefined;
  /** How the device makes them by itself. */
  readonly draw?: UniformDraw;
  isOnDevice: boolean;
}

function isDeviceType(dtype: string): dtype is DeviceDataType {
  return dtype === 'float32' || dtype === 'int32' || dtype === 'bool';
}

function isOfType(values: unknown, dtype: string): values is DeviceValues {
  if (dtype === 'float32') return values instanceof Float32Array;
  return dtype === 'int32' ? values instanceof Int32Array : values instanceof Uint8Array;
}

/** What TensorFlow.js wants of a backend. Tensors that share their values have one data id. */
export class DeviceBackend {
  private readonly stored: InstanceType<TensorFlow['DataStorage']>;
  private lastId = 0;

  constructor(
    private readonly tf: TensorFlow,
    readonly stream: DeviceStream,
  ) {
    const backend = this as unknown as ReturnType<TensorFlow['backend']>;
    this.stored = new tf.DataStorage(backend, tf.engine());
  }

  write(values: DeviceValues, shape: readonly number[], dtype: TensorInfo['dtype']): object {
    return this.store({ dtype, size: countValues(shape), refCount: 1, values: () => values, isOnDevice: false });
  }

  /** From another backend. */
  move(
    dataId: object,
    values: DeviceValues,
    shape: readonly number[],
    dtype: TensorInfo['dtype'],
    refCount: number,
  ): void {
    this.store({ dtype, size: countValues(shape), refCount, values: () => values, isOnDevice: false }, dataId);
  }

  /** A tensor of random values, which the device draws when they are first needed. */
  drawUniform(shape: readonly number[], draw: UniformDraw): Tensor {
    const size = countValues(shape);
    const values = (): Float32Array => fillUniform(new Float32Array(size), draw);
    const dataId = this.store({ dtype: 'float32', size, refCount: 1, values, draw, isOnDevice: false });
    return this.tf.engine().makeTensorFromTensorInfo({ dataId, shape: [...shape], dtype: 'float32' });
  }

  /** A tensor that the device is told to compute next. */
  makeOutput({ shape, dtype }: TensorForm): TensorInfo {
    const stored = { dtype, size: countValues(shape), refCount: 1, values: undefined, isOnDevice: true };
    return { dataId: this.store(stored), shape: [...shape], dtype };
  }

  /** As the device calls it, which gets the values if it has not got them. */
  referTo({ dataId, shape, dtype }: Pick<TensorInfo, 'dataId' | 'shape' | 'dtype'>): DeviceTensor {
    if (!isDeviceType(dtype)) {
      throw new RunError(`The graphics card has no values of type ${dtype}. Choose the backend cpu.`, '', true);
    }
    const stored = this.find(dataId);
    if (!stored.isOnDevice) this.upload(stored, dtype);
    return { id: stored.id, shape, dtype };
  }

  /** How many values of a tensor there are without the device; undefined where there are none. */
  countValuesHere(dataId: object): number | undefined {
    const { values, size } = this.find(dataId);
    return values && size;
  }

  /** @throws RunError that says why the device gives no answer */
  ask<M extends DeviceMethod>(method: M, tensor: TensorInfo): Promise<DeviceResult<M>> {
    return this.stream.ask(method, this.referTo(tensor));
  }

  async read(dataId: object): Promise<DeviceValues> {
    const stored = this.find(dataId);
    if (stored.values) return stored.values();
    const values = await this.ask('read', { dataId, shape: [stored.size], dtype: stored.dtype });
    if (!isOfType(values, stored.dtype) || values.length !== stored.size) {
      throw new RunError('The page of the panel gave other values than were asked for.', '', true);
    }
    return values;
  }

  readSync(dataId: object): DeviceValues {
    const { values } = this.find(dataId);
    if (values) return values();
    throw new RunError(
      'Values that are on the graphics card are read with dataSync() or arraySync(), which cannot wait for them. Choose the backend wasm, or leave the reading out.',
      // tells where in the user's code
      new Error().stack ?? '',
      true,
    );
  }

  refCount(dataId: object): number {
    return this.stored.has(dataId) ? this.find(dataId).refCount : 0;
  }

  incRef(dataId: object): void {
    this.find(dataId).refCount++;
  }

  /** Whether the values are let go. */
  disposeData(dataId: object, force = false): boolean {
    if (!this.stored.has(dataId)) return true;
    const stored = this.find(dataId);
    stored.refCount = force ? 0 : stored.refCount - 1;
    if (stored.refCount > 0) return false;
    this.stored.delete(dataId);
    if (stored.isOnDevice) this.stream.tell({ kind: 'free', ids: [stored.id] });
    return true;
  }

  numDataIds(): number {
    return this.stored.numDataIds();
  }

  memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  timerAvailable(): boolean {
    return false;
  }

  floatPrecision(): 32 {
    return 32;
  }

  /** Of 32-bit floats, as TensorFlow.js has it. */
  epsilon(): number {
    return 1e-7;
  }

  dispose(): void {
    // what is on the device goes with its session
  }

  private find(dataId: object): StoredTensor {
    return this.stored.get(dataId) as StoredTensor;
  }

  private store(stored: Omit<StoredTensor, 'id'>, dataId: object = {}): object {
    this.stored.set(dataId, { ...stored, id: ++this.lastId });
    return dataId;
  }

  private upload(stored: StoredTensor, dtype: DeviceDataType): void {
    const { id, size, draw, values } = stored;
    if (draw) this.stream.tell({ kind: 'draw', id, length: size, ...draw });
    else if (values) this.stream.write({ id, dtype }, values());
    stored.isOnDevice = true;
    if (size > MAX_VALUES_KEPT && !draw) stored.values = undefined;
  }
}
