// Fills a network with weights that have PyTorch's names and layouts.

import { RunError } from '../failure';
import type { LayersModel } from '../tensorFlow';
import {
  convolutionLayout,
  convolvedDenseLayout,
  denseLayout,
  depthwiseLayout,
  flattenedLayout,
  keep,
  sameLayout,
  type Flattened,
  type Layout,
} from './layouts';
import { checkFit, type Filling, type ListedFile, type Match } from './match';
import { describeWeight, type ModelWeight } from './modelWeights';
import type { FileLayer, Naming } from './names/naming';
import { quoteName, type StoredTensor } from './storedTensor';

/** A weight's part → the ending of the tensor's name. */
const endings: Readonly<Record<string, string>> = {
  kernel: 'weight',
  depthwise_kernel: 'weight',
  bias: 'bias',
  gamma: 'weight',
  beta: 'bias',
  moving_mean: 'running_mean',
  moving_variance: 'running_var',
};

/** How many batches the statistics were taken of, which nothing here needs. */
const UNUSED = /(^|\.)num_batches_tracked$/;

/** The map that the model flattens before its first dense layer, in the order in which PyTorch flattens it. */
function findFlattened(model: LayersModel, inputs: number): Flattened {
  const flatten = model.layers.find((layer) => layer.getClassName() === 'Flatten');
  const shape = flatten && !Array.isArray(flatten.input) ? flatten.input.shape : [];
  const [, height, width, channels] = shape;
  const isKnown = typeof height === 'number' && typeof width === 'number' && typeof channels === 'number';
  return isKnown && height * width * channels === inputs ? [channels, height, width] : [inputs, 1, 1];
}

function findLayout(model: LayersModel, { part, shape }: ModelWeight, { sees }: FileLayer, fileRank: number): Layout {
  const [a = 1, b = 1, c = 1, d = 1] = shape;
  if (part === 'depthwise_kernel') return depthwiseLayout([a, b, c, d]);
  if (part !== 'kernel') return sameLayout(shape);
  if (shape.length === 4) return convolutionLayout([a, b, c, d]);
  if (sees === undefined) return denseLayout([a, b]);
  const flattened: Flattened = sees === 'map' ? findFlattened(model, a) : [a, 1, 1];
  return fileRank === 4 ? convolvedDenseLayout([a, b], flattened) : flattenedLayout([a, b], flattened);
}

/** gamma · (x - mean) / sqrt(variance + epsilon) stays the same when the model's epsilon is another one than in training. */
function shiftVariance(weight: ModelWeight, trainedEpsilon: number): (values: Float32Array) => Float32Array {
  const { epsilon } = weight.layer.getConfig();
  const shift = typeof epsilon === 'number' ? trainedEpsilon - epsilon : 0;
  return shift === 0 ? keep : (values) => values.map((variance) => variance + shift);
}

function checkVariant(model: LayersModel, { variant }: Naming, file: ListedFile): void {
  if (variant === undefined || model.layers.some(({ name }) => name === variant.layer)) return;
  throw new RunError(
    `${file.label} was trained for ${model.name} ${variant.description}: make the model with ${variant.parameter} = '${variant.value}'. No weights were loaded.`,
  );
}

class TorchFile {
  private readonly tensors: ReadonlyMap<string, StoredTensor>;
  private readonly used = new Set<string>();

  constructor(
    private readonly model: LayersModel,
    private readonly file: ListedFile,
    private readonly naming: Naming,
  ) {
    this.tensors = new Map(file.tensors.map((tensor) => [tensor.name, tensor]));
  }

  fill(weight: ModelWeight): Filling {
    const layer = this.naming.layers.get(weight.layerName);
    const ending = endings[weight.part];
    if (layer === undefined || ending === undefined) {
      throw new RunError(
        `The network of ${this.naming.origin} has no counterpart of the ${describeWeight(weight)} of the model, so ${this.file.label} cannot fill it. No weights were loaded.`,
      );
    }
    const names = layer.names.map((name) => `${name}.${ending}`);
    const name = names.find((known) => this.tensors.has(known)) ?? names[0] ?? '';
    const tensor = this.tensors.get(name);
    if (tensor === undefined) {
      if (weight.part === 'bias' && !layer.hasBias) return { weight, tensor: undefined, convert: keep };
      throw new RunError(
        `${this.file.label} has no tensor ${quoteName(name)}, which the ${describeWeight(weight)} of the model needs. No weights were loaded.`,
      );
    }
    this.used.add(name);
    const layout = findLayout(this.model, weight, layer, tensor.shape.length);
    checkFit(tensor, layout.shape, `the ${describeWeight(weight)} of the model`, this.file);
    const isVariance = weight.part === 'moving_variance';
    return { weight, tensor, convert: isVariance ? shiftVariance(weight, this.naming.epsilon) : layout.convert };
  }

  checkAllUsed(): void {
    const extra = [...this.tensors.keys()].find((name) => !this.used.has(name) && !UNUSED.test(name));
    if (extra !== undefined) {
      throw new RunError(
        `${this.file.label} has a tensor ${quoteName(extra)} that ${this.model.name} has no layer for: it holds the weights of another network. No weights were loaded.`,
      );
    }
  }
}

/** @throws RunError that names the first tensor which does not fit */
export function matchTorch(
  model: LayersModel,
  weights: readonly ModelWeight[],
  naming: Naming,
  file: ListedFile,
): Match {
  const torch = new TorchFile(model, file, naming);
  const fillings = weights.map((weight) => torch.fill(weight));
  torch.checkAllUsed();
  checkVariant(model, naming, file);
  const zeros = fillings.filter(({ tensor }) => tensor === undefined).map(({ weight }) => quoteName(weight.name));
  const notes =
    zeros.length === 0
      ? []
      : [
          `${file.label} has no bias for ${zeros.slice(0, 3).join(', ')}${zeros.length > 3 ? `, … (${zeros.length} in all)` : ''}: they are 0.`,
        ];
  const manner = `by the names of ${naming.origin}`;
  return { fillings, preprocessing: naming.preprocessing, meanPicture: undefined, notes, manner };
}
