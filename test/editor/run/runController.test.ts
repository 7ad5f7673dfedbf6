// The life of a panel's runs, with a session that the test answers by hand.

import { describe, expect, it } from 'vitest';
import { RunnerError } from '../../../src/runner/runnerClient';
import { LAYER, RESULT, prepareRun } from './preparedRun';
import { MODEL, SUMMARY, makeMaps, makePicture, settle } from './standInSession';

describe('a run', () => {
  it('asks the session for the model on the picture, with the settings of now', async () => {
    const { host, controller } = prepareRun();
    const chosen = makePicture('shapes');
    await controller.setPicture(chosen);
    void controller.run(MODEL);
    expect(host.lastSession.runs.map(({ argument }) => argument)).toEqual([
      { model: MODEL, picture: chosen.picture, backend: 'wasm', seed: 7 },
    ]);
    expect(host.takeKinds()).toEqual(['picture', 'runStarted', 'stage']);
  });

  it('that begins again on another device has one result for each layer', async () => {
    const { host, controller, startRun, finishRun } = prepareRun();
    void startRun();
    for (const milliseconds of [1, 2]) {
      host.lastSession.emit({ kind: 'layers', layers: [LAYER], arguments: {} });
      host.lastSession.emit({ kind: 'layerDone', result: { ...RESULT, milliseconds } });
    }
    await finishRun();
    expect(host.times).toEqual([[2]]);
    host.takeKinds();
    controller.replay();
    expect(host.takeKinds().filter((kind) => kind === 'layers' || kind === 'layerDone')).toEqual([
      'layers',
      'layerDone',
    ]);
  });

  it('tells the page each event, then the end', async () => {
    const { host, controller, startRun, finishRun } = prepareRun();
    void startRun();
    const session = host.lastSession;
    session.emit({ kind: 'stage', stage: 'building' });
    session.emit({ kind: 'layers', layers: [LAYER], arguments: {} });
    session.emit({ kind: 'layerDone', result: RESULT });
    session.emit({ kind: 'output', stream: 'stdout', text: 'hello' });
    await finishRun();
    expect(host.told).toEqual([
      { kind: 'stage', text: 'Building the model…' },
      { kind: 'layers', layers: [LAYER] },
      { kind: 'layerDone', result: RESULT },
      { kind: 'figures', figures: await host.readFigures(MODEL, [LAYER]) },
      { kind: 'runFinished', summary: SUMMARY },
    ]);
    expect(host.output).toEqual(['hello']);
    expect(host.times).toEqual([[RESULT.milliseconds]]);
    expect(controller.layerAt(3)).toEqual(LAYER);
    expect(controller.layerAt(4)).toBeUndefined();
  });

  it('is not started twice', async () => {
    const { host, controller, startRun } = prepareRun();
    void startRun();
    await controller.run(MODEL);
    expect(host.sessions).toHaveLength(1);
    expect(host.lastSession.runs).toHaveLength(1);
    expect(host.takeKinds()).toEqual([]);
  });

  it('shows how far a download is, and does not keep that for a page that comes back', () => {
    const { host, controller, startRun } = prepareRun();
    void startRun();
    const session = host.lastSession;
    session.emit({ kind: 'stage', stage: 'weights' });
    session.emit({ kind: 'download', name: 'vgg16.safetensors', receivedBytes: 26_400_000, totalBytes: 553_400_000 });
    session.emit({ kind: 'download', name: 'other', receivedBytes: 2_640_000, totalBytes: undefined });
    expect(host.told).toEqual([
      { kind: 'stage', text: 'Reading the weights…' },
      { kind: 'stage', text: 'Downloading vgg16.safetensors: 26 MB of 553 MB' },
      { kind: 'stage', text: 'Downloading other: 2.6 MB' },
    ]);
    host.told.splice(0);
    controller.replay();
    expect(host.told.at(-1)).toEqual({ kind: 'stage', text: 'Reading the weights…' });
  });

  it('takes a new process and the new model when it is run again', async () => {
    const { host, controller, startRun, finishRun } = prepareRun();
    void startRun();
    await finishRun();
    const edited = { ...MODEL, line: 9 };
    void controller.run(edited);
    expect(host.sessions).toHaveLength(2);
    expect(host.sessions[0]?.disposals).toBe(1);
    expect(host.lastSession.runs[0]?.argument.model).toEqual(edited);
  });

  it('without a picture says so', async () => {
    const { host, controller } = prepareRun();
    await controller.run(MODEL);
    expect(host.sessions).toHaveLength(0);
    expect(host.told).toMatchObject([{ kind: 'failure', remedy: 'showDetails' }]);
  });
});

describe('a cancelled run', () => {
  it('kills its process, says so once, and is silent from then on', async () => {
    const { host, controller, startRun } = prepareRun();
    const run = startRun();
    const session = host.lastSession;
    controller.cancel();
    controller.cancel();
    expect(session.disposals).toBe(1);
    session.emit({ kind: 'layers', layers: [LAYER], arguments: {} });
    session.runs[0]?.answer(SUMMARY);
    await run;
    expect(host.takeKinds()).toEqual(['runCancelled']);
    expect(host.failures).toEqual([]);
  });

  it('can be followed by another, which the first does not disturb', async () => {
    const { host, controller, startRun, finishRun } = prepareRun();
    const first = startRun();
    controller.cancel();
    void controller.run(MODEL);
    host.takeKinds();
    host.sessions[0]?.emit({ kind: 'layerDone', result: RESULT });
    await first;
    expect(host.takeKinds()).toEqual([]);
    await finishRun();
    expect(host.takeKinds()).toEqual(['runFinished']);
  });

  it('is nothing when none is under way', async () => {
    const { host, controller, startRun, finishRun } = prepareRun();
    controller.cancel();
    void startRun();
    await finishRun();
    host.takeKinds();
    controller.cancel();
    expect(host.takeKinds()).toEqual([]);
    expect(host.lastSession.disposals).toBe(0);
  });
});

describe('a run that fails', () => {
  it('ends its process, tells the page the sentence and the log the detail', async () => {
    const { host, startRun } = prepareRun();
    const run = startRun();
    const error = Object.assign(new Error('model.ts throws: the weights file is missing.'), { detail: 'model.ts:4' });
    host.lastSession.runs[0]?.refuse(error);
    await run;
    expect(host.told).toEqual([{ kind: 'failure', message: error.message, remedy: 'showDetails' }]);
    expect(host.failures).toEqual([{ message: error.message, detail: 'model.ts:4' }]);
    expect(host.lastSession.disposals).toBe(1);
  });

  it('of the arguments of the function offers to give others', async () => {
    const { host, controller, startRun } = prepareRun();
    const run = startRun();
    const parameters = { missing: ['classes'], unknown: [] };
    const error = new RunnerError('build() needs a value.', '', false, false, parameters);
    host.lastSession.runs[0]?.refuse(error);
    await run;
    expect(host.told.at(-1)).toEqual({ kind: 'failure', message: error.message, remedy: 'giveArguments' });
    expect(controller.parameterFault).toEqual(parameters);
    void controller.run(MODEL);
    expect(controller.parameterFault).toBeUndefined();
  });

  it('because no process can be started says so', async () => {
    const { host, controller, startRun } = prepareRun();
    host.startError = new Error('The runner did not start: ENOENT');
    await startRun();
    expect(host.failures).toMatchObject([{ message: 'The runner did not start: ENOENT' }]);
    host.startError = undefined;
    void controller.run(MODEL);
    expect(host.sessions).toHaveLength(1);
  });
});

describe('a workspace that is not trusted', () => {
  it('is asked for trust and runs nothing', async () => {
    const { host, controller } = prepareRun();
    host.isWorkspaceTrusted = false;
    void controller.setPicture(makePicture('shapes'));
    await controller.run(MODEL);
    expect(host.sessions).toHaveLength(0);
    expect(host.told.at(-1)).toMatchObject({ kind: 'failure', remedy: 'manageTrust' });
    expect(controller.isWaitingForTrust).toBe(true);
    host.isWorkspaceTrusted = true;
    void controller.run(MODEL);
    expect(host.sessions).toHaveLength(1);
    expect(controller.isWaitingForTrust).toBe(false);
  });
});

describe('another picture', () => {
  it('runs in the process that has the model loaded', async () => {
    const { host, controller, startRun, finishRun } = prepareRun();
    void startRun();
    await finishRun();
    host.takeKinds();
    const scene = makePicture('scene');
    void controller.setPicture(scene);
    expect(host.sessions).toHaveLength(1);
    expect(host.lastSession.runs[1]?.argument).toEqual({
      ...host.lastSession.runs[0]?.argument,
      picture: scene.picture,
    });
    await finishRun();
    expect(host.takeKinds()).toEqual(['picture', 'runStarted', 'runFinished']);
  });

  it('chosen while a run is under way is run next; only its end is told', async () => {
    const { host, controller, startRun, finishRun } = prepareRun();
    void startRun();
    const scene = makePicture('scene');
    void controller.setPicture(scene);
    expect(host.lastSession.runs).toHaveLength(1);
    await finishRun();
    expect(host.lastSession.runs[1]?.argument.picture).toBe(scene.picture);
    await finishRun();
    expect(host.takeKinds()).toEqual(['picture', 'runStarted', 'runFinished']);
  });

  it('drops the maps of the picture before', async () => {
    const { host, controller, startRun, finishRun } = prepareRun();
    void startRun();
    await finishRun();
    void controller.activations?.showLayer(3);
    void controller.setPicture(makePicture('scene'));
    host.lastSession.mapsWishes[0]?.answer(makeMaps(3));
    await settle();
    expect(host.takeKinds()).not.toContain('featureMaps');
  });

  it('does not start a run by itself before the first run, nor after a failure', async () => {
    const { host, controller } = prepareRun();
    void controller.setPicture(makePicture('shapes'));
    expect(host.sessions).toHaveLength(0);
    void controller.run(MODEL);
    host.lastSession.runs[0]?.refuse(new Error('broken'));
    await settle();
    void controller.setPicture(makePicture('scene'));
    expect(host.sessions).toHaveLength(1);
    expect(host.lastSession.runs).toHaveLength(1);
  });
});

describe('a page that comes back', () => {
  it('is told the picture and the last run again, without what came before it', async () => {
    const { host, controller, startRun, finishRun } = prepareRun();
    void startRun();
    controller.cancel();
    void controller.run(MODEL);
    host.lastSession.emit({ kind: 'layers', layers: [LAYER], arguments: {} });
    await finishRun();
    host.takeKinds();
    controller.replay();
    expect(host.takeKinds()).toEqual(['picture', 'runStarted', 'stage', 'layers', 'figures', 'runFinished']);
  });
});

describe('a closed panel', () => {
  it('ends its process, and starts none later', async () => {
    const { host, controller, startRun } = prepareRun();
    void startRun();
    controller.dispose();
    expect(host.lastSession.disposals).toBe(1);
    await controller.run(MODEL);
    expect(host.sessions).toHaveLength(1);
  });
});
