// Runs on TensorFlow's native library, whose compiled part is the stand-in: found in the workspace of the model, tried, used or passed
// over with the reason.

import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BackendChoice, RunRequest } from '../../../src/protocol/runner';
import { LibraryChooser } from '../../../src/runner/library/chooseLibrary';
import type { TrialOptions } from '../../../src/runner/library/tryLibrary';
import type { LibraryPackage } from '../../../src/protocol/library';
import { RunnerError } from '../../../src/runner/runnerClient';
import type { Behaviour } from '../library/standIn/binding';
import { installStandIn } from '../library/standInPackage';
import { choose, failureOf, installation, request, startRunner, writeFiles } from './startRunner';

const model = `import * as tf from '@tensorflow/tfjs-node-gpu';
import * as same from '@tensorflow/tfjs';
if (tf.layers.conv2d !== same.layers.conv2d || (tf.node === undefined) !== (same.getBackend() !== 'tensorflow')) throw new Error('two copies');
export const model = tf.sequential({ layers: [
  tf.layers.conv2d({ inputShape: [10, 10, 3], filters: 4, kernelSize: 3, activation: 'relu' }),
  tf.layers.maxPooling2d({ poolSize: 2 }),
  tf.layers.flatten(),
  tf.layers.dense({ units: 5, activation: 'softmax' }),
] });
`;
const MODEL_LINE = 4;

interface Workspace {
  readonly folder: string;
  readonly chooser: LibraryChooser;
  readonly trials: () => number;
  /** What a run of the model on this backend is to be run with. */
  readonly choose: (backend: BackendChoice, signal?: AbortSignal) => Promise<RunRequest>;
}

function openWorkspace(
  behaviour: Behaviour | undefined,
  packageName: LibraryPackage | undefined = '@tensorflow/tfjs-node-gpu',
  options: Partial<TrialOptions> = {},
): Workspace {
  const folder = writeFiles({ 'src/model.ts': model });
  if (behaviour) installStandIn(folder, behaviour, packageName);
  const chooser = new LibraryChooser({ runnerFile: path.join(installation, 'dist', 'runner.js'), ...options });
  const counts = { trials: 0 };
  const places = () => ({ namedFolder: undefined, installationFolder: undefined });
  return {
    folder,
    chooser,
    trials: () => counts.trials,
    choose: (backend, signal = new AbortController().signal) => {
      const wanted = request(choose(path.join(folder, 'src', 'model.ts'), MODEL_LINE), { backend });
      return chooser.choose(wanted, places, { signal, onTrial: () => (counts.trials += 1) }, ['tensorflow']);
    },
  };
}

const card =
  '2026-01-01 10:00:00.0: I tensorflow/core/common_runtime/gpu/gpu_device.cc:1532] Created device /job:localhost/replica:0/task:0/device:GPU:0 with 13598 MB memory:  -> device: 0, name: Stand-in T4, pci bus id: 0000:00:04.0\n';
const missing =
  "2026-01-01 10:00:00.0: W tensorflow/stream_executor/platform/default/dso_loader.cc:64] Could not load dynamic library 'libcudart.so.11.0'; dlerror: libcudart.so.11.0: cannot open shared object file\n";

describe('auto', () => {
  it('takes the library that uses a GPU; every map is that of the cpu backend', async () => {
    const workspace = openWorkspace({ isUsingGpu: true, prints: card });
    const native = startRunner();
    const summary = await native.client.run(await workspace.choose('auto'));
    expect(summary).toMatchObject({
      backend: 'tensorflow',
      device: 'GPU (Stand-in T4), TensorFlow 2.9.1 (stand-in)',
      notes: [],
      passedOver: [],
    });
    const cpu = startRunner();
    await cpu.client.run(await workspace.choose('cpu'));
    expect(native.results).toHaveLength(5);
    for (const [index, result] of native.results.entries()) {
      const { min, max, mean } = cpu.results[index]!;
      expect(result.min).toBeCloseTo(min, 5);
      expect(result.max).toBeCloseTo(max, 5);
      expect(result.mean).toBeCloseTo(mean, 5);
      const maps = [await native.client.featureMaps(index), await cpu.client.featureMaps(index)];
      const steps = maps[0]!.bytes.map((byte, at) => Math.abs(byte - maps[1]!.bytes[at]!));
      // a value on the edge between two levels may fall to either side
      expect(Math.max(...steps)).toBeLessThanOrEqual(1);
    }
  });

  it('tries a library once, and runs two models on it at once', async () => {
    const workspace = openWorkspace({ isUsingGpu: true });
    const requests = [await workspace.choose('auto'), await workspace.choose('auto')];
    expect(workspace.trials()).toBe(1);
    const summaries = await Promise.all(requests.map((wanted) => startRunner().client.run(wanted)));
    expect(summaries.map(({ backend }) => backend)).toEqual(['tensorflow', 'tensorflow']);
  });

  it.each<readonly [string, Behaviour, RegExp]>([
    [
      'it finds no GPU',
      { isUsingGpu: false, prints: missing },
      /^No GPU is used, because libcudart\.so\.11\.0 is missing \(TensorFlow 2\.9 needs CUDA 11\.2 /,
    ],
    [
      'it crashes when it is loaded',
      { isUsingGpu: true, onLoad: 'crash' },
      /tfjs-node-gpu was not used\. The runner was killed by SIGSEGV\.$/,
    ],
    [
      'it never answers',
      { isUsingGpu: true, onLoad: 'wait' },
      /tfjs-node-gpu was not used\. The native library did not start within 3 s\.$/,
    ],
    [
      'it computes wrong',
      { isUsingGpu: true, error: 1 },
      /tfjs-node-gpu was not used\. It computed 5\.5, 5\.5 where 4\.5, 4\.5 is right\.$/,
    ],
    [
      'an operation fails',
      { isUsingGpu: true, failing: { operation: 'Conv2D', message: 'No algorithm worked!' } },
      /tfjs-node-gpu was not used\. It cannot be loaded: No algorithm worked!$/,
    ],
  ])('goes on with wasm in another process when %s', async (_, behaviour, note) => {
    const workspace = openWorkspace(behaviour, '@tensorflow/tfjs-node-gpu', { libraryTimeoutMilliseconds: 3000 });
    const summary = await startRunner().client.run(await workspace.choose('auto'));
    expect(summary.backend).toBe('wasm');
    expect(summary.notes).toEqual([expect.stringMatching(note)]);
    expect((await workspace.choose('auto')).notes).toEqual(summary.notes);
    expect(workspace.trials()).toBe(1);
  });

  it.each<readonly [string, Behaviour | undefined, LibraryPackage, RegExp]>([
    [
      'the package without a GPU',
      { isUsingGpu: false },
      '@tensorflow/tfjs-node',
      /computes on the CPU: choose the backend tensorflow/,
    ],
    [
      'no package',
      undefined,
      '@tensorflow/tfjs-node',
      /^No TensorFlow library was found that could use a GPU: install /,
    ],
  ])('passes over %s, without a try', async (_, behaviour, packageName, reason) => {
    const workspace = openWorkspace(behaviour, packageName);
    const { backend, notes, passedOver } = await workspace.choose('auto');
    expect([backend, notes, workspace.trials()]).toEqual(['auto', [], 0]);
    expect(passedOver).toEqual([expect.stringMatching(reason)]);
  });

  it('tells that the install script of a package did not run', async () => {
    const workspace = openWorkspace(undefined);
    installStandIn(workspace.folder, undefined);
    const { notes, passedOver } = await workspace.choose('auto');
    expect(notes).toEqual([]);
    expect(passedOver).toEqual([
      expect.stringMatching(/has no native library, .* run "npm rebuild @tensorflow\/tfjs-node-gpu" there\.$/),
    ]);
  });
});

it('passes over a package of another version of TensorFlow.js', async () => {
  const workspace = openWorkspace({ isUsingGpu: true });
  const manifest = path.join(workspace.folder, 'node_modules/@tensorflow/tfjs-node-gpu/package.json');
  fs.writeFileSync(manifest, JSON.stringify({ name: '@tensorflow/tfjs-node-gpu', version: '3.21.0' }));
  const { passedOver } = await workspace.choose('auto');
  expect(passedOver).toEqual([
    expect.stringMatching(/tfjs-node-gpu has version 3\.21\.0, and ConvLens runs TensorFlow\.js 4\.22\.0\.$/),
  ]);
});

describe('tensorflow', () => {
  it.each<readonly [string, Behaviour, LibraryPackage, RegExp]>([
    [
      'for want of a GPU',
      { isUsingGpu: false, prints: missing },
      '@tensorflow/tfjs-node-gpu',
      /^TensorFlow computes on the CPU, because libcudart\.so\.11\.0 is missing /,
    ],
    [
      'for want of the package',
      { isUsingGpu: false },
      '@tensorflow/tfjs-node',
      /^TensorFlow computes on the CPU, because @tensorflow\/tfjs-node is the package that uses no GPU\.$/,
    ],
  ])('runs on the CPU %s, and says so', async (_, behaviour, packageName, note) => {
    const workspace = openWorkspace(behaviour, packageName);
    const summary = await startRunner().client.run(await workspace.choose('tensorflow'));
    expect(summary).toMatchObject({ backend: 'tensorflow', device: 'CPU, TensorFlow 2.9.1 (stand-in)' });
    expect(summary.notes).toEqual([expect.stringMatching(note)]);
  });

  it('says what to do when there is no library, or none that works', async () => {
    const none = await failureOf(openWorkspace(undefined).choose('tensorflow'));
    expect(none.message).toMatch(/^There is no TensorFlow library that works\. Choose auto or wasm, or install /);
    const crashing = openWorkspace({ isUsingGpu: true, onLoad: 'crash' });
    const failure = await failureOf(crashing.choose('tensorflow'));
    expect(failure.message).toContain('The runner was killed by SIGSEGV.');
    // what made it fail may be gone
    await failureOf(crashing.choose('tensorflow'));
    expect(crashing.trials()).toBe(2);
  });

  it('tells which layer the memory of the GPU is too small for', async () => {
    const failing = { operation: 'Softmax', message: 'OOM when allocating tensor with shape[1,5]' };
    const workspace = openWorkspace({ isUsingGpu: true, failing });
    const failure = await failureOf(startRunner().client.run(await workspace.choose('tensorflow')));
    expect(failure.message).toMatch(
      /^Layer "dense_Dense1" \(Dense\) failed: there is not enough memory for it \(OOM when allocating .*\) \(model\.ts:8\)$/,
    );
  });

  it('names the library when it ends the process in the middle of a run', async () => {
    const workspace = openWorkspace({ isUsingGpu: true, crashing: 'Softmax' });
    const failure = await failureOf(startRunner().client.run(await workspace.choose('tensorflow')));
    expect(failure.message).toBe(
      'The runner was killed by SIGSEGV. It ran on @tensorflow/tfjs-node-gpu: choose the backend wasm to do without.',
    );
  });
});

it('ends a trial that is cancelled', async () => {
  const workspace = openWorkspace({ isUsingGpu: true, onLoad: 'wait' });
  const cancel = new AbortController();
  const choice = workspace.choose('auto', cancel.signal);
  setTimeout(() => cancel.abort(), 1000);
  const error: unknown = await choice.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RunnerError);
  expect(error).toMatchObject({ isCancelled: true });
});
