// Inception v4 in timm (inception_v4): features.0.conv, features.6.branch1.0.conv, …, last_linear. Each convolution has its
// normalisation beside it.

import { TIMM_HALF } from '../preprocessing';
import { convolution, withoutBias, type FileLayer, type Naming } from './naming';

/** Convolutions of a block: the name in the model → the name in the file, each behind the block's own. */
type BlockNames = Readonly<Record<string, string>>;

const stem: BlockNames = {
  Conv2d_1a_3x3: '0',
  Conv2d_2a_3x3: '1',
  Conv2d_2b_3x3: '2',
  'Mixed_3a/3x3': '3.conv',
  'Mixed_4a/short/1x1': '4.branch0.0',
  'Mixed_4a/short/3x3': '4.branch0.1',
  'Mixed_4a/long/1x1': '4.branch1.0',
  'Mixed_4a/long/1x7': '4.branch1.1',
  'Mixed_4a/long/7x1': '4.branch1.2',
  'Mixed_4a/long/3x3': '4.branch1.3',
  'Mixed_5a/3x3': '5.conv',
};

const inceptionA: BlockNames = {
  '1x1': 'branch0',
  'single/1x1': 'branch1.0',
  'single/3x3': 'branch1.1',
  'double/1x1': 'branch2.0',
  'double/3x3a': 'branch2.1',
  'double/3x3b': 'branch2.2',
  'pool/1x1': 'branch3.1',
};

const reductionA: BlockNames = {
  '3x3': 'branch0',
  'double/1x1': 'branch1.0',
  'double/3x3a': 'branch1.1',
  'double/3x3b': 'branch1.2',
};

const inceptionB: BlockNames = {
  '1x1': 'branch0',
  'single/1x1': 'branch1.0',
  'single/1x7': 'branch1.1',
  'single/7x1': 'branch1.2',
  'double/1x1': 'branch2.0',
  'double/7x1a': 'branch2.1',
  'double/1x7a': 'branch2.2',
  'double/7x1b': 'branch2.3',
  'double/1x7b': 'branch2.4',
  'pool/1x1': 'branch3.1',
};

const reductionB: BlockNames = {
  'short/1x1': 'branch0.0',
  'short/3x3': 'branch0.1',
  'long/1x1': 'branch1.0',
  'long/1x7': 'branch1.1',
  'long/7x1': 'branch1.2',
  'long/3x3': 'branch1.3',
};

const inceptionC: BlockNames = {
  '1x1': 'branch0',
  'single/1x1': 'branch1_0',
  'single/split1x3': 'branch1_1a',
  'single/split3x1': 'branch1_1b',
  'double/1x1': 'branch2_0',
  'double/3x1': 'branch2_1',
  'double/1x3': 'branch2_2',
  'double/split1x3': 'branch2_3a',
  'double/split3x1': 'branch2_3b',
  'pool/1x1': 'branch3.1',
};

/** Blocks in the file's order, from features.6 on. */
const blocks: readonly (readonly [name: string, names: BlockNames])[] = [
  ...['b', 'c', 'd', 'e'].map((letter) => [`Mixed_5${letter}`, inceptionA] as const),
  ['Mixed_6a', reductionA],
  ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((letter) => [`Mixed_6${letter}`, inceptionB] as const),
  ['Mixed_7a', reductionB],
  ...['b', 'c', 'd'].map((letter) => [`Mixed_7${letter}`, inceptionC] as const),
];
const FIRST_BLOCK_INDEX = 6;

function inceptionV4(): Naming {
  const layers = new Map<string, FileLayer>([['Logits', convolution('last_linear')]]);
  const add = (model: string, file: string): void => {
    layers.set(model, withoutBias(`features.${file}.conv`));
    layers.set(`${model}/BatchNorm`, withoutBias(`features.${file}.bn`));
  };
  for (const [model, file] of Object.entries(stem)) add(model, file);
  for (const [index, [block, names]] of blocks.entries()) {
    for (const [model, file] of Object.entries(names)) {
      add(`${block}/${model}`, `${index + FIRST_BLOCK_INDEX}.${file}`);
    }
  }
  return { origin: 'timm', layers, epsilon: 1e-3, preprocessing: TIMM_HALF };
}

export const inceptionV4Namings: Readonly<Record<string, Naming>> = { inceptionv4: inceptionV4() };
