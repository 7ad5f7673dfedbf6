// The maps and the values of a run's layers: when they are read, and what the page is told of them.

import { describe, expect, it } from 'vitest';
import { LAYER, RESULT, prepareRun } from './preparedRun';
import { makeMaps, settle } from './standInSession';

describe('the maps of a layer', () => {
  it('wished for during a run are sent as soon as the layer is computed', async () => {
    const { host, controller, startRun } = prepareRun();
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
    const { host, controller, startRun } = prepareRun();
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
    const { host, controller, startRun, finishRun } = prepareRun();
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
    const { host, controller, startRun, finishRun } = prepareRun();
    void startRun();
    await finishRun();
    for (const layer of [1, 2, 3, 4]) void controller.activations?.showLayer(layer);
    expect(host.lastSession.mapsWishes.map(({ argument }) => argument)).toEqual([1]);
    host.lastSession.mapsWishes[0]?.answer(makeMaps(1));
    await settle();
    expect(host.lastSession.mapsWishes.map(({ argument }) => argument)).toEqual([1, 4]);
  });

  it('that cannot be read are told, and the run stays', async () => {
    const { host, controller, startRun, finishRun } = prepareRun();
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
    const { host, controller, startRun, finishRun } = prepareRun();
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
    const { host, controller, startRun, finishRun } = prepareRun();
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
