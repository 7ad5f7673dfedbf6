// What a model saves for each channel of a layer that is taken out: the filter that makes it, and the weights of all that read it.

import { Unknown, applicationsOf, usersByTensor, type Application, type Model, type Tensor } from '../analyser/index';
import type { ChannelSaving } from '../protocol/panel';

/** Layers whose filters each make one channel of all that goes in. */
const MAKING = new Set(['conv1d', 'conv2d', 'dense']);

/** Layers that keep channels apart, with equally much of their own for each. */
const KEEPING = new Set(
  (
    'batchNormalization reLU leakyReLU prelu elu thresholdedReLU dropout spatialDropout1d gaussianNoise gaussianDropout ' +
    'maxPooling1d maxPooling2d averagePooling1d averagePooling2d zeroPadding2d cropping2D upSampling2d depthwiseConv2d ' +
    'globalAveragePooling1d globalAveragePooling2d globalMaxPooling1d globalMaxPooling2d flatten'
  ).split(' '),
);

const POINTWISE_ACTIVATIONS = /^(linear|relu|relu6|elu|selu|sigmoid|hardSigmoid|softplus|softsign|tanh|swish|mish)$/;

const NOTHING: ChannelSaving = { parameters: 0, macs: 0 };

/** Saving of one channel of a tensor; undefined where its way through the model is not simple. */
export function createChannelSavings(model: Model): (output: Tensor) => ChannelSaving | undefined {
  const users = usersByTensor(applicationsOf(model));
  const outputs = new Set(model.outputs);

  /** What reads the channel, to where it ends. `channels` share what a layer has equally. */
  const behind = (tensor: Tensor, channels: number): ChannelSaving | undefined => {
    if (outputs.has(tensor)) return undefined;
    let total: ChannelSaving = NOTHING;
    for (const user of users.get(tensor) ?? []) {
      const one = throughUser(user, channels);
      if (!one) return undefined;
      total = addSavings(total, one);
    }
    return total;
  };

  const throughUser = (user: Application, channels: number): ChannelSaving | undefined => {
    const output = user.outputs[0];
    if (!isSimple(user) || !output) return undefined;
    const { layer } = user;
    if (layer.factory === 'concatenate') {
      const all = isOfChannels(user) ? channelsOf(output) : undefined;
      return all === undefined ? undefined : behind(output, all);
    }
    const isReading = MAKING.has(layer.factory ?? '');
    if (!isReading && !isKeeping(user)) return undefined;
    const own = costOf(user, isReading ? 'kernel' : 'all');
    const rest = isReading ? NOTHING : behind(output, channels);
    return own && rest && addSavings(shareOf(own, channels), rest);
  };

  /** Back to the layer that makes the channel: nothing else may see it on the way. */
  const before = (tensor: Tensor): { readonly made: ChannelSaving; readonly channels: number } | undefined => {
    const { producer } = tensor;
    const channels = channelsOf(tensor);
    if (!producer || channels === undefined || !isSimple(producer)) return undefined;
    const { layer } = producer;
    const cost = costOf(producer, 'all');
    if (!cost) return undefined;
    const own = shareOf(cost, channels);
    if (MAKING.has(layer.factory ?? '')) return { made: own, channels };
    const input = producer.inputs[0];
    const isAlone = isKeeping(producer) && layer.factory !== 'flatten' && input && users.get(input)?.length === 1;
    const made = isAlone && !outputs.has(input) ? before(input) : undefined;
    return (
      made && {
        made: addSavings(made.made, own),
        channels,
      }
    );
  };

  return (output) => {
    const made = before(output);
    const read = made && behind(output, made.channels);
    return made && read && addSavings(made.made, read);
  };
}

function addSavings(a: ChannelSaving, b: ChannelSaving): ChannelSaving {
  return { parameters: a.parameters + b.parameters, macs: a.macs + b.macs };
}

/** What belongs to one channel of what all have equally much of. */
function shareOf({ parameters, macs }: ChannelSaving, channels: number): ChannelSaving {
  return { parameters: parameters / channels, macs: macs / channels };
}

/** A layer that is used once, with channels behind the places. */
function isSimple({ layer, inputs }: Application): boolean {
  const isAlone = layer.applications.length === 1 && layer.model === undefined;
  return (
    isAlone &&
    layer.config.get('dataFormat') !== 'channelsFirst' &&
    (inputs.length === 1 || layer.factory === 'concatenate')
  );
}

function isKeeping({ layer, inputs, outputs }: Application): boolean {
  const { factory = '', config } = layer;
  if (factory === 'flatten') return true;
  const activation = config.get('activation');
  const isPointwise =
    factory === 'activation' && typeof activation === 'string' && POINTWISE_ACTIVATIONS.test(activation);
  return (isPointwise || KEEPING.has(factory)) && channelsOf(inputs[0]) === channelsOf(outputs[0]);
}

/** Parameters and MACs of a layer; of its kernel alone where the rest belongs to what it makes. */
function costOf({ layer, inputs, outputs }: Application, of: 'kernel' | 'all'): ChannelSaving | undefined {
  const { weights = [], behaviour } = layer;
  if (weights instanceof Unknown) return undefined;
  const counted = of === 'all' ? weights : weights.filter(({ shape }) => shape.length > 1);
  const parameters = counted.reduce((sum, { shape }) => sum + productOf(shape), 0);
  const [input, output] = [inputs[0]?.shape, outputs[0]?.shape];
  if (input === undefined || output === undefined || input instanceof Unknown || output instanceof Unknown)
    return undefined;
  const macs = (behaviour.macs?.([input], [output]) ?? []).reduce((sum, factors) => sum + productOf(factors), 0);
  return Number.isFinite(parameters) && Number.isFinite(macs) ? { parameters, macs } : undefined;
}

/** NaN where a factor is not known. */
function productOf(factors: Iterable<unknown>): number {
  let product = 1;
  for (const factor of factors) product *= typeof factor === 'number' ? factor : Number.NaN;
  return product;
}

function channelsOf(tensor: Tensor | undefined): number | undefined {
  const shape = tensor?.shape;
  const channels = shape && !(shape instanceof Unknown) ? shape.at(-1) : undefined;
  return typeof channels === 'number' ? channels : undefined;
}

/** Whether a concatenation lays channels behind channels: nothing else grows. */
function isOfChannels({ inputs, outputs }: Application): boolean {
  const total = inputs.reduce((sum, input) => sum + (channelsOf(input) ?? Number.NaN), 0);
  return total === channelsOf(outputs[0]);
}
