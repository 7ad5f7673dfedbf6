// `convlens run`, installed as npm installs it, run as a user runs it.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, it } from 'vitest';
import { installStandIn } from '../../runner/library/standInPackage';
import { runInstalled, type Outcome } from './installedCommand';

const fixtures = path.resolve(import.meta.dirname, '../../runner/fixtures');
const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'convlens-run-'));

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const convlens = (...args: string[]): Promise<Outcome> => runInstalled(folder, args);

interface Report {
  readonly file: string;
  readonly model: string;
  readonly backend: string;
  readonly device: string;
  readonly inputShape: readonly number[];
  readonly layers: readonly {
    readonly name: string;
    readonly className: string;
    readonly line: number | null;
    readonly outputShape: readonly number[];
    readonly params: number;
    readonly milliseconds: number;
    readonly min: number;
    readonly max: number;
    readonly mean: number;
    readonly zeroShare: number;
    readonly deadChannels: readonly number[];
    readonly picture: string;
  }[];
}

function writeFile(name: string, text: string): string {
  fs.writeFileSync(path.join(folder, name), text);
  return name;
}

const MODEL = `import * as tf from '@tensorflow/tfjs';
export function build(filters: number, side = 8) {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ name: 'a/b', inputShape: [side, side, 3], filters, kernelSize: 3, activation: 'relu' }));
  model.add(tf.layers.conv2d({ name: 'a_b', filters: 2, kernelSize: 3 }));
  return model;
}
`;

const PLAIN = `const tf = require('@tensorflow/tfjs');
function build(units) { return tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [4] })] }); }
`;
const HEAD = `import * as tf from '@tensorflow/tfjs';
export const head = (base: tf.LayersModel) => tf.model({ inputs: base.inputs, outputs: base.outputs });
`;

describe('run', () => {
  it('runs on the TensorFlow library of a folder, and tells where that computes', async () => {
    writeFile('model.ts', MODEL);
    installStandIn(path.join(folder, 'library'), { isUsingGpu: false }, '@tensorflow/tfjs-node');
    const args = ['run', 'model.ts', '--set', 'filters=2', '--out', 'out/native', '--backend', 'tensorflow'];
    const { exitCode, out, error } = await convlens(...args, '--tensorflow-folder', 'library');
    expect([exitCode, error]).toEqual([
      0,
      'TensorFlow computes on the CPU, because @tensorflow/tfjs-node is the package that uses no GPU.\n',
    ]);
    expect(out).toContain('on tensorflow (CPU, TensorFlow 2.9.1 (stand-in))');
    const refused = await convlens(...args, '--tensorflow-folder', 'nowhere');
    expect(refused.exitCode).toBe(2);
    expect(refused.error).toMatch(
      /^convlens: There is no TensorFlow library that works\. There is no @tensorflow\/tfjs-node-gpu or @tensorflow\/tfjs-node in \S+nowhere, which was named for it\. Choose auto or wasm, or install /,
    );
  });

  it('writes a picture and the figures of every layer', async () => {
    writeFile('model.ts', MODEL);
    const args = ['model.ts', '--set', 'filters=5', '--set=side=9', '--out', 'out/deep', '--json', '--backend', 'cpu'];
    const { exitCode, out, error } = await convlens('run', ...args);
    expect([exitCode, error]).toEqual([0, '']);
    const report = JSON.parse(out) as Report;
    expect(JSON.parse(fs.readFileSync(path.join(folder, 'out/deep/run.json'), 'utf8'))).toEqual(report);
    expect(report).toMatchObject({
      version: 1,
      file: 'model.ts',
      model: 'model',
      backend: 'cpu',
      inputShape: [1, 9, 9, 3],
    });
    expect(report.device).not.toBe('');
    expect(
      report.layers.map(({ name, className, line, outputShape, params }) => [
        name,
        className,
        line,
        outputShape,
        params,
      ]),
    ).toEqual([
      ['a/b_input', 'InputLayer', 4, [1, 9, 9, 3], 0],
      ['a/b', 'Conv2D', 4, [1, 7, 7, 5], 140],
      ['a_b', 'Conv2D', 5, [1, 5, 5, 2], 92],
    ]);
    for (const { picture, min, max, mean, zeroShare, milliseconds } of report.layers) {
      expect(path.basename(picture)).toBe(picture);
      const { width, height } = PNG.sync.read(fs.readFileSync(path.join(folder, 'out/deep', picture)));
      expect(Math.min(width, height)).toBeGreaterThan(10);
      expect(min <= mean && mean <= max && zeroShare >= 0 && zeroShare <= 1 && milliseconds >= 0).toBe(true);
    }
    expect(new Set(report.layers.map(({ picture }) => picture)).size).toBe(3);
  });

  it('runs a classic network by its id, with the arguments the id stands for', async () => {
    const { exitCode, out, error } = await convlens('run', 'shufflenet-g2', '--layers', 'Stage2_1/gconv2,FC', '--json');
    expect([exitCode, error]).toEqual([0, '']);
    const { file, model, layers } = JSON.parse(out) as Report;
    expect([file, model]).toEqual(['src/networks/shufflenet.ts', 'shufflenet_g2']);
    expect(layers.map(({ name, outputShape }) => [name, outputShape])).toEqual([
      ['Stage2_1/gconv2', [1, 28, 28, 176]],
      ['FC', [1, 1000]],
    ]);
    expect(fs.readdirSync(path.join(folder, 'convlens-run'))).toHaveLength(3);
  });

  it('says what it has written', async () => {
    const { exitCode, out } = await convlens('run', path.join(fixtures, 'tiny.ts'), '--out', 'tiny');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^net: 6 layers on wasm \(CPU, WebAssembly.*\) in \d+ ms, written to tiny\n$/);
  });

  it('chooses a model by its name or by the function that makes it', async () => {
    const file = path.join(fixtures, 'customLayer.ts');
    const chosen = await convlens('run', file, '--model', 'inner', '--json', '--out', 'chosen');
    expect((JSON.parse(chosen.out) as Report).layers.map(({ className }) => className)).toEqual([
      'InputLayer',
      'ReLU',
      'Flatten',
    ]);
    const made = await convlens(
      'run',
      path.join(fixtures, 'factory.ts'),
      '--model',
      'buildLater',
      '--json',
      '--out',
      'chosen',
    );
    expect((JSON.parse(made.out) as Report).layers[1]?.outputShape).toEqual([1, 6, 6, 3]);
  });

  it('uses the picture it is given', async () => {
    const picture = path.join(fixtures, 'pictures', 'cmyk.jpg');
    const { out } = await convlens(
      'run',
      path.join(fixtures, 'tiny.ts'),
      '--image',
      picture,
      '--json',
      '--out',
      'tiny',
    );
    const [input] = (JSON.parse(out) as Report).layers;
    expect(input!.min).toBeCloseTo(30 / 127.5 - 1, 1);
  });

  it('passes on what the file prints, on stderr', async () => {
    const file = writeFile(
      'prints.js',
      `console.log('hello');\nconst tf = require('@tensorflow/tfjs');\nconst model = tf.sequential({ layers: [tf.layers.reLU({ inputShape: [4, 4, 3] })] });\n`,
    );
    const { exitCode, out, error } = await convlens('run', file, '--json', '--out', 'prints');
    expect([exitCode, error]).toEqual([0, 'hello\n']);
    expect((JSON.parse(out) as Report).layers).toHaveLength(2);
  });
});

describe('bad input gets one line on stderr and exit code 2', () => {
  it.each<readonly [string, () => readonly string[], RegExp]>([
    ['no file', () => ['run'], /FILE or NETWORK is missing/],
    ['a missing file', () => ['run', 'gone.ts'], /gone\.ts: there is no such file/],
    ['an unknown network', () => ['run', 'resnet51'], /no network of that name/],
    ['an unknown option', () => ['run', 'alexnet', '--frobnicate'], /Unknown option '--frobnicate'/],
    [
      'an unknown backend',
      () => ['run', 'alexnet', '--backend', 'cuda'],
      /--backend cuda: choose one of auto, tensorflow, webgpu, wasm, cpu/,
    ],
    [
      'a backend that is not there',
      () => ['run', 'alexnet', '--backend', 'webgpu'],
      /There is no WebGPU library that works/,
    ],
    ['weights', () => ['run', 'alexnet', '--weights', 'w.bin'], /w\.bin cannot be read: there is no such file/],
    [
      'a missing picture',
      () => ['run', 'alexnet', '--image', 'gone.png'],
      /Cannot read the picture gone\.png: there is no such file/,
    ],
    [
      'a picture that is none',
      () => ['run', 'alexnet', '--image', writeFile('text.png', 'text')],
      /text\.png is not a PNG or JPEG picture/,
    ],
    [
      'an unknown layer',
      () => ['run', 'alexnet', '--layers', 'conv1,conv9'],
      /--layers conv9: the model has no such layer; it has conv1_input, conv1,/,
    ],
    ['an unknown model', () => ['run', 'alexnet', '--model', 'nope'], /there is no model named nope; it has alexnet/],
    [
      'several models',
      () => ['run', path.join(fixtures, 'customLayer.ts')],
      /makes several models; choose one with --model NAME out of inner \(line 68\), model \(line 70\)/,
    ],
    [
      'no model',
      () => ['run', writeFile('none.ts', 'export {};')],
      /none\.ts: makes no TensorFlow\.js model that can be run/,
    ],
    [
      'a value that is missing',
      () => ['run', writeFile('model.ts', MODEL)],
      /build\(\) needs a value for filters: give it with --set filters=32\s/,
    ],
    [
      'a value that only the run misses',
      () => ['run', writeFile('plain.js', PLAIN)],
      /build\(\) needs a value for its parameter "units"\. Give it with --set units=VALUE\.\s/,
    ],
    [
      'a value that cannot be written',
      () => ['run', writeFile('head.ts', HEAD)],
      /head\(\) needs base, which cannot be written on a command line: write a function without parameters/,
    ],
    [
      'a value for nothing',
      () => ['run', path.join(fixtures, 'tiny.ts'), '--set', 'Side=3'],
      /--set Side=3: has no effect: Side is not a parameter/,
    ],
    [
      'a folder that cannot be written',
      () => ['run', path.join(fixtures, 'tiny.ts'), '--out', writeFile('file', '')],
      /--out: cannot write file/,
    ],
    [
      'a file that throws',
      () => ['run', path.join(fixtures, 'throws.ts')],
      /throws\.ts:10: Cannot read properties of null/,
    ],
    [
      'a file that ends the process',
      () => ['run', path.join(fixtures, 'exits.ts')],
      /exits\.ts:6: process\.exit\(3\) was called/,
    ],
    [
      'a file that does not parse',
      () => [
        'run',
        writeFile(
          'half.ts',
          `import * as tf from '@tensorflow/tfjs';\nconst model = tf.sequential();\nmodel.add(tf.layers.dense({ units: `,
        ),
      ],
      /half\.ts:3 cannot be read/,
    ],
    [
      'a size that is not known',
      () => [
        'run',
        writeFile(
          'unknown.ts',
          `import * as tf from '@tensorflow/tfjs';\ndeclare function ask(): number;\nexport const model = tf.sequential({ layers: [tf.layers.dense({ units: ask(), inputShape: [4] })] });`,
        ),
      ],
      /unknown\.ts:3: ask is not defined/,
    ],
    [
      'a layer that fails',
      () => ['run', path.join(fixtures, 'layerThrows.ts')],
      /Layer "broken" \(Broken\) failed: nothing works here \(layerThrows\.ts:8\)/,
    ],
  ])('%s', async (_, args, message) => {
    const { exitCode, out, error } = await convlens(...args());
    expect(error).toMatch(/^convlens: [^\n]+\n$/);
    expect(error).toMatch(message);
    expect([exitCode, out]).toEqual([2, '']);
  });
});
