// `convlens summary` and `convlens networks`, and what is said about bad input.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/commandLine';
import { findInstallation } from '../../src/cli/installation';
import type { JsonSummary } from '../../src/features/summaryContract';

const SMALL = `import * as tf from '@tensorflow/tfjs';
export function build(channels: number, classes = 10) {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ inputShape: [28, 28, channels], filters: 8, kernelSize: 5, activation: 'relu' }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: classes }));
  return model;
}
`;

const installation = findInstallation(__dirname);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'convlens-cli-'));

beforeAll(() => {
  fs.writeFileSync(path.join(folder, 'small.ts'), SMALL);
  fs.writeFileSync(path.join(folder, 'empty.ts'), 'export {};\n');
  fs.writeFileSync(path.join(folder, 'broken.ts'), `${SMALL}\nconst x = {{{ (`);
  fs.writeFileSync(path.join(folder, 'picture.png'), 'no picture');
});

afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
}

async function call(...args: string[]): Promise<Outcome> {
  let out = '';
  let error = '';
  const terminal = { out: (text: string) => void (out += text), error: (text: string) => void (error += text) };
  return { exitCode: await runCommandLine(args, terminal, installation), out, error };
}

const small = (): string => path.join(folder, 'small.ts');

async function summaryOf(...args: string[]): Promise<JsonSummary> {
  const { out, exitCode } = await call('summary', ...args, '--json');
  expect(exitCode).toBe(0);
  return JSON.parse(out) as JsonSummary;
}

describe('summary', () => {
  it('prints a table', async () => {
    const { exitCode, out, error } = await call('summary', small(), '--set', 'channels=1');
    expect([exitCode, error]).toEqual([0, '']);
    expect(out).toMatch(/conv2d_Conv2D1 +Conv2D +24×24×8 +208 +115,200 +5\/1 +4/);
    expect(out).toMatch(/Parameters +46,298 \(all trainable\)/);
  });

  it('prints the JSON of the headless contract', async () => {
    const { version, models, findings } = await summaryOf(small(), '--set=channels=3', '--set', 'classes=2');
    expect([version, findings]).toEqual([1, []]);
    const layers = models[0]?.layers.filter(({ className }) => className !== 'InputLayer');
    expect(layers?.map(({ name, outputShape, params }) => [name, outputShape, params])).toEqual([
      ['conv2d_Conv2D1', [null, 24, 24, 8], 608],
      ['flatten_Flatten1', [null, 4608], 0],
      ['dense_Dense1', [null, 2], 9218],
    ]);
  });

  it('lists the shapes of a layer with several outputs, as tfjs does', async () => {
    const file = path.join(folder, 'states.ts');
    fs.writeFileSync(
      file,
      `import * as tf from '@tensorflow/tfjs';
const x = tf.input({ shape: [5, 3] });
const [y] = tf.layers.lstm({ units: 4, returnSequences: true, returnState: true }).apply(x);
const model = tf.model({ inputs: x, outputs: y });
`,
    );
    const { models } = await summaryOf(file);
    const memory = models[0]?.layers.find(({ className }) => className === 'LSTM');
    expect(memory?.outputShape).toEqual([
      [null, 5, 4],
      [null, 4],
      [null, 4],
    ]);
  });

  it('says once that there is no picture to see', async () => {
    const file = path.join(folder, 'generator.ts');
    const layers = ['dense({ inputShape: [8], units: 8 })', 'reshape({ targetShape: [2, 2, 2] })', 'upSampling2d({})'];
    const list = layers.map((layer) => `tf.layers.${layer}`).join(', ');
    fs.writeFileSync(
      file,
      `import * as tf from '@tensorflow/tfjs';\nconst generator = tf.sequential({ layers: [${list}] });\n`,
    );
    expect((await call('summary', file)).out.match(/^\? from .*$/gm)).toEqual([
      expect.stringMatching(/^\? from reshape_Reshape1 on: the input of the model has no spatial axes/),
    ]);
  });

  it('asks a rule that is off by default', async () => {
    const file = path.join(folder, 'pooling.ts');
    fs.writeFileSync(file, SMALL.replace('tf.layers.flatten()', 'tf.layers.maxPooling2d({ poolSize: 2 })'));
    const rulesOf = ({ models: [model] }: JsonSummary): unknown => model?.findings.map(({ rule }) => rule);
    expect(rulesOf(await summaryOf(file, '--set', 'channels=1'))).toEqual([]);
    const asked = await summaryOf(file, '--set', 'channels=1', '--rule', 'overlapping-pooling');
    expect(rulesOf(asked)).toEqual(['overlapping-pooling']);
  });

  it('writes formulas where a parameter has no value', async () => {
    const { models } = await summaryOf(small());
    const convolution = models[0]?.layers.find(({ className }) => className === 'Conv2D');
    expect(convolution?.params).toBe('200·channels + 8');
  });

  it('reads a classic network by its id', async () => {
    const { file, models } = await summaryOf('resnet50');
    expect(file).toBe('src/networks/resnet50.ts');
    expect(models[0]?.totals).toMatchObject({ params: 25_610_152, trainable: 25_557_032, macs: 3_857_973_248 });
  });

  it('chooses a model by name', async () => {
    const { models } = await summaryOf('vgg16');
    const name = models[0]?.name ?? '';
    expect((await summaryOf('vgg16', '--model', name)).models.map((model) => model.name)).toEqual([name]);
  });

  it('reads what it can of a file that does not parse', async () => {
    const { models } = await summaryOf(path.join(folder, 'broken.ts'));
    expect(models).toHaveLength(1);
  });

  it('says when there is no model', async () => {
    const file = path.join(folder, 'empty.ts');
    expect((await call('summary', file)).out).toMatch(/empty\.ts: no TensorFlow\.js model found\n$/);
    expect((await summaryOf(file)).models).toEqual([]);
  });
});

describe('networks', () => {
  it('lists ids and figures', async () => {
    const { out } = await call('networks', '--json');
    const list = JSON.parse(out) as { readonly id: string }[];
    expect(list.find(({ id }) => id === 'alexnet')).toEqual({
      id: 'alexnet',
      title: 'AlexNet',
      year: 2012,
      file: 'src/networks/alexnet.ts',
      params: 60_965_224,
      macs: 724_406_816,
    });
    expect((await call('networks')).out).toMatch(/vgg16 +VGG-16 +2014 +138,357,544 +15\.5G/);
  });
});

describe('bad input gets one line on stderr and exit code 2', () => {
  it.each<readonly [string, () => readonly string[], RegExp]>([
    ['no command', () => [], /no command given/],
    ['an unknown command', () => ['frobnicate'], /there is no command frobnicate; convlens --help/],
    ['an unknown command option', () => ['--frobnicate'], /there is no option --frobnicate/],
    ['an inherited name', () => ['constructor'], /there is no command constructor/],
    ['a missing argument', () => ['summary'], /FILE or NETWORK is missing/],
    ['two arguments', () => ['summary', 'a', 'b'], /b: one FILE or NETWORK is enough/],
    ['an unknown network', () => ['summary', 'resnet51'], /no such file, and no network of that name/],
    ['a missing file', () => ['summary', 'gone.ts'], /gone\.ts: there is no such file/],
    ['a folder', () => ['summary', folder], /is a folder/],
    ['a picture', () => ['summary', path.join(folder, 'picture.png')], /is not a TypeScript or JavaScript file/],
    ['an unknown option', () => ['summary', small(), '--frobnicate'], /Unknown option '--frobnicate'/],
    ['an option without its value', () => ['summary', small(), '--model'], /--model/],
    ['an unknown model', () => ['summary', small(), '--model', 'nope'], /there is no model named nope; it has /],
    ['a value without a name', () => ['summary', small(), '--set', '5'], /write it as NAME=VALUE/],
    ['a name that is not there', () => ['summary', small(), '--set', 'chanels=5'], /has nothing named chanels/],
    ['a rule that is not there', () => ['summary', small(), '--rule', 'pooling'], /there is no rule of that name/],
    ['an argument of networks', () => ['networks', 'x'], /networks takes no argument/],
  ])('%s', async (_, args, message) => {
    const { exitCode, out, error } = await call(...args());
    expect([exitCode, out]).toEqual([2, '']);
    expect(error).toMatch(message);
    expect(error).toMatch(/^convlens: [^\n]+\n$/);
  });
});

it('has help and a version', async () => {
  for (const args of [['--help'], ['-h'], ['summary', '--help']]) {
    const { exitCode, out } = await call(...args);
    expect(exitCode).toBe(0);
    expect(out).toContain('convlens summary FILE|NETWORK');
  }
  expect((await call('--version')).out).toBe(`${installation.version}\n`);
});
