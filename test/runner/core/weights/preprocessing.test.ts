// What a network is fed, against the constants of the original sources, and in words.

import { describe, expect, it } from 'vitest';
import { makeInput } from '../../../../src/runner/core/makeInput';
import {
  CAFFE_MEAN,
  PLUS_MINUS_ONE,
  TIMM_HALF,
  TORCHVISION,
  VGG_MEAN,
  describePreprocessing,
  findOriginalPreprocessing,
  type Preprocessing,
} from '../../../../src/runner/core/weights/preprocessing';

/** One pixel: red 255, green 51, blue 0. */
const ORANGE = { width: 1, height: 1, rgba: new Uint8Array([255, 51, 0, 255]) };

function feed(preprocessing: Preprocessing, channels = 3): number[] {
  return [...makeInput(ORANGE, [null, 1, 1, channels], preprocessing).values];
}

function expectClose(values: readonly number[], wanted: readonly number[]): void {
  expect(values).toHaveLength(wanted.length);
  values.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 4));
}

describe('a picture is fed', () => {
  it('as torchvision does it', () => {
    expectClose(feed(TORCHVISION), [(1 - 0.485) / 0.229, (0.2 - 0.456) / 0.224, (0 - 0.406) / 0.225]);
  });

  it('as Keras and Caffe do it for VGG: blue first, minus the mean colour', () => {
    expectClose(feed(VGG_MEAN), [0 - 103.939, 51 - 116.779, 255 - 123.68]);
  });

  it('as Caffe does it for GoogLeNet', () => {
    expectClose(feed(CAFFE_MEAN), [-104, 51 - 117, 255 - 123]);
  });

  it('as timm and TensorFlow do it for Inception: the same numbers in two words', () => {
    expectClose(feed(TIMM_HALF), [1, -0.6, -1]);
    expectClose(feed(PLUS_MINUS_ONE), [1, -0.6, -1]);
  });

  it('with the mean picture subtracted, pixel by pixel, in its own order of colours', () => {
    const picture = { width: 2, height: 1, rgba: new Uint8Array([255, 51, 0, 255, 10, 20, 30, 255]) };
    const meanPicture = new Float32Array([1, 2, 3, 4, 5, 6]);
    const { values } = makeInput(picture, [null, 1, 2, 3], { ...CAFFE_MEAN, meanPicture });
    expectClose([...values], [-1, 49, 252, 26, 15, 4]);
  });
});

describe('weights with the names of the layers here', () => {
  it.each([
    ['alexnet', CAFFE_MEAN],
    ['googlenet', CAFFE_MEAN],
    ['squeezenet1_1', CAFFE_MEAN],
    ['vgg16', VGG_MEAN],
    ['resnet152', VGG_MEAN],
    ['inceptionv4', PLUS_MINUS_ONE],
    ['mobilenet', PLUS_MINUS_ONE],
    ['my_vgg16', PLUS_MINUS_ONE],
  ])('of %s', (name, preprocessing) => {
    expect(findOriginalPreprocessing(name)).toBe(preprocessing);
  });
});

describe('in words', () => {
  it.each([
    [VGG_MEAN, [1, 224, 224, 3], '224×224, BGR, minus mean (103.939, 116.779, 123.68)'],
    [
      TORCHVISION,
      [1, 224, 224, 3],
      '224×224, RGB, divided by 255, minus mean (0.485, 0.456, 0.406), divided by (0.229, 0.224, 0.225)',
    ],
    [TIMM_HALF, [1, 299, 299, 3], '299×299, RGB, divided by 255, minus 0.5, divided by 0.5'],
    [{ ...PLUS_MINUS_ONE, divisor: 255, mean: [0] }, [1, 8, 8, 3], '8×8, RGB, divided by 255'],
    [PLUS_MINUS_ONE, [1, 28, 28, 1], '28×28, grey values, divided by 127.5, minus 1'],
    [PLUS_MINUS_ONE, [1, 784], '784 values, grey values, divided by 127.5, minus 1'],
    [{ ...CAFFE_MEAN, meanPicture: new Float32Array() }, [1, 227, 227, 3], '227×227, BGR, minus the mean picture'],
  ])('%#', (preprocessing, shape, words) => {
    expect(describePreprocessing(preprocessing, shape)).toBe(words);
  });
});
