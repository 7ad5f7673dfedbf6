// `convlens check`, installed as npm installs it: its exit codes, for a person and for CI.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runInstalled } from './installedCommand';

const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'convlens-check-'));

beforeAll(() => {
  fs.mkdirSync(path.join(folder, 'src'));
  fs.writeFileSync(
    path.join(folder, 'src', 'model.ts'),
    `import * as tf from '@tensorflow/tfjs';
const model = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 8, kernelSize: 3 })] });
`,
  );
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

it('exits with 0 when nothing is wrong', async () => {
  const { exitCode, out, error } = await runInstalled(folder, ['check', 'src', '--max-params', '224', '--min-rf', '3']);
  expect([exitCode, error]).toEqual([0, '']);
  expect(out).toMatch(/^src\/model\.ts\n {2}model: 224 params/);
});

it('exits with 1 when a limit is exceeded, and says it in SARIF with the documentation of the rule', async () => {
  const { exitCode, out, error } = await runInstalled(folder, ['check', 'src', '--max-params', '223', '--sarif']);
  expect([exitCode, error]).toEqual([1, '']);
  expect(JSON.parse(out)).toMatchObject({
    version: '2.1.0',
    runs: [{ results: [{ ruleId: 'budget', level: 'error' }] }],
  });
});

it('exits with 2 when the input is bad', async () => {
  fs.writeFileSync(path.join(folder, 'convlens.config.json'), '{ "budget": "params<5M" }');
  const { exitCode, out, error } = await runInstalled(folder, ['check', 'src']);
  fs.rmSync(path.join(folder, 'convlens.config.json'));
  expect([exitCode, out]).toEqual([2, '']);
  expect(error).toBe(
    'convlens: convlens.config.json: it has an unknown key "budget"; allowed are $schema, include, exclude, rules, budgets\n',
  );
});

it('tells findings of a rule with its page', async () => {
  const { exitCode, out } = await runInstalled(folder, ['check', 'vgg16', '--sarif', '--severity', 'info']);
  expect(exitCode).toBe(1);
  expect(out).toContain('# dense-after-flatten');
});
