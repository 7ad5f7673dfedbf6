// The names and shapes of PyTorch's own networks: each tensor has its weight, and each weight its tensor.

import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { alexNet } from '../../../../src/networks/alexnet';
import { googLeNet } from '../../../../src/networks/googlenet';
import { inceptionV4 } from '../../../../src/networks/inceptionv4';
import { mobileNet } from '../../../../src/networks/mobilenet';
import { resNet101 } from '../../../../src/networks/resnet101';
import { resNet152 } from '../../../../src/networks/resnet152';
import { resNet18 } from '../../../../src/networks/resnet18';
import { resNet34 } from '../../../../src/networks/resnet34';
import { resNet50 } from '../../../../src/networks/resnet50';
import { shuffleNet } from '../../../../src/networks/shufflenet';
import { squeezeNet1_0 } from '../../../../src/networks/squeezenet1_0';
import { squeezeNet1_1 } from '../../../../src/networks/squeezenet1_1';
import { vgg11 } from '../../../../src/networks/vgg11';
import { vgg13 } from '../../../../src/networks/vgg13';
import { vgg16 } from '../../../../src/networks/vgg16';
import { vgg19 } from '../../../../src/networks/vgg19';
import { zfNet } from '../../../../src/networks/zfnet';
import { installSeededWeights } from '../../../../src/runner/core/seededWeights';
import { chooseVariant } from '../../../../src/runner/core/weights/chooseVariant';
import type { ListedFile } from '../../../../src/runner/core/weights/match';
import { matchWeights } from '../../../../src/runner/core/weights/matchWeights';
import { listStateDict, stateDicts } from './madeUpWeights';

const factories: Readonly<Record<string, () => tf.LayersModel>> = {
  vgg11,
  vgg13,
  vgg16,
  vgg19,
  resnet18: resNet18,
  resnet34: resNet34,
  resnet50: () => resNet50(1000, '3x3'),
  resnet101: () => resNet101(1000, '3x3'),
  resnet152: () => resNet152(1000, '3x3'),
  squeezenet1_0: squeezeNet1_0,
  squeezenet1_1: squeezeNet1_1,
  mobilenet: () => mobileNet(1000, 1, 224, 'symmetric'),
  inceptionv4: inceptionV4,
};

const refused = ['alexnet', 'googlenet', 'vgg16_bn'];
const supported = Object.keys(stateDicts).filter((key) => !refused.includes(key.split(' ')[0] ?? ''));

beforeAll(() => {
  // weights are made when they are read, which nothing here does
  installSeededWeights(tf, 1);
});

afterEach(() => {
  tf.disposeVariables();
});

/** The list with one tensor changed, or left out. */
function change(file: ListedFile, name: string, part: Partial<ListedFile['tensors'][number]> | undefined): ListedFile {
  expect(file.tensors.map((tensor) => tensor.name)).toContain(name);
  const tensors = file.tensors.flatMap((tensor) => {
    if (tensor.name !== name) return [tensor];
    return part === undefined ? [] : [{ ...tensor, ...part }];
  });
  return { ...file, tensors };
}

it('covers every network that has a table', () => {
  expect(new Set(supported.map((key) => key.split(' ')[0]))).toEqual(new Set(Object.keys(factories)));
});

it.each(supported)('%s: all of the file fills all of the model', (key) => {
  const file = listStateDict(key);
  const model = factories[key.split(' ')[0] ?? '']?.() as tf.LayersModel;
  const { fillings, notes } = matchWeights(model, file);
  expect(notes).toEqual([]);
  expect(new Set(fillings.map(({ weight }) => weight.name))).toEqual(
    new Set(model.weights.map(({ originalName }) => originalName)),
  );
  const used = new Set(fillings.map(({ tensor }) => tensor?.name));
  const floats = file.tensors.filter(({ name }) => !name.endsWith('num_batches_tracked'));
  expect(used).toEqual(new Set(floats.map(({ name }) => name)));
  expect(fillings).toHaveLength(floats.length);
});

describe('what does not fit is refused with the name of the tensor', () => {
  it.each([
    ['a missing tensor', 'layer2.0.conv1.weight', undefined, 'has no tensor "layer2.0.conv1.weight"'],
    ['a renamed tensor', 'bn1.running_mean', { name: 'bn1.mean' }, 'has no tensor "bn1.running_mean"'],
    [
      'a mis-shaped tensor',
      'fc.weight',
      { shape: [10, 512] },
      '"fc.weight".*shape \\[10, 512\\].*needs \\[1000, 512\\]',
    ],
    [
      'a tensor of integers',
      'conv1.weight',
      { elementType: 'I8', decode: undefined },
      '"conv1.weight".*elements of type I8',
    ],
  ])('%s', (_, name, part, message) => {
    const file = change(listStateDict('resnet18 torchvision'), name, part);
    expect(() => matchWeights(resNet18(), file)).toThrow(new RegExp(`${message}.*No weights were loaded\\.$`));
  });

  it('a tensor too many', () => {
    const file = listStateDict('vgg16_bn torchvision');
    expect(() => matchWeights(vgg16(), file)).toThrow(
      /^vgg16_bn torchvision.safetensors has no tensor "features\.2\.weight"|tensor "features\.\d+\.\w+"/,
    );
  });

  it('the variant of ResNet-50 with the stride elsewhere', () => {
    expect(() => matchWeights(resNet50(), listStateDict('resnet50 torchvision'))).toThrow(
      /with the stride on the 3×3 convolutions: make the model with strideOn = '3x3'/,
    );
  });

  it('the variant of MobileNet with other padding', () => {
    expect(() => matchWeights(mobileNet(), listStateDict('mobilenet timm'))).toThrow(/padding = 'symmetric'/);
  });

  it.each([
    ['AlexNet', alexNet, 'alexnet torchvision', /torchvision's AlexNet is another network/],
    ['GoogLeNet', googLeNet, 'googlenet torchvision', /batch normalisation, and 3×3 convolutions in place of the 5×5/],
    ['ZFNet', zfNet, 'alexnet torchvision', /neither torchvision nor timm has ZFNet/],
    ['ShuffleNet', shuffleNet, 'resnet18 torchvision', /neither torchvision nor timm has ShuffleNet v1/],
  ] as const)('%s, which PyTorch has otherwise or not at all', (_, factory, key, message) => {
    expect(() => matchWeights(factory(), listStateDict(key))).toThrow(message);
  });

  it("a file for a user's own model, with other names", () => {
    const layers = [tf.layers.dense({ name: 'only', units: 2, inputShape: [3] })];
    const model = tf.sequential({ name: 'mine', layers });
    expect(() => matchWeights(model, listStateDict('resnet18 torchvision'))).toThrow(
      /has no tensor "only\/kernel", which the model needs; its first is "conv1\.weight"/,
    );
  });
});

it('a bias that no such file has is 0, and that is said', () => {
  const image = tf.input({ shape: [16, 16, 3] });
  const convolve = tf.layers.conv2d({ name: 'conv1', filters: 64, kernelSize: 7 });
  const output = convolve.apply(image) as tf.SymbolicTensor;
  const model = tf.model({ name: 'resnet18', inputs: image, outputs: output });
  const file = listStateDict('resnet18 torchvision');
  const only = { ...file, tensors: file.tensors.filter(({ name }) => name === 'conv1.weight') };
  const { fillings, notes } = matchWeights(model, only);
  expect(fillings.map(({ weight, tensor }) => [weight.name, tensor?.name])).toEqual([
    ['conv1/kernel', 'conv1.weight'],
    ['conv1/bias', undefined],
  ]);
  expect(notes).toEqual(['resnet18 torchvision.safetensors has no bias for "conv1/bias": they are 0.']);
});

describe('a network that has variants', () => {
  const choose = (factory: string, values: Readonly<Record<string, unknown>>, key: string) =>
    chooseVariant({ file: 'x.ts', name: 'model', line: 1, factory, arguments: values }, listStateDict(key));

  it.each([
    ['resNet50', 'resnet50 timm', { strideOn: '3x3' }],
    ['resNet152', 'resnet152 torchvision', { strideOn: '3x3' }],
    ['mobileNet', 'mobilenet timm', { padding: 'symmetric' }],
  ])('%s is made as the weights of %s were trained', (factory, key, values) => {
    const { choice, notes } = choose(factory, { classes: 1000 }, key);
    expect(choice.arguments).toEqual({ classes: 1000, ...values });
    expect(notes).toHaveLength(1);
  });

  it.each([
    ['what the user has chosen', 'resNet50', { strideOn: '1x1' }, 'resnet50 timm'],
    ['a function of another name', 'build', {}, 'resnet50 timm'],
    ['a network without variants', 'resNet18', {}, 'resnet18 timm'],
    ['weights of another network', 'resNet50', {}, 'resnet18 timm'],
  ])('%s stays', (_, factory, values, key) => {
    const { choice, notes } = choose(factory, values, key);
    expect([choice.arguments, notes]).toEqual([values, []]);
  });
});
