// Files that only run where they are at home, in a page or in a project with its packages: their models run all the same.

import path from 'node:path';
import { expect, it } from 'vitest';
import type { ModelDefinition } from '../../../src/protocol/modelDefinition';
import { runInstalled } from '../../cli/process/installedCommand';
import { choose, failureOf, request, startRunner, writeFiles } from './startRunner';

const LAYERS = `tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 3], filters: 2, kernelSize: 3 })] })`;

it('a script of a page that has tf from a script tag', async () => {
  const folder = writeFiles({ 'page.js': `const model = ${LAYERS};\n` });
  const runner = startRunner();
  await runner.client.run(request(choose(path.join(folder, 'page.js'), 1)));
  expect(runner.results.map(({ shape }) => shape)).toEqual([
    [1, 8, 8, 3],
    [1, 6, 6, 2],
  ]);
});

it('a file that cannot be loaded: its model is built as it is read, and the run says so', async () => {
  const lines = [
    `import * as tf from '@tensorflow/tfjs';`,
    `import { useState } from 'react';`,
    `export function Trainer() {`,
    `  const [model] = useState(() => ${LAYERS});`,
    `  return model;`,
    `}`,
  ];
  const folder = writeFiles({ 'trainer.tsx': lines.join('\n') });
  const { exitCode, out, error } = await runInstalled(folder, ['run', 'trainer.tsx', '--json', '--backend', 'cpu']);
  expect(exitCode, error).toBe(0);
  expect(error.trim()).toBe(
    `trainer.tsx:2: Cannot find module 'react': npm install brings the packages of a project. The model was therefore built as the editor reads it, without the file.`,
  );
  const { layers } = JSON.parse(out) as { layers: { name: string; line: number; outputShape: number[] }[] };
  expect(layers.map(({ name, line, outputShape }) => [name, line, outputShape])).toEqual([
    ['conv2d_Conv2D1_input', 4, [1, 8, 8, 3]],
    ['conv2d_Conv2D1', 4, [1, 6, 6, 2]],
  ]);
});

it('what the file makes goes before its definition; without one, the failure is told', async () => {
  const folder = writeFiles({
    'fine.js': `const tf = require('@tensorflow/tfjs');\nconst model = ${LAYERS};\n`,
    'fails.js': `require('left-pad');\nconst model = ${LAYERS};\n`,
  });
  const definition: ModelDefinition = {
    layers: [{ kind: 'input', name: 'only', batchShape: [null, 4, 4, 1], source: undefined }],
    applications: [{ layer: 0, inputs: [] }],
    inputs: [{ application: 0, output: 0 }],
    outputs: [{ application: 0, output: 0 }],
  };
  const runner = startRunner();
  await runner.client.run(request(choose(path.join(folder, 'fine.js'), 2), { definition }));
  expect(runner.layers).toHaveLength(2);
  const failing = choose(path.join(folder, 'fails.js'), 2);
  const { message } = await failureOf(startRunner().client.run(request(failing)));
  expect(message).toBe(`fails.js:1: Cannot find module 'left-pad': npm install brings the packages of a project.`);
});
