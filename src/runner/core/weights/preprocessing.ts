// What is done to a picture's colours before a network sees them: the way its weights were trained.

/** value = (colour / divisor - mean) / deviation, with colour in 0 … 255; mean and deviation in the order of `colours`, or one for all. */
export interface Preprocessing {
  readonly colours: 'RGB' | 'BGR';
  readonly divisor: number;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** Subtracted pixel by pixel instead of `mean`: height × width × 3, of the input's size, in the order of `colours`. */
  readonly meanPicture?: Float32Array;
}

/** Inception and MobileNet of TensorFlow (Keras's mode "tf"), and what ConvLens takes where it knows no other: -1 … 1. */
export const PLUS_MINUS_ONE: Preprocessing = { colours: 'RGB', divisor: 127.5, mean: [1], deviation: [1] };

/** All classification networks of torchvision, and most of timm. */
export const TORCHVISION: Preprocessing = {
  colours: 'RGB',
  divisor: 255,
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
};

/** Inception v4 and MobileNet v1 of timm: the same numbers as -1 … 1, as PyTorch says them. */
export const TIMM_HALF: Preprocessing = { colours: 'RGB', divisor: 255, mean: [0.5], deviation: [0.5] };

/** VGG and the first ResNets, in Caffe and Keras: the training pictures' mean colour. */
export const VGG_MEAN: Preprocessing = {
  colours: 'BGR',
  divisor: 1,
  mean: [103.939, 116.779, 123.68],
  deviation: [1],
};

/** GoogLeNet, AlexNet and SqueezeNet in Caffe: the same mean, rounded. AlexNet itself subtracts the mean picture. */
export const CAFFE_MEAN: Preprocessing = { colours: 'BGR', divisor: 1, mean: [104, 117, 123], deviation: [1] };

/** By the model's name: what its authors' weights, which keep the names of the layers here, were trained with. */
const ofOriginals: readonly (readonly [RegExp, Preprocessing])[] = [
  [/^(alexnet|googlenet|squeezenet1_[01])$/, CAFFE_MEAN],
  [/^(vgg1[1369]|resnet(18|34|50|101|152))$/, VGG_MEAN],
];

export function findOriginalPreprocessing(modelName: string): Preprocessing {
  return ofOriginals.find(([names]) => names.test(modelName))?.[1] ?? PLUS_MINUS_ONE;
}

function describeNumbers(numbers: readonly number[]): string {
  return numbers.length === 1 ? String(numbers[0]) : `(${numbers.join(', ')})`;
}

/**
 * In words: "224×224, RGB, minus mean (123.68, 116.78, 103.94)".
 * @param shape of the input, batch first
 */
export function describePreprocessing(preprocessing: Preprocessing, shape: readonly number[]): string {
  const { colours, divisor, mean, deviation, meanPicture } = preprocessing;
  const [, height, width, channels = 1] = shape;
  const size = shape.length > 2 ? `${height}×${width}` : `${height} values`;
  const order = channels === 3 && shape.length === 4 ? colours : 'grey values';
  const words = [size, channels > 3 ? `${channels} channels of ${colours} in turn` : order];
  if (divisor !== 1) words.push(`divided by ${divisor}`);
  const subtracted = mean.length === 1 ? describeNumbers(mean) : `mean ${describeNumbers(mean)}`;
  if (meanPicture !== undefined) words.push('minus the mean picture');
  else if (mean.some((value) => value !== 0)) words.push(`minus ${subtracted}`);
  if (deviation.some((value) => value !== 1)) words.push(`divided by ${describeNumbers(deviation)}`);
  return words.join(', ');
}
