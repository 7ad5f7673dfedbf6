// `convlens compare`: the table, the JSON, and what is said about bad input.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/commandLine';
import { findInstallation } from '../../src/cli/installation';
import type { JsonComparison } from '../../src/features/comparisonJson';

const TWO_MODELS = `import * as tf from '@tensorflow/tfjs';
export const narrow = tf.sequential();
narrow.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3 }));
export function wide(classes: number) {
  const model = tf.sequential();
  model.add(tf.layers.flatten({ inputShape: [28, 28, 1] }));
  model.add(tf.layers.dense({ units: classes }));
  return model;
}
`;

const installation = findInstallation(__dirname);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'convlens-compare-'));
const file = path.join(folder, 'models.ts');

beforeAll(() => fs.writeFileSync(file, TWO_MODELS));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function compare(...args: string[]): Promise<{ exitCode: number; out: string; error: string }> {
  let [out, error] = ['', ''];
  const terminal = { out: (text: string) => void (out += text), error: (text: string) => void (error += text) };
  return { exitCode: await runCommandLine(['compare', ...args], terminal, installation), out, error };
}

describe('compare', () => {
  it('prints figures side by side, and their ratio', async () => {
    const { exitCode, out, error } = await compare('resnet50', 'vgg16');
    expect([exitCode, error]).toEqual([0, '']);
    expect(out).toMatchInlineSnapshot(`
      "                         ResNet-50       VGG-16  Ratio
      ──────────────────────────────────────────────────────
      Parameters              25,610,152  138,357,544   ×5.4
      MACs                    3.86 GMACs   15.5 GMACs     ×4
      Layers with weights             50           16  ×0.32
      Receptive field/stride      483/32       212/32  ×0.44
      Activation memory         148.5 MB      60.5 MB  ×0.41
      Share of dense layers        8.0 %       89.4 %    ×11
      "
    `);
  });

  it('takes one model of a file that has several, and more than two models', async () => {
    const { exitCode, out } = await compare(`${file}#narrow`, `${file}#wide`, 'alexnet');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/Parameters +80 +785·classes +60,965,224\n/);
    expect(out).not.toContain('Ratio');
  });

  it('says each reason once, with the place', async () => {
    const unfinished = path.join(folder, 'unfinished.ts');
    fs.writeFileSync(
      unfinished,
      `import * as tf from '@tensorflow/tfjs';
import { side } from './sizes';
export const model = tf.sequential({ layers: [
  tf.layers.flatten({ inputShape: [side, side, 3] }),
  tf.layers.dense({ units: 2 }),
] });
`,
    );
    const { exitCode, out } = await compare(unfinished, 'alexnet');
    expect(exitCode).toBe(0);
    const reasons = out.split('\n').filter((line) => line.startsWith('?'));
    expect(new Set(reasons.map((reason) => reason.replace(/^.*?: /, ''))).size).toBe(reasons.length);
    expect(reasons[0]).toMatch(
      /^\? Parameters, MACs.* of .*unfinished\.ts: there is no file `\.\/sizes` .*\(.*unfinished\.ts:2\)$/,
    );
  });

  it('prints JSON in which formulas are texts', async () => {
    const { out } = await compare(`${file}#narrow`, `${file}#wide`, '--json');
    const { version, models } = JSON.parse(out) as JsonComparison;
    expect(version).toBe(1);
    const [narrow, wide] = models;
    expect(narrow).toMatchObject({ name: 'narrow', params: 80, macs: 48_672, depth: 1, denseShare: 0 });
    expect(narrow?.receptiveField).toEqual({ size: [3, 3], stride: [1, 1], padding: [0, 0], aligned: true });
    expect(narrow?.curve.map(({ depth, outputShape }) => [depth, outputShape])).toEqual([
      [0, [null, 28, 28, 1]],
      [1, [null, 26, 26, 8]],
    ]);
    expect(wide).toMatchObject({ params: '785·classes', depth: 1, denseShare: 1 });
  });

  it('tells in JSON what blocks a figure, and where', async () => {
    const missing = path.join(folder, 'missing.ts');
    fs.writeFileSync(missing, TWO_MODELS.replace('filters: 8', 'filters: filterCount'));
    const { out } = await compare(`${missing}#narrow`, 'alexnet', '--json');
    const [model] = (JSON.parse(out) as JsonComparison).models;
    expect(model?.params).toBeNull();
    expect(model?.reasons?.params).toContain('`filterCount` is not defined');
    expect(model?.reasonPlaces?.params).toEqual({ line: 3, column: 65 });
    expect(model?.curve.at(-1)?.reasonPlaces?.params).toEqual({ line: 3, column: 65 });
  });

  it.each([
    [['alexnet'], /two models are needed/],
    [['alexnet', 'lenet'], /^convlens: lenet: there is no such file, and no network of that name/],
    [[file, 'alexnet'], /models\.ts: has several models \(narrow, .+\); write .+models\.ts#narrow/],
    [[`${file}#deep`, 'alexnet'], /there is no model named deep; it has narrow/],
  ])('says in one line what is wrong with %s', async (args, message) => {
    const { exitCode, out, error } = await compare(...args);
    expect([exitCode, out]).toEqual([2, '']);
    expect(error).toMatch(message);
    expect(error.trimEnd()).not.toContain('\n');
  });
});
