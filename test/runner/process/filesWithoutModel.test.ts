// User files that make no model, or not the one that was asked for: what is said about them.

import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ModelChoice } from '../../../src/protocol/runner';
import { choose, chooseFixture, failureOf, request, startRunner, writeFiles } from './startRunner';

const IMPORT = `import * as tf from '@tensorflow/tfjs';\n`;

describe('files that make no model', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, Partial<ModelChoice>, string | RegExp]>([
    ['throws', { 'model.ts': `${IMPORT}throw new Error('no weights here');\n` }, {}, 'model.ts:2: no weights here.'],
    ['throws something that is no error', { 'model.ts': `throw 'nothing';` }, {}, 'model.ts: nothing.'],
    [
      'throws in an imported file',
      { 'model.ts': `import './other';\n`, 'other.ts': `\n\nnull.size;\n` },
      {},
      "other.ts:3: Cannot read properties of null (reading 'size').",
    ],
    [
      'calls process.exit',
      { 'model.ts': `${IMPORT}if (tf) process.exit(3);\n` },
      {},
      'model.ts:2: process.exit(3) was called.',
    ],
    [
      'calls process.exit and catches what that throws',
      { 'model.ts': `try { process.exit(); } catch {}\n` },
      {},
      'model.ts:1: process.exit() was called.',
    ],
    [
      'kills itself',
      { 'model.ts': `process.kill(process.pid);\n` },
      {},
      'model.ts:1: process.kill() was called on the runner.',
    ],
    [
      'rejects where nobody awaits',
      { 'model.ts': `async function main() {\n  throw new RangeError('no data set');\n}\nmain();` },
      {},
      'model.ts:2: no data set.',
    ],
    [
      'throws later',
      { 'model.ts': `setTimeout(() => {\n  throw new Error('too late');\n}, 20);` },
      {},
      'model.ts:2: too late.',
    ],
    [
      'does not parse',
      { 'model.ts': `${IMPORT}const model = tf.sequential({ layers: [ });\n` },
      {},
      /^model\.ts:2 cannot be read: .*\.$/,
    ],
    [
      'imports a file that does not parse',
      { 'model.ts': `import './other';`, 'other.ts': `\nlet x = {{;\n` },
      {},
      /^other\.ts:2 cannot be read: .*\.$/,
    ],
    [
      'imports a package that is not there',
      { 'model.ts': `import 'no-such-package';` },
      {},
      /^model\.ts.*: Cannot find module 'no-such-package': npm install brings the packages of a project\.$/,
    ],
    [
      'imports a file that is not there',
      { 'model.ts': `import { a } from './gone';\na();` },
      {},
      /^model\.ts.*: Cannot find module '\.\/gone'\.?$/,
    ],
    [
      'makes no model',
      { 'model.ts': IMPORT },
      {},
      'Loading the file did not create the model of model.ts:2; none was created in this file.',
    ],
    [
      'makes other models',
      { 'model.ts': `${IMPORT}export const a = tf.sequential();\nexport const b = tf.sequential();` },
      { line: 9 },
      'Loading the file did not create the model of model.ts:9; the file created models on line 2, line 3.',
    ],
    [
      'has no such function',
      { 'model.ts': IMPORT },
      { factory: 'build' },
      'The function build of model.ts:2 cannot be called from outside: only functions and classes at the top level of a file can be run.',
    ],
    [
      'has a function that makes none',
      { 'model.ts': `export function build() {}\n` },
      { factory: 'build' },
      'Calling build() did not create the model of model.ts:2; none was created in this file.',
    ],
    [
      'has a function with an argument missing',
      { 'model.ts': `export function build(side) { return side; }` },
      { factory: 'build' },
      'build() needs a value for its parameter "side".',
    ],
    [
      'has a function without that parameter',
      { 'model.ts': `export function build(side = 3) { return side; }` },
      { factory: 'build', arguments: { sid: 3 } },
      'build() has no parameter "sid".',
    ],
    [
      'has a function that throws',
      { 'model.ts': `export const build = () => {\n  throw new Error('not today');\n};` },
      { factory: 'build' },
      'model.ts:2: not today.',
    ],
    [
      'has layers that do not fit',
      {
        'model.ts': `${IMPORT}export const model = tf.sequential();\nmodel.add(tf.layers.dense({ units: 2 }));\nmodel.add(tf.layers.flatten());`,
      },
      {},
      /^model\.ts:3: The first layer in a Sequential model must get an `inputShape` or `batchInputShape` argument\.$/,
    ],
    [
      'has a model without layers',
      { 'model.ts': `${IMPORT}export const model = tf.sequential();` },
      {},
      /^The model "sequential_\d" has no layers yet\.$/,
    ],
  ])('%s', async (_, files, more, message) => {
    const folder = writeFiles(files);
    const { client } = startRunner();
    const failure = await failureOf(client.run(request(choose(path.join(folder, 'model.ts'), 2, more))));
    expect(failure.message).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message);
  });

  it('is gone', async () => {
    const { client } = startRunner();
    const failure = await failureOf(client.run(request(choose('/nowhere/model.ts', 1))));
    expect(failure.message).toMatch(/^Cannot read .*model\.ts: there is no such file\.$/);
  });

  it('loops for ever', async () => {
    const { client } = startRunner({ loadTimeoutMilliseconds: 500 });
    const failure = await failureOf(client.run(request(chooseFixture('loops.ts', 2))));
    expect(failure.message).toBe(
      'loops.ts was still running after 0.5 s and was stopped: does its code wait or loop for ever when it is loaded?',
    );
    await client.closed;
  });

  it('waits for ever', async () => {
    const folder = writeFiles({ 'model.ts': `setInterval(() => 0, 1000);\nawait new Promise(() => 0);` });
    const { client } = startRunner({ loadTimeoutMilliseconds: 500 });
    const failure = await failureOf(client.run(request(choose(path.join(folder, 'model.ts'), 1))));
    expect(failure.message).toMatch(/^model\.ts was still running after 0\.5 s and was stopped/);
  });
});
