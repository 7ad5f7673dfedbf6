// The receptive field as the running network has it: the pixels at which the gradient of one output position is not zero.
// Widths do not matter for it, so the network is rebuilt with few channels, on a small picture.

import * as tf from '@tensorflow/tfjs';

/** First and last pixel on one axis. */
export type Extent = readonly [first: number, last: number];

type Topology = Exclude<Parameters<typeof tf.models.modelFromJSON>[0], { weightsManifest?: unknown }>;

/** Channels of the network divided by this, and rounded up. */
const NARROWING = 512;

/**
 * The same layers on another picture size, with few channels, positive weights, and averages in place of maxima: then no way
 * through the network is cut off or cancelled out.
 * @param size height and width of the picture
 */
export async function rebuildNarrow(model: tf.LayersModel, size: number): Promise<tf.LayersModel> {
  const topology = JSON.parse(JSON.stringify(model.toJSON(undefined, false)), (key, value: unknown): unknown => {
    if (key === 'class_name' && value === 'MaxPooling2D') return 'AveragePooling2D';
    if ((key === 'filters' || key === 'units') && typeof value === 'number') return Math.ceil(value / NARROWING);
    if (key === 'batch_input_shape' && Array.isArray(value) && value.length === 4) return [null, size, size, value[3]];
    return value;
  }) as Topology;
  const narrow = await tf.models.modelFromJSON({ modelTopology: topology });
  for (const layer of narrow.layers) layer.setWeights(layer.weights.map((weight) => positive(weight)));
  return narrow;
}

/** Kernels take means; a normalisation changes nothing. */
function positive({ originalName, shape }: tf.LayerVariable): tf.Tensor {
  const sizes = shape as number[];
  if (!/kernel$/i.test(originalName)) return tf.fill(sizes, /gamma|variance/i.test(originalName) ? 1 : 0);
  const isDepthwise = /depthwise/i.test(originalName);
  const taps = sizes.slice(0, isDepthwise ? -2 : -1).reduce((product, size) => product * size, 1);
  return tf.fill(sizes, 1 / taps);
}

/** An output position of a layer: the same on both axes. */
export interface Place {
  readonly layer: tf.layers.Layer;
  readonly position: number;
}

/** The pixels [height, width] that each place depends on. */
export function measureFields(model: tf.LayersModel, places: readonly Place[]): (readonly [Extent, Extent])[] {
  const layers = [...new Set(places.map(({ layer }) => layer))];
  const outputs = layers.map((layer) => layer.output as tf.SymbolicTensor);
  const upTo = tf.model({ inputs: model.inputs, outputs });
  const amounts = tf.tidy(() => {
    // One picture for each place: a single pass forth and back serves them all.
    const picture = tf.ones([places.length, ...(model.inputs[0]!.shape.slice(1) as number[])]);
    const masks = layers.map((layer, i) => maskOf(layer, outputs[i]!.shape as number[], places));
    const sumOfPlaces = (x: tf.Tensor): tf.Tensor => {
      const values = upTo.apply(x) as tf.Tensor | tf.Tensor[];
      return tf.addN([values].flat().map((value, i) => value.mul(masks[i]!).sum()));
    };
    const gradient = tf.grad(sumOfPlaces)(picture).abs().sum(3);
    return [gradient.sum(2), gradient.sum(1)];
  });
  const [byRow = [], byColumn = []] = amounts.map((tensor) => tensor.arraySync() as number[][]);
  tf.dispose(amounts);
  return places.map((_, i) => [extentOf(byRow[i]!), extentOf(byColumn[i]!)] as const);
}

/** 1 in all channels of the places of this layer, each in the picture of its own. */
function maskOf(
  layer: tf.layers.Layer,
  [, height = 0, width = 0, channels = 0]: readonly number[],
  places: readonly Place[],
): tf.Tensor {
  const mask = tf.buffer([places.length, height, width, channels]);
  places.forEach((place, picture) => {
    if (place.layer !== layer) return;
    for (let channel = 0; channel < channels; channel++) mask.set(1, picture, place.position, place.position, channel);
  });
  return mask.toTensor();
}

function extentOf(amounts: readonly number[]): Extent {
  return [amounts.findIndex((amount) => amount !== 0), amounts.findLastIndex((amount) => amount !== 0)];
}
