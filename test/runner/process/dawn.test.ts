// Runs on the real Dawn, where nothing else is on the graphics card in software that comes with Chromium: found in the workspace of the
// model, tried, used or passed over with the reason; every value of every layer is the cpu backend's.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VisualisationRequest } from '../../../src/protocol/inquiries';
import type { NativeBackend } from '../../../src/protocol/library';
import type { BackendChoice, FromRunner, RunRequest, ToRunner } from '../../../src/protocol/runner';
import { LibraryChooser, type ChooserOptions } from '../../../src/runner/library/chooseLibrary';
import { installDawn } from '../../host/dawn';
import { installDawnStandIn, type DawnBehaviour } from '../library/dawnStandIn';
import { installStandIn } from '../library/standInPackage';
import { choose, failureOf, installation, request, startRunner, writeFiles, type StartedRunner } from './startRunner';

const MAX_RELATIVE_ERROR = 1e-5;
/** A gradient goes through every layer, and where `tanh` is near 1 it is a difference of numbers that are nearly the same. */
const MAX_RELATIVE_ERROR_OF_ANSWERS = 1e-4;

const model = `import * as tf from '@tensorflow/tfjs';
const apply = (layer, x) => layer.apply(x);
const input = tf.input({ shape: [32, 32, 3] });
let x = apply(tf.layers.conv2d({ filters: 8, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }), input);
const shortcut = x;
x = apply(tf.layers.separableConv2d({ filters: 8, kernelSize: 3, padding: 'same' }), x);
x = apply(tf.layers.batchNormalization(), x);
x = apply(tf.layers.reLU({ maxValue: 6 }), apply(tf.layers.add(), [shortcut, x]));
x = apply(tf.layers.maxPooling2d({ poolSize: 3, strides: 2 }), x);
x = apply(tf.layers.concatenate(), [x, apply(tf.layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' }), x)]);
x = apply(tf.layers.conv2dTranspose({ filters: 4, kernelSize: 2, strides: 2, activation: 'tanh' }), x);
x = apply(tf.layers.upSampling2d({ size: [2, 2] }), apply(tf.layers.zeroPadding2d({ padding: 1 }), x));
x = apply(tf.layers.dense({ units: 5, activation: 'softmax' }), apply(tf.layers.flatten(), x));
export const model = tf.model({ inputs: input, outputs: x });
`;
const MODEL_LINE = 14;

const real = { folder: '' };

beforeAll(() => {
  const dawn = installDawn();
  real.folder = dawn.folder;
  // the runners that are started from here get them
  Object.assign(process.env, dawn.environment);
}, 240_000);

interface Workspace {
  readonly folder: string;
  readonly trials: () => number;
  /** What a run of the model on this backend is to be run with. */
  readonly choose: (backend: BackendChoice, natives?: readonly NativeBackend[]) => Promise<RunRequest>;
}

function openWorkspace(behaviour: DawnBehaviour | undefined, options: Partial<ChooserOptions> = {}): Workspace {
  const folder = writeFiles({ 'src/model.mjs': model });
  if (behaviour) installDawnStandIn(folder, behaviour, real.folder);
  const chooser = new LibraryChooser({ runnerFile: path.join(installation, 'dist', 'runner.js'), ...options });
  const places = () => ({ namedFolder: undefined, installationFolder: undefined });
  let trials = 0;
  return {
    folder,
    trials: () => trials,
    choose: (backend, natives = ['webgpu']) => {
      const wanted = request(choose(path.join(folder, 'src', 'model.mjs'), MODEL_LINE), { backend });
      const watcher = { signal: new AbortController().signal, onTrial: () => (trials += 1) };
      return chooser.choose(wanted, places, watcher, natives);
    },
  };
}

/** The largest error of any value of a layer, as a share of the layer's largest value. */
async function expectSameActivations(tested: StartedRunner, reference: StartedRunner): Promise<void> {
  expect(tested.results).toHaveLength(reference.layers.length);
  for (const { index, name } of reference.layers) {
    const [{ values }, { values: expected }] = [
      await tested.client.activation(index),
      await reference.client.activation(index),
    ];
    const scale = Math.max(...expected.map(Math.abs));
    const errors = expected.map((value, i) => Math.abs(value - values[i]!));
    expect(scale, name).toBeGreaterThan(0);
    expect(Math.max(...errors) / scale, name).toBeLessThan(MAX_RELATIVE_ERROR);
  }
}

function expectSameValues(found: Float32Array, expected: Float32Array, what: string): void {
  const scale = Math.max(...expected.map(Math.abs));
  const errors = expected.map((value, i) => Math.abs(value - found[i]!));
  expect(scale, what).toBeGreaterThan(0);
  expect(Math.max(...errors) / scale, what).toBeLessThan(MAX_RELATIVE_ERROR_OF_ANSWERS);
}

/** Gradients through every layer, the map of a class, a moved picture with a layer switched off. */
async function expectSameAnswers(tested: StartedRunner, reference: StartedRunner): Promise<void> {
  const at = (className: string) => reference.layers.findIndex((layer) => layer.className === className);
  const [sum, joined] = [at('Add'), at('Concatenate')];
  const questions: readonly VisualisationRequest[] = [
    ...(['gradient', 'guided', 'deconvnet'] as const).map((rule) => {
      return { kind: 'channel', layer: at('Dense'), channel: 1, rule } as const;
    }),
    { kind: 'measuredField', layer: joined, position: { row: 3, column: 3 } },
    { kind: 'classMap', layer: joined, classIndex: 2 },
  ];
  for (const question of questions) {
    const [found, expected] = [await tested.client.visualise(question), await reference.client.visualise(question)];
    expectSameValues(found.values, expected.values, question.kind);
  }
  const change = { switchedOff: [sum], shift: { down: 2, right: 1 } };
  const [found, expected] = [await tested.client.experiment(change), await reference.client.experiment(change)];
  expect(found.passedOn).toEqual(expected.passedOn);
  expectSameValues(found.changes, expected.changes, 'changes');
  expectSameValues(found.output, expected.output, 'output');
}

describe('auto', () => {
  it('takes a graphics card, names it, and computes what the cpu backend computes', async () => {
    const workspace = openWorkspace({ hardwareName: 'stand-in-3000-' });
    const gpu = startRunner();
    const summary = await gpu.client.run(await workspace.choose('auto'));
    expect(summary).toMatchObject({ backend: 'webgpu', device: 'GPU (stand-in-3000), WebGPU' });
    expect(summary.notes).toEqual([expect.stringMatching(/include compiling for the graphics card/)]);
    const cpu = startRunner();
    await cpu.client.run(await workspace.choose('cpu'));
    await expectSameActivations(gpu, cpu);
    const again = await gpu.client.run(await workspace.choose('auto'));
    expect(again.notes).toEqual([]);
    await expectSameActivations(gpu, cpu);
    expect(workspace.trials()).toBe(1);
    await expectSameAnswers(gpu, cpu);
  });

  it.each<readonly [string, DawnBehaviour, RegExp]>([
    ['there is no graphics card', { hasNoAdapter: true }, /webgpu was not used\. WebGPU finds no graphics card\.$/],
    ['it crashes', { onLoad: 'crash' }, /webgpu was not used\. The runner was killed by SIGSEGV\.$/],
    ['it never answers', { onLoad: 'wait' }, /was not used\. The native library did not start within 3 s\.$/],
    ['it computes wrong', { hardwareName: 'x', error: 1 }, /was not used\. It computed 5\.5, 5\.5 where 4\.5, 4\.5 is/],
  ])('goes on with wasm when %s', async (_, behaviour, note) => {
    const isWaitedFor = behaviour.onLoad === 'wait';
    const workspace = openWorkspace(behaviour, isWaitedFor ? { libraryTimeoutMilliseconds: 3000 } : {});
    const summary = await startRunner().client.run(await workspace.choose('auto'));
    expect(summary.backend).toBe('wasm');
    expect(summary.notes).toEqual([expect.stringMatching(note)]);
  });

  it('comes behind a TensorFlow library, which may use no GPU', async () => {
    const workspace = openWorkspace({ hardwareName: 'x' });
    installStandIn(workspace.folder, { isUsingGpu: false });
    const { backend, library, notes } = await workspace.choose('auto', ['tensorflow', 'webgpu']);
    expect([backend, library?.packageName, workspace.trials()]).toEqual(['webgpu', 'webgpu', 2]);
    expect(notes).toEqual([expect.stringMatching(/^No GPU is used, because TensorFlow found no GPU/)]);
  });

  it('says how to get it where there is none, and that it does not go with Electron', async () => {
    const none = await openWorkspace(undefined).choose('auto');
    expect(none).toMatchObject({ backend: 'auto', notes: [] });
    expect(none.passedOver).toEqual([expect.stringMatching(/^No WebGPU library was found .* npm package webgpu/)]);
    const electron = openWorkspace({}, { isElectron: true });
    expect((await electron.choose('auto')).passedOver).toEqual([expect.stringMatching(/Electron, which forbids/)]);
    expect((await failureOf(electron.choose('webgpu'))).message).toMatch(/Electron, .*\. Choose auto or wasm\.$/);
    expect(electron.trials()).toBe(0);
  });
});

describe('webgpu', () => {
  it('says which layer the graphics card was lost at', async () => {
    // the trial is another process, which submits less often
    const workspace = openWorkspace({ hardwareName: 'x', losesAfter: 9 });
    const failure = await failureOf(startRunner().client.run(await workspace.choose('webgpu')));
    expect(failure.message).toMatch(
      /^Layer ".*" \(.*\) failed: the graphics card was lost \(.*\)\. Run the model again/,
    );
  });

  it.each<readonly [string, string, RegExp]>([
    [
      'what a graphics card refuses, instead of zeros',
      'tf.fill([70000, 70000], 1)',
      /: (WebGPU refuses it|there is not enough memory for it on the graphics card) \(/,
    ],
    [
      'that it cannot be read while a layer computes',
      'tf.tensor(x.add(1).dataSync())',
      /read synchronously here: use data/,
    ],
  ])('says %s', async (_, computed, message) => {
    const wanted = await openWorkspace({ hardwareName: 'x' }).choose('webgpu');
    const folder = writeFiles({
      'model.mjs': `import * as tf from '@tensorflow/tfjs';
export const model = tf.sequential({ layers: [new (class Odd extends tf.layers.Layer {
  static className = 'Odd';
  call(inputs) { const x = [inputs].flat()[0]; return ${computed}; }
})({ inputShape: [32, 32, 3] })] });`,
    });
    const failure = await failureOf(
      startRunner().client.run({ ...wanted, model: choose(path.join(folder, 'model.mjs'), 2) }),
    );
    expect(failure.message).toMatch(/^Layer ".*" \(Odd\) failed: /);
    expect(failure.message).toMatch(message);
  });

  it('ends without a crash when its host goes: nothing keeps the process', async () => {
    const wanted = await openWorkspace({}).choose('webgpu');
    const child = fork(path.join(installation, 'dist', 'runner.js'), [String(process.pid)], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const ended = once(child, 'exit');
    const hasRun = new Promise<void>((resolve) => {
      child.on('message', (message) => 'result' in (message as FromRunner) && resolve());
    });
    child.send({ id: 1, method: 'run', argument: wanted } satisfies ToRunner);
    await hasRun;
    child.disconnect();
    expect(await ended).toEqual([0, null]);
  });
});
