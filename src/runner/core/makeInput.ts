// Turns a picture into what a model takes in; an input that a picture cannot fill gets random values.
//
// The picture is stretched to the input's height and width (224 where the model leaves them open), put on white where it is
// transparent, and its colours are preprocessed: as the weights were trained, or, where that is not known, from 0 … 255 to -1 … 1
// (`value / 127.5 - 1`). One channel is the luminance of ITU-R BT.601; with more than three, red, green and blue repeat.

import type { Picture } from '../../protocol/runner';
import { RunError } from './failure';
import { resamplePicture } from './resamplePicture';
import { fillUniform } from './seededWeights';
import { PLUS_MINUS_ONE, type Preprocessing } from './weights/preprocessing';
import { describeShape } from './weights/storedTensor';

/** Height and width of an input that leaves them open. */
const DEFAULT_SIDE = 224;

/** Size of an axis that an input of something else than a picture leaves open, as words in a sentence. */
const DEFAULT_LENGTH = 16;

/** An input of this many values and up would not fit in memory with what follows it. */
const MAX_VALUES = 64_000_000;

/** A vector is a picture from this side on; shorter ones are rather features, or what a generator starts from. */
const MIN_VECTOR_SIDE = 16;

export interface InputValues {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

interface PictureShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** A vector of n² values is read as a grey picture, one of 3·n² as a coloured one. */
function findVectorShape(length: number): PictureShape | undefined {
  for (const channels of [1, 3]) {
    const side = Math.sqrt(length / channels);
    if (Number.isInteger(side) && side >= MIN_VECTOR_SIDE) return { height: side, width: side, channels };
  }
  return undefined;
}

/** @returns undefined for what a picture cannot fill */
export function findPictureShape(shape: readonly (number | null)[]): PictureShape | undefined {
  const [, first, second, third] = shape;
  switch (shape.length) {
    case 2:
      return typeof first === 'number' ? findVectorShape(first) : undefined;
    case 3:
      return { height: first ?? DEFAULT_SIDE, width: second ?? DEFAULT_SIDE, channels: 1 };
    case 4:
      return { height: first ?? DEFAULT_SIDE, width: second ?? DEFAULT_SIDE, channels: third ?? 3 };
    default:
      return undefined;
  }
}

/** One pixel's red, green and blue on white. */
function blendOnWhite(rgba: Float32Array, at: number): readonly [number, number, number] {
  const opacity = (rgba[at + 3] ?? 255) / 255;
  const white = 255 * (1 - opacity);
  return [
    (rgba[at] ?? 0) * opacity + white,
    (rgba[at + 1] ?? 0) * opacity + white,
    (rgba[at + 2] ?? 0) * opacity + white,
  ];
}

/** The values of every pixel in 0 … 255, as many as there are channels. */
function takeColours(
  rgba: Float32Array,
  { height, width, channels }: PictureShape,
  order: 'RGB' | 'BGR',
): Float32Array {
  const values = new Float32Array(height * width * channels);
  for (let pixel = 0; pixel < height * width; pixel++) {
    const [red, green, blue] = blendOnWhite(rgba, pixel * 4);
    const colour = order === 'RGB' ? [red, green, blue] : [blue, green, red];
    for (let channel = 0; channel < channels; channel++) {
      values[pixel * channels + channel] =
        channels === 1 ? 0.299 * red + 0.587 * green + 0.114 * blue : (colour[channel % 3] ?? 0);
    }
  }
  return values;
}

function preprocess(values: Float32Array, channels: number, preprocessing: Preprocessing): void {
  const { divisor, mean, deviation, meanPicture } = preprocessing;
  for (let i = 0; i < values.length; i++) {
    const channel = i % channels;
    const subtracted = meanPicture?.[i] ?? mean[channel % mean.length] ?? 0;
    values[i] = ((values[i] ?? 0) / divisor - subtracted) / (deviation[channel % deviation.length] ?? 1);
  }
}

function refuseTooLarge(count: number, shape: readonly (number | null)[]): void {
  if (count <= MAX_VALUES) return;
  throw new RunError(`The model's input has shape ${describeShape(shape)}, which is too large to run.`);
}

/** What an input gets that no picture can fill. */
export interface RandomInput {
  /** Where the random values start. */
  readonly state: number;
  /** Whole numbers from 0 to before this one, for words and classes; absent: any values from -1 to 1. */
  readonly count: number | undefined;
}

/**
 * @param shape the input's batch shape, batch first, e.g. `[null, 100]`; what it leaves open is 16
 * @throws RunError when it is too large
 */
export function makeRandomInput(shape: readonly (number | null)[], { state, count }: RandomInput): InputValues {
  const sizes = [1, ...shape.slice(1).map((size) => size ?? DEFAULT_LENGTH)];
  const size = sizes.reduce((product, one) => product * one, 1);
  refuseTooLarge(size, shape);
  const values = fillUniform(new Float32Array(size), { state, limit: 1 });
  if (count === undefined) return { shape: sizes, values };
  const whole = values.map((value) => Math.min(count - 1, Math.floor(((value + 1) / 2) * count)));
  return { shape: sizes, values: whole };
}

/**
 * @param shape the input's batch shape, batch first, e.g. `[null, 224, 224, 3]`
 * @returns the values for a batch of one
 * @throws RunError when a picture does not fit the shape
 */
export function makeInput(
  picture: Picture,
  shape: readonly (number | null)[],
  preprocessing = PLUS_MINUS_ONE,
): InputValues {
  const wanted = findPictureShape(shape);
  if (wanted === undefined) throw new RunError(`A picture cannot fill an input of shape ${describeShape(shape)}.`);
  const { height, width, channels } = wanted;
  refuseTooLarge(height * width * channels, shape);
  const values = takeColours(resamplePicture(picture, width, height), wanted, preprocessing.colours);
  preprocess(values, channels, preprocessing);
  return {
    shape: shape.length === 2 ? [1, values.length] : [1, height, width, channels].slice(0, shape.length),
    values,
  };
}
