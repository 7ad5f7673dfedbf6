// The activations of a run. Each is measured when it is computed; bytes for the eye are made when a layer is looked at, because
// making those of all layers takes half as long as the run itself. Until then the tensor is kept, where the backend has it, or how it
// is made again.

import type { Activation, ChannelChoice, FeatureMaps } from '../../protocol/runner';
import { LocalMeter, type ActivationMeter } from './activationMeter';
import { RunError } from './failure';
import { findMapShape } from './mapShape';
import type { ActivationFigures } from './measureActivation';
import { readChannel } from './readChannel';
import type { Repetition } from './repetition';
import type { Tensor, TensorFlow } from './tensorFlow';

/** Of activations beyond this only the bytes are kept, a quarter of their size: a model on a large picture has gigabytes. */
const MAX_KEPT_BYTES = 800_000_000;
const BYTES_PER_VALUE = 4;

export class KeptActivations {
  private readonly kept = new Map<number, Tensor | Repetition | FeatureMaps>();
  private keptBytes = 0;
  private meter: ActivationMeter;

  constructor(
    private readonly tf: TensorFlow,
    private readonly maxKeptBytes = MAX_KEPT_BYTES,
  ) {
    this.meter = new LocalMeter(tf);
  }

  /** Takes this one for what is added from now on. */
  useMeter(meter: ActivationMeter): void {
    this.meter = meter;
  }

  /**
   * The tensor stays the caller's.
   * @param repetition makes it again, of another layer's
   */
  async add(layer: number, tensor: Tensor, repetition?: Repetition): Promise<ActivationFigures> {
    const byteCount = tensor.size * BYTES_PER_VALUE;
    const figures = await this.meter.measure(tensor);
    if (repetition && this.hasValues(repetition.from)) {
      this.kept.set(layer, repetition);
    } else if (this.keptBytes + byteCount <= this.maxKeptBytes) {
      this.keptBytes += byteCount;
      this.kept.set(layer, tensor.clone());
    } else {
      this.kept.set(layer, await this.meter.quantise(layer, tensor));
    }
    return figures;
  }

  async read(layer: number): Promise<FeatureMaps> {
    const kept = this.kept.get(layer);
    if (kept === undefined) throw new RunError(`There are no feature maps of layer ${layer}: it has not run.`);
    if (!this.isTensor(kept) && !isRepetition(kept)) return kept;
    return this.useTensor(layer, (tensor) => this.meter.quantise(layer, tensor));
  }

  readChannel({ layer, channel }: ChannelChoice): Promise<Float32Array> {
    return this.useTensor(layer, (tensor) => {
      const { channels } = findMapShape(tensor.shape);
      if (channel >= channels)
        throw new RunError(`Layer ${layer} has no channel ${channel}: it has ${channels} of them.`);
      return readChannel(this.tf, tensor, channel);
    });
  }

  readAll(layer: number): Promise<Activation> {
    return this.useTensor(layer, async (tensor) => {
      return { shape: tensor.shape, values: Float32Array.from(await tensor.data()) };
    });
  }

  /** The output, which becomes the caller's; undefined where it was not kept. */
  recall(layer: number): Tensor | undefined {
    const kept = this.kept.get(layer);
    if (kept === undefined || this.isTensor(kept)) return kept?.clone();
    if (!isRepetition(kept)) return undefined;
    const input = this.recall(kept.from);
    const output = input && kept.repeat(input);
    input?.dispose();
    return output;
  }

  private async useTensor<Result>(layer: number, use: (tensor: Tensor) => Promise<Result>): Promise<Result> {
    if (!this.kept.has(layer)) throw new RunError(`There are no values of layer ${layer}: it has not run.`);
    const tensor = this.recall(layer);
    if (tensor === undefined) {
      const megabytes = this.maxKeptBytes / 1e6;
      throw new RunError(
        `The exact values of this layer were not kept: the activations up to it take more than ${megabytes} MB. Run on a smaller picture, or look at a layer before it.`,
      );
    }
    try {
      return await use(tensor);
    } finally {
      tensor.dispose();
    }
  }

  private isTensor(kept: Tensor | Repetition | FeatureMaps): kept is Tensor {
    return kept instanceof this.tf.Tensor;
  }

  private hasValues(layer: number): boolean {
    const kept = this.kept.get(layer);
    return kept !== undefined && (this.isTensor(kept) || isRepetition(kept));
  }

  clear(): void {
    for (const kept of this.kept.values()) if (this.isTensor(kept)) kept.dispose();
    this.kept.clear();
    this.keptBytes = 0;
  }
}

function isRepetition(kept: Repetition | FeatureMaps): kept is Repetition {
  return 'repeat' in kept;
}
