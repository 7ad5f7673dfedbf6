// Weights with the names of the layers here: those of a network's authors, converted, or of a user's own training.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { alexNet } from '../../../../src/networks/alexnet';
import { vgg16 } from '../../../../src/networks/vgg16';
import { installSeededWeights } from '../../../../src/runner/core/seededWeights';
import type { ListedFile } from '../../../../src/runner/core/weights/match';
import { matchWeights } from '../../../../src/runner/core/weights/matchWeights';
import type { StoredTensor } from '../../../../src/runner/core/weights/storedTensor';

beforeAll(() => {
  // weights are made when they are read, which nothing here does
  installSeededWeights(tf, 1);
});

function tensor(name: string, shape: readonly number[]): StoredTensor {
  const decode = () => new Float32Array();
  return { name, shape, elementType: 'F32', part: 0, start: 0, end: 0, decode };
}

function fileFor(model: tf.LayersModel, ...more: StoredTensor[]): ListedFile {
  const own = model.weights.map(({ originalName, shape }) => tensor(originalName, shape as number[]));
  return { label: 'own.safetensors', format: 'safetensors', tensors: [...own, ...more], layerOrder: [] };
}

describe("AlexNet's original", () => {
  it('has the mean picture subtracted that is in its file', () => {
    const model = alexNet();
    const mean = tensor('mean_picture', [227, 227, 3]);
    const { meanPicture, preprocessing, notes, fillings } = matchWeights(model, fileFor(model, mean));
    expect(meanPicture).toBe(mean);
    expect(preprocessing).toMatchObject({ colours: 'BGR', mean: [104, 117, 123] });
    expect(notes).toEqual([]);
    expect(fillings).toHaveLength(16);
  });

  it('without one has the mean colour subtracted, and that is said', () => {
    const model = alexNet();
    const { meanPicture, notes } = matchWeights(model, fileFor(model));
    expect(meanPicture).toBeUndefined();
    expect(notes).toEqual([
      'AlexNet was trained with the mean picture subtracted; own.safetensors has none (a tensor "mean_picture"), so the mean colour was.',
    ]);
  });

  it('with one of another size is refused', () => {
    const model = alexNet();
    expect(() => matchWeights(model, fileFor(model, tensor('mean_picture', [256, 256, 3])))).toThrow(
      'Tensor "mean_picture" of own.safetensors has shape [256, 256, 3], but a mean picture of the size of the input needs [227, 227, 3]. No weights were loaded.',
    );
  });
});

it("VGG's original has the mean colour subtracted, blue first", () => {
  const model = vgg16();
  const { preprocessing, manner } = matchWeights(model, fileFor(model));
  expect(preprocessing).toMatchObject({ colours: 'BGR', divisor: 1, mean: [103.939, 116.779, 123.68] });
  expect(manner).toBe('by the names of the layers');
});

it("a user's own model is fed from -1 to 1", () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ name: 'only', units: 2, inputShape: [3] })] });
  expect(matchWeights(model, fileFor(model)).preprocessing).toMatchObject({ divisor: 127.5, mean: [1] });
});

it('the cell between layer and part, as Keras names recurrent weights, is no obstacle', () => {
  const model = tf.sequential({ layers: [tf.layers.lstm({ name: 'words', units: 2, inputShape: [3, 4] })] });
  const file = fileFor(model);
  const tensors = file.tensors.map((own) => ({ ...own, name: own.name.replace('words/', 'words/lstm_cell/') }));
  expect(matchWeights(model, { ...file, tensors }).fillings.map(({ tensor: found }) => found?.name)).toEqual(
    tensors.map(({ name }) => name),
  );
});
