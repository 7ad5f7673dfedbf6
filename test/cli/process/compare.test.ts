// `convlens compare`, installed as npm installs it, run as a user runs it.

import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, inject, it } from 'vitest';
import type { JsonComparison } from '../../../src/features/comparisonJson';

const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'convlens-compare-'));
const isWindows = process.platform === 'win32';
const command = path.join(inject('installation'), '..', '.bin', isWindows ? 'convlens.cmd' : 'convlens');

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

it("compares one's own model with a classic network", async () => {
  fs.writeFileSync(
    path.join(folder, 'mine.js'),
    `const tf = require('@tensorflow/tfjs');
     const model = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 8, kernelSize: 3 })] });`,
  );
  const run = promisify(execFile);
  const { stdout } = await run(command, ['compare', 'mine.js', 'googlenet', '--json'], {
    cwd: folder,
    shell: isWindows,
  });
  const { models } = JSON.parse(stdout) as JsonComparison;
  expect(models).toMatchObject([
    { title: 'mine.js', file: 'mine.js', name: 'model', params: 224, depth: 1 },
    { title: 'GoogLeNet', file: 'src/networks/googlenet.ts', params: 6_998_552, depth: 22 },
  ]);
});
