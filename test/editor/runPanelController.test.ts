// The life of a panel's runs, with a session that the test answers by hand.

import { describe, expect, it } from 'vitest';
import { RunController } from '../../src/editor/runPanelController';
import type { LayerInfo, LayerResult } from '../../src/protocol/runner';
import { MODEL, SUMMARY, StandInHost, makeMaps, makePicture, settle } from './standInSession';

const LAYER: LayerInfo = {
  index: 3,
  name: 'conv1',
  application: 0,
  className: 'Conv2D',
  outputShape: [null, 26, 26, 32],
  parameters: 320,
  source: { file: '/project/model.ts', line: 6, column: 5 },
};

const RESULT: LayerResult = {
  index: 3,
  shape: [1, 26, 26, 32],
  milliseconds: 1,
  min: 0,
  max: 1,
  mean: 0.5,
  zeroShare: 0,
  deadChannels: [],
  notANumberCount: 0,
};

interface Prepared {
  readonly host: StandInHost;
  readonly controller: RunController;
  /** Starts a run on a picture; what was told until then is taken away. */
  readonly startRun: () => Promise<void>;
  readonly finishRun: () => Promise<void>;
}

function prepare(): Prepared {
  const host = new StandInHost();
  const controller = new RunController(host);
  return {
    host,
    controller,
    startRun: () => {
      void controller.setPicture(makePicture('shapes'));
      const run = controller.run(MODEL);
      host.takeKinds();
      return run;
    },
    finishRun: async () => {
      host.lastSession.runs.at(-1)?.answer(SUMMARY);
      await settle();
    },
  };
}

describe('a run', () => {
  it('asks the session for the model on the picture, with the settings of now', async () => {
    const { host, controller } = prepare();
    const chosen = makePicture('shapes');
    await controller.setPicture(chosen);
    void controller.run(MODEL);
    expect(host.lastSession.runs.map(({ argument }) => argument)).toEqual([
      { model: MODEL, picture: chosen.picture, backend: 'wasm', seed: 7 },
    ]);
    expect(host.takeKinds()).toEqual(['picture', 'runStarted', 'stage']);
  });

  it('that begins again on another device has one result for each layer', async () => {
    const { host, controller, startRun, finishRun } = prepare();
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
    const { host, controller, startRun, finishRun } = prepare();
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
    const { host, controller, startRun } = prepare();
    void startRun();
    await controller.run(MODEL);
    expect(host.sessions).toHaveLength(1);
    expect(host.lastSession.runs).toHaveLength(1);
    expect(host.takeKinds()).toEqual([]);
  });

  it('shows how far a download is, and does not keep that for a page that comes back', () => {
    const { host, controller, startRun } = prepare();
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
    const { host, controller, startRun, finishRun } = prepare();
    void startRun();
    await finishRun();
    const edited = { ...MODEL, line: 9 };
    void controller.run(edited);
    expect(host.sessions).toHaveLength(2);
    expect(host.sessions[0]?.disposals).toBe(1);
    expect(host.lastSession.runs[0]?.argument.model).toEqual(edited);
  });

  it('without a picture says so', async () => {
    const { host, controller } = prepare();
    await controller.run(MODEL);
    expect(host.sessions).toHaveLength(0);
    expect(host.told).toMatchObject([{ kind: 'failure', remedy: 'showDetails' }]);
  });
});

describe('a cancelled run', () => {
  it('kills its process, says so once, and is silent from then on', async () => {
    const { host, controller, startRun } = prepare();
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
    const { host, controller, startRun, finishRun } = prepare();
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
    const { host, controller, startRun, finishRun } = prepare();
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
    const { host, startRun } = prepare();
    const run = startRun();
    const error = Object.assign(new Error('model.ts throws: the weights file is missing.'), { detail: 'model.ts:4' });
    host.lastSession.runs[0]?.refuse(error);
    await run;
    expect(host.told).toEqual([{ kind: 'failure', message: error.message, remedy: 'showDetails' }]);
    expect(host.failures).toEqual([{ message: error.message, detail: 'model.ts:4' }]);
    expect(host.lastSession.disposals).toBe(1);
  });

  it('because no process can be started says so', async () => {
    const { host, controller, startRun } = prepare();
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
    const { host, controller } = prepare();
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
    const { host, controller, startRun, finishRun } = prepare();
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
    const { host, controller, startRun, finishRun } = prepare();
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
    const { host, controller, startRun, finishRun } = prepare();
    void startRun();
    await finishRun();
    void controller.activations?.showLayer(3);
    void controller.setPicture(makePicture('scene'));
    host.lastSession.mapsWishes[0]?.answer(makeMaps(3));
    await settle();
    expect(host.takeKinds()).not.toContain('featureMaps');
  });

  it('does not start a run by itself before the first run, nor after a failure', async () => {
    const { host, controller } = prepare();
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

describe('the maps of a layer', () => {
  it('wished for during a run are sent as soon as the layer is computed', async () => {
    const { host, controller, startRun } = prepare();
    void startRun();
    host.lastSession.emit({ kind: 'layers', layers: [LAYER], arguments: {} });
    void controller.activations?.showLayer(LAYER.index);
    void controller.activations?.showChannel({ layer: LAYER.index, channel: 0 });
    expect(host.lastSession.mapsWishes).toHaveLength(0);
    expect(host.lastSession.channelWishes).toHaveLength(0);
    host.lastSession.emit({ kind: 'layerDone', result: RESULT });
    host.lastSession.mapsWishes[0]?.answer(makeMaps(LAYER.index));
    await settle();
    expect(host.told.at(-1)).toEqual({ kind: 'featureMaps', maps: makeMaps(LAYER.index) });
    void controller.activations?.showChannel({ layer: LAYER.index, channel: 0 });
    expect(host.lastSession.channelWishes).toHaveLength(1);
  });

  it('are not read of a run that begins again before the layer is computed again', async () => {
    const { host, controller, startRun } = prepare();
    void startRun();
    host.lastSession.emit({ kind: 'layers', layers: [LAYER], arguments: {} });
    host.lastSession.emit({ kind: 'layerDone', result: RESULT });
    host.lastSession.emit({ kind: 'layers', layers: [LAYER], arguments: {} });
    void controller.activations?.showLayer(LAYER.index);
    await settle();
    expect(host.lastSession.mapsWishes).toHaveLength(0);
    host.lastSession.emit({ kind: 'layerDone', result: RESULT });
    expect(host.lastSession.mapsWishes).toHaveLength(1);
  });

  it('of a layer that gave nothing are asked for when the run is done', async () => {
    const { host, controller, startRun, finishRun } = prepare();
    void startRun();
    void controller.activations?.showLayer(3);
    await settle();
    expect(host.lastSession.mapsWishes).toHaveLength(0);
    await finishRun();
    host.lastSession.mapsWishes[0]?.answer(makeMaps(3));
    await settle();
    expect(host.told.at(-1)).toEqual({ kind: 'featureMaps', maps: makeMaps(3) });
  });

  it('are read one at a time, and of many wishes only the latest is met', async () => {
    const { host, controller, startRun, finishRun } = prepare();
    void startRun();
    await finishRun();
    for (const layer of [1, 2, 3, 4]) void controller.activations?.showLayer(layer);
    expect(host.lastSession.mapsWishes.map(({ argument }) => argument)).toEqual([1]);
    host.lastSession.mapsWishes[0]?.answer(makeMaps(1));
    await settle();
    expect(host.lastSession.mapsWishes.map(({ argument }) => argument)).toEqual([1, 4]);
  });

  it('that cannot be read are told, and the run stays', async () => {
    const { host, controller, startRun, finishRun } = prepare();
    void startRun();
    await finishRun();
    host.takeKinds();
    void controller.activations?.showLayer(3);
    host.lastSession.mapsWishes[0]?.refuse(new Error('The runner was killed by SIGKILL.'));
    await settle();
    expect(host.told).toEqual([{ kind: 'featureMapsFailed', layer: 3, message: 'The runner was killed by SIGKILL.' }]);
    void controller.activations?.showLayer(4);
    expect(host.lastSession.mapsWishes).toHaveLength(2);
  });

  it('are there as values too: of one channel and of all', async () => {
    const { host, controller, startRun, finishRun } = prepare();
    void startRun();
    await finishRun();
    const { channelWishes, activationWishes } = host.lastSession;
    void controller.activations?.showChannel({ layer: 3, channel: 1 });
    channelWishes[0]?.answer(new Float32Array([0.1, 0.2]));
    await settle();
    const values = new Float32Array([0.1, 0.2]);
    expect(host.told.at(-1)).toEqual({ kind: 'channelValues', layer: 3, channel: 1, values });
    void controller.activations?.showChannel({ layer: 3, channel: 2 });
    channelWishes[1]?.refuse(new Error('The values were not kept.'));
    await settle();
    const message = 'The values were not kept.';
    expect(host.told.at(-1)).toEqual({ kind: 'channelValuesFailed', layer: 3, channel: 2, message });

    const activation = { shape: [1, 1, 2, 3], values: new Float32Array([1, 2, 3, 4, 5, 6]) };
    const whole = controller.activations?.readValues(3, undefined);
    const one = controller.activations?.readValues(3, 1);
    for (const wish of activationWishes) wish.answer(activation);
    expect(await whole).toEqual(activation);
    expect(await one).toEqual({ shape: [1, 2], values: new Float32Array([2, 5]) });
  });

  it('are sent as plain arrays: views are copied, others are not', async () => {
    const { host, controller, startRun, finishRun } = prepare();
    void startRun();
    await finishRun();
    const large = Buffer.alloc(4096, 9);
    const maps = { ...makeMaps(3), bytes: large.subarray(10, 12) };
    void controller.activations?.showLayer(3);
    host.lastSession.mapsWishes[0]?.answer(maps);
    await settle();
    const sent = host.told.at(-1);
    if (sent?.kind !== 'featureMaps') throw new Error(`featureMaps expected, not ${String(sent?.kind)}`);
    expect(sent.maps.bytes).toEqual(new Uint8Array([9, 9]));
    expect(sent.maps.bytes.buffer.byteLength).toBe(2);
    expect(sent.maps.min).toBe(maps.min);
  });
});

describe('a page that comes back', () => {
  it('is told the picture and the last run again, without what came before it', async () => {
    const { host, controller, startRun, finishRun } = prepare();
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
    const { host, controller, startRun } = prepare();
    void startRun();
    controller.dispose();
    expect(host.lastSession.disposals).toBe(1);
    await controller.run(MODEL);
    expect(host.sessions).toHaveLength(1);
  });
});
