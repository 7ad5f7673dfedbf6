// What the maps of a layer say about its channels: which are dead, which are the same, which stand at their limit.

import type { ChannelStudy } from '../../../protocol/inquiries';
import type { Step } from '../listSteps';
import { findMapShape } from '../mapShape';
import { findDeadChannels } from '../measureActivation';
import type { Tensor, TensorFlow } from '../tensorFlow';
import { nameActivation } from '../visualise/layerGradient';

/** Maps that correlate like this are the same for whoever reads them: a scale and an offset can be had with weights. */
const SAME_CORRELATION = 0.999;
/** This many places of a map are compared. */
const MAX_PLACES = 1024;

/** The ends of what a function can give, each with how near counts as there. ReLU's 0 is no end: it is what makes maps sparse. */
const ENDS: ReadonlyMap<string, readonly number[]> = new Map([
  ['relu6', [6]],
  ['sigmoid', [0, 1]],
  ['hardSigmoid', [0, 1]],
  ['tanh', [-1, 1]],
]);
const NEAR_END = 0.01;

/** @param activation of the step, batch of one, channels last; it stays the caller's */
export async function studyChannels(tf: TensorFlow, step: Step, activation: Tensor): Promise<ChannelStudy> {
  const mapShape = findMapShape(activation.shape);
  const { channels, height, width } = mapShape;
  const values = await activation.data();
  const dead = findDeadChannels(values, mapShape);
  const isMap = height * width > 1;
  return {
    layer: step.index,
    channels,
    dead,
    duplicates: isMap ? await findDuplicates(tf, values, height * width, channels, new Set(dead)) : [],
    saturatedShare: measureSaturation(values, step),
  };
}

function measureSaturation(values: Iterable<number> & ArrayLike<number>, { layer }: Step): number | undefined {
  const ends = ENDS.get(nameActivation(layer) ?? '');
  if (!ends) return undefined;
  let count = 0;
  for (const value of values) if (ends.some((end) => Math.abs(value - end) <= NEAR_END)) count++;
  return count / values.length;
}

async function findDuplicates(
  tf: TensorFlow,
  values: ArrayLike<number>,
  places: number,
  channels: number,
  dead: ReadonlySet<number>,
): Promise<number[][]> {
  const step = Math.ceil(places / MAX_PLACES);
  const count = Math.ceil(places / step);
  const maps = standardise(values, channels, count, step);
  const correlations = tf.tidy(() => {
    const matrix = tf.tensor2d(maps, [channels, count]);
    return tf.matMul(matrix, matrix, false, true);
  });
  const products = await correlations.data();
  correlations.dispose();
  const groups = new Map<number, number[]>();
  const grouped = new Set<number>();
  for (let a = 0; a < channels; a++) {
    if (dead.has(a) || grouped.has(a)) continue;
    for (let b = a + 1; b < channels; b++) {
      if (dead.has(b) || grouped.has(b) || (products[a * channels + b] as number) < SAME_CORRELATION) continue;
      grouped.add(b);
      groups.set(a, [...(groups.get(a) ?? [a]), b]);
    }
  }
  return [...groups.values()];
}

/** Each map with mean 0 and length 1, channel by channel; zeros for a map that is the same everywhere. */
function standardise(values: ArrayLike<number>, channels: number, count: number, step: number): Float32Array {
  const maps = new Float32Array(channels * count);
  for (let channel = 0; channel < channels; channel++) {
    const map = maps.subarray(channel * count, (channel + 1) * count);
    for (let i = 0; i < count; i++) map[i] = values[i * step * channels + channel] as number;
    const mean = map.reduce((sum, value) => sum + value, 0) / count;
    const length = Math.sqrt(map.reduce((sum, value) => sum + (value - mean) ** 2, 0));
    map.forEach((value, i) => (map[i] = length > 0 ? (value - mean) / length : 0));
  }
  return maps;
}
