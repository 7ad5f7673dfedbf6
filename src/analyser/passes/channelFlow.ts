// How channels flow through one layer or core operation: which of its inputs' channels an output channel depends on.

import { Unknown } from '../formulas/quantity';
import { composeRuns, mixRuns, sameChannels, sliceRuns, type ChannelRuns } from '../graph/channels';
import { knownShapes, type Application, type Tensor } from '../graph/graph';

/** Layers and operations of which each output channel sees all input channels. */
const MIXING = new Set(
  'conv1d conv2d conv3d conv2dTranspose conv3dTranspose separableConv2d tf.conv1d tf.conv2d tf.conv3d'.split(' '),
);

/** Those that keep channels apart, where there are as many behind as before. */
const KEEPING = new Set(
  (
    'batchNormalization reLU leakyReLU prelu elu thresholdedReLU dropout spatialDropout1d gaussianNoise gaussianDropout ' +
    'maxPooling1d maxPooling2d maxPooling3d averagePooling1d averagePooling2d averagePooling3d zeroPadding2d cropping2D ' +
    'upSampling2d depthwiseConv2d globalAveragePooling1d globalAveragePooling2d globalMaxPooling1d globalMaxPooling2d ' +
    'tf.relu tf.relu6 tf.leakyRelu tf.prelu tf.elu tf.selu tf.sigmoid tf.tanh tf.softplus tf.add tf.sub tf.mul tf.div ' +
    'tf.maxPool tf.avgPool tf.depthwiseConv2d tf.pad tf.mirrorPad tf.batchNorm tf.dropout tf.clipByValue'
  ).split(' '),
);

/** A layer of more operations than that in a row has no groups that one would look for. */
const DEEPEST = 200;

/** Activations of one number at a time. */
const POINTWISE_ACTIVATIONS =
  /^(linear|relu|relu6|elu|selu|sigmoid|hardSigmoid|softplus|softsign|tanh|swish|mish|gelu|gelu_new)$/;

/**
 * One layer or operation.
 * @param inputs what the channels of the inputs depend on, all of the same origin
 * @returns undefined where it is not known
 */
export function throughChannels(application: Application, inputs: readonly ChannelRuns[]): ChannelRuns | undefined {
  const { layer, outputs } = application;
  const [runs, ...others] = inputs;
  const count = channelsOf(outputs[0]);
  if (!runs || count === undefined || outputs.length !== 1) return undefined;
  const name = layer.factory ?? layer.className;
  if (name === 'concatenate' || name === 'tf.concat') return isOfChannels(application) ? inputs.flat() : undefined;
  if (others.length > 0) return undefined;
  if (layer.config.get('dataFormat') === 'channelsFirst') return undefined;
  if (MIXING.has(name)) return [mixRuns(runs, count)];
  const before = channelsOf(application.inputs[0]);
  const activation = name === 'activation' ? layer.config.get('activation') : undefined;
  const isKept = KEEPING.has(name) || (typeof activation === 'string' && POINTWISE_ACTIVATIONS.test(activation));
  if (isKept) return before === count ? runs : undefined;
  const start = layer.config.get('start');
  if ((name === 'tf.split' || name === 'tf.slice') && typeof start === 'number') return sliceRuns(runs, start, count);
  const own = ownRuns(application);
  return own && composeRuns(runs, own);
}

/** Whether a layer makes channels of several others. */
export function mixesChannels(application: Application): boolean {
  const { factory } = application.layer;
  return factory === undefined ? ownRuns(application)?.some(({ isSame }) => !isSame) === true : MIXING.has(factory);
}

/** What a layer of the program's own does with the channels of its input. */
function ownRuns({ layer, inputs, outputs }: Application): ChannelRuns | undefined {
  const known = layer.behaviour.channels && knownShapes(inputs, outputs);
  return known && !(known instanceof Unknown) ? layer.behaviour.channels?.(known.inputs) : undefined;
}

/** What the channels of a tensor depend on of another one; undefined where it is not known. */
export function channelsFrom(output: Tensor, origin: Tensor): ChannelRuns | undefined {
  const channels = channelsOf(origin);
  if (channels === undefined) return undefined;
  const found = new Map<Tensor, ChannelRuns | undefined>([[origin, sameChannels(channels)]]);
  const find = (tensor: Tensor, depth: number): ChannelRuns | undefined => {
    if (found.has(tensor) || depth > DEEPEST) return found.get(tensor);
    const { producer } = tensor;
    const before = producer?.inputs.map((input) => find(input, depth + 1));
    const runs = producer && before?.every((one) => one !== undefined) ? throughChannels(producer, before) : undefined;
    found.set(tensor, runs);
    return runs;
  };
  return find(output, 0);
}

/** The size of the last axis, where that is a known number and not the batch. */
export function channelsOf(tensor: Tensor | undefined): number | undefined {
  const shape = tensor?.shape;
  const channels = shape && !(shape instanceof Unknown) && shape.length > 1 ? shape.at(-1) : undefined;
  return typeof channels === 'number' && Number.isInteger(channels) && channels > 0 ? channels : undefined;
}

/** Whether a concatenation lays channels behind channels: nothing else grows. */
function isOfChannels({ inputs, outputs }: Application): boolean {
  const sizes = inputs.map(channelsOf);
  const total = sizes.reduce<number>((sum, size) => sum + (size ?? NaN), 0);
  return total === channelsOf(outputs[0]);
}
