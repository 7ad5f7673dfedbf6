// The activations of a run. Each is measured when it is computed; bytes for the eye are made when a layer is looked at, because
// making those of all layers takes half as long as the run itself. Until then the tensor is kept, where the backend has it.

import type { Activation, ChannelChoice, FeatureMaps } from '../../protocol/runner';
import { RunError } from './failure';
import { findMapShape } from './mapShape';
import { measureActivation, type ActivationFigures, type Gatherer } from './measureActivation';
import { quantiseMaps } from './quantiseMaps';
import type { Tensor, TensorFlow } from './tensorFlow';

/** Of activations beyond this only the bytes are kept, a quarter of their size: a model on a large picture has gigabytes. */
const MAX_KEPT_BYTES = 800_000_000;
const BYTES_PER_VALUE = 4;

interface BackendWithHeap {
  typedArrayFromHeap(tensor: Tensor): ArrayLike<number>;
}

function hasHeap(backend: object): backend is BackendWithHeap {
  return 'typedArrayFromHeap' in backend;
}

/** The values are valid until `use` returns: on the wasm backend they are not a copy, which would cost as much as measuring. */
async function readValues<Result>(
  tf: TensorFlow,
  tensor: Tensor,
  use: (values: ArrayLike<number>) => Result,
): Promise<Result> {
  const backend: object = tf.backend();
  return hasHeap(backend) ? use(backend.typedArrayFromHeap(tensor)) : use(await tensor.data());
}

export class KeptActivations {
  private readonly kept = new Map<number, Tensor | FeatureMaps>();
  private keptBytes = 0;

  constructor(
    private readonly tf: TensorFlow,
    private readonly maxKeptBytes = MAX_KEPT_BYTES,
  ) {}

  /** The tensor stays the caller's. */
  async add(layer: number, tensor: Tensor, gatherer?: Gatherer): Promise<ActivationFigures> {
    const byteCount = tensor.size * BYTES_PER_VALUE;
    const isRoomLeft = this.keptBytes + byteCount <= this.maxKeptBytes;
    const { figures, maps } = await readValues(this.tf, tensor, (values) => ({
      figures: measureActivation(tensor.shape, values, gatherer),
      maps: isRoomLeft ? undefined : quantiseMaps(layer, tensor.shape, values),
    }));
    if (maps === undefined) this.keptBytes += byteCount;
    this.kept.set(layer, maps ?? tensor.clone());
    return figures;
  }

  async read(layer: number): Promise<FeatureMaps> {
    const kept = this.kept.get(layer);
    if (kept === undefined) throw new RunError(`There are no feature maps of layer ${layer}: it has not run.`);
    if (!(kept instanceof this.tf.Tensor)) return kept;
    return readValues(this.tf, kept, (values) => quantiseMaps(layer, kept.shape, values));
  }

  async readChannel({ layer, channel }: ChannelChoice): Promise<Float32Array> {
    const tensor = this.findTensor(layer);
    const { height, width, channels } = findMapShape(tensor.shape);
    if (channel >= channels)
      throw new RunError(`Layer ${layer} has no channel ${channel}: it has ${channels} of them.`);
    return readValues(this.tf, tensor, (values) => {
      return Float32Array.from({ length: height * width }, (_, pixel) => values[pixel * channels + channel] as number);
    });
  }

  async readAll(layer: number): Promise<Activation> {
    const tensor = this.findTensor(layer);
    return readValues(this.tf, tensor, (values) => ({ shape: tensor.shape, values: Float32Array.from(values) }));
  }

  /** The output, which becomes the caller's; undefined where it was not kept. */
  recall(layer: number): Tensor | undefined {
    const kept = this.kept.get(layer);
    return kept instanceof this.tf.Tensor ? kept.clone() : undefined;
  }

  private findTensor(layer: number): Tensor {
    const kept = this.kept.get(layer);
    if (kept === undefined) throw new RunError(`There are no values of layer ${layer}: it has not run.`);
    if (kept instanceof this.tf.Tensor) return kept;
    const megabytes = this.maxKeptBytes / 1e6;
    throw new RunError(
      `The exact values of this layer were not kept: the activations up to it take more than ${megabytes} MB. Run on a smaller picture, or look at a layer before it.`,
    );
  }

  clear(): void {
    for (const kept of this.kept.values()) if (kept instanceof this.tf.Tensor) kept.dispose();
    this.kept.clear();
    this.keptBytes = 0;
  }
}
