// What a page asks about a run: answered, refused, ended; with a session that the test answers by hand.

import { describe, expect, it } from 'vitest';
import { RunController } from '../../../src/editor/run/runController';
import type { Visualisation } from '../../../src/protocol/inquiries';
import type { PanelInquiry } from '../../../src/protocol/panelInquiries';
import { MODEL, SUMMARY, StandInHost, makePicture, settle } from './standInSession';

const CLASS_MAP = { kind: 'visualise', request: { kind: 'classMap', layer: 3 } } as const satisfies PanelInquiry;
const OCCLUSION = {
  kind: 'visualise',
  request: { kind: 'occlusion', layer: 3, channel: 2 },
} as const satisfies PanelInquiry;

function makeVisualisation(values: Float32Array): Visualisation {
  return { height: 1, width: values.length, channels: 1, values, score: 2, classIndex: 7 };
}

interface Prepared {
  readonly host: StandInHost;
  readonly controller: RunController;
  readonly finishRun: () => Promise<void>;
}

function prepareRunning(): Prepared {
  const host = new StandInHost();
  const controller = new RunController(host);
  void controller.setPicture(makePicture('shapes'));
  void controller.run(MODEL);
  const finishRun = async (): Promise<void> => {
    host.lastSession.runs.at(-1)?.answer(SUMMARY);
    await settle();
    host.told.splice(0);
  };
  host.told.splice(0);
  return { host, controller, finishRun };
}

async function prepare(): Promise<Prepared> {
  const prepared = prepareRunning();
  await prepared.finishRun();
  return prepared;
}

describe('a question about a run', () => {
  it('is passed on and its answer told, with arrays that hold nothing else', async () => {
    const { host, controller } = await prepare();
    void controller.inquire({ id: 4, inquiry: CLASS_MAP });
    const [asked] = host.lastSession.visualisations;
    expect(asked?.argument).toEqual({ kind: 'classMap', layer: 3 });
    asked?.answer(makeVisualisation(new Float32Array([9, 0.5, 1, 9]).subarray(1, 3)));
    await settle();
    const values = new Float32Array([0.5, 1]);
    const visualisation = makeVisualisation(values);
    expect(host.told).toEqual([{ kind: 'inquiryAnswer', id: 4, answer: { kind: 'visualise', visualisation } }]);
    const [message] = host.told;
    const answer = message?.kind === 'inquiryAnswer' ? message.answer : undefined;
    expect(answer?.kind === 'visualise' && answer.visualisation.values.buffer.byteLength).toBe(8);
  });

  it('of each kind reaches its method', async () => {
    const { host, controller } = await prepare();
    const request = { switchedOff: [2], shift: { down: 1, right: -3 } };
    void controller.inquire({ id: 1, inquiry: { kind: 'filters', layer: 1 } });
    void controller.inquire({ id: 2, inquiry: { kind: 'studyChannels', layer: 5 } });
    void controller.inquire({ id: 3, inquiry: { kind: 'experiment', request } });
    const { filterWishes, studies, experiments } = host.lastSession;
    expect([filterWishes, studies, experiments].map((calls) => calls.map(({ argument }) => argument))).toEqual([
      [1],
      [5],
      [request],
    ]);
    const study = { layer: 5, channels: 8, dead: [1], duplicates: [[2, 3]], saturatedShare: 0.25 };
    studies[0]?.answer(study);
    await settle();
    expect(host.told).toEqual([{ kind: 'inquiryAnswer', id: 2, answer: { kind: 'studyChannels', study } }]);
  });

  it('that takes long tells how far it is, until it is answered', async () => {
    const { host, controller } = await prepare();
    void controller.inquire({ id: 4, inquiry: OCCLUSION });
    host.lastSession.emit({ kind: 'inquiryProgress', request: OCCLUSION.request, done: 3, total: 196 });
    expect(host.told.splice(0)).toEqual([{ kind: 'inquiryProgress', id: 4, done: 3, total: 196 }]);
    host.lastSession.visualisations[0]?.answer(makeVisualisation(new Float32Array(1)));
    await settle();
    host.lastSession.emit({ kind: 'inquiryProgress', request: OCCLUSION.request, done: 4, total: 196 });
    expect(host.takeKinds()).toEqual(['inquiryAnswer']);
  });

  it('that takes long ends the one before, of which nothing more is told', async () => {
    const { host, controller } = await prepare();
    void controller.inquire({ id: 1, inquiry: OCCLUSION });
    void controller.inquire({ id: 2, inquiry: CLASS_MAP });
    // on its way when the next one was asked
    host.lastSession.emit({ kind: 'inquiryProgress', request: OCCLUSION.request, done: 190, total: 196 });
    const [first, second] = host.lastSession.visualisations;
    first?.refuse(new Error('Something else was asked.'));
    second?.answer(makeVisualisation(new Float32Array(1)));
    await settle();
    expect(host.told).toMatchObject([{ kind: 'inquiryAnswer', id: 2 }]);
    expect(host.failures).toEqual([]);
  });

  it('that is quick leaves the one that takes long alone', async () => {
    const { host, controller } = await prepare();
    void controller.inquire({ id: 1, inquiry: OCCLUSION });
    void controller.inquire({ id: 2, inquiry: { kind: 'filters', layer: 1 } });
    host.lastSession.filterWishes[0]?.refuse(new Error('Layer "pool" has no filters that can be drawn.'));
    host.lastSession.visualisations[0]?.answer(makeVisualisation(new Float32Array(1)));
    await settle();
    expect(host.told).toMatchObject([
      { kind: 'inquiryFailed', id: 2, message: 'Layer "pool" has no filters that can be drawn.' },
      { kind: 'inquiryAnswer', id: 1 },
    ]);
    expect(host.failures).toHaveLength(1);
  });

  it('is ended by the page: the session hears of it, the page nothing more', async () => {
    const { host, controller } = await prepare();
    void controller.inquire({ id: 1, inquiry: OCCLUSION });
    await controller.handle({ kind: 'endInquiry' });
    await settle();
    expect(host.lastSession.inquiryEnds).toBe(1);
    expect(host.told).toEqual([]);
    expect(host.failures).toEqual([]);
    await controller.handle({ kind: 'endInquiry' });
    expect(host.lastSession.inquiryEnds).toBe(1);
  });

  it('fails with what the runner says when it dies', async () => {
    const { host, controller } = await prepare();
    void controller.inquire({ id: 1, inquiry: OCCLUSION });
    host.lastSession.visualisations[0]?.refuse(new Error('The runner was killed by SIGKILL.'));
    await settle();
    expect(host.told).toEqual([{ kind: 'inquiryFailed', id: 1, message: 'The runner was killed by SIGKILL.' }]);
  });
});

describe('a question at another time', () => {
  it('is refused while the model runs, and when there is no run', async () => {
    const { host, controller, finishRun } = prepareRunning();
    await controller.inquire({ id: 1, inquiry: CLASS_MAP });
    expect(host.told.splice(0)).toEqual([
      { kind: 'inquiryFailed', id: 1, message: 'The model is running. Ask again when the run is done.' },
    ]);
    await finishRun();
    void controller.setPicture(makePicture('scene'));
    host.told.splice(0);
    await controller.inquire({ id: 2, inquiry: CLASS_MAP });
    expect(host.told.splice(0)).toMatchObject([{ kind: 'inquiryFailed', id: 2 }]);
    controller.cancel();
    host.told.splice(0);
    await controller.inquire({ id: 3, inquiry: CLASS_MAP });
    expect(host.told).toEqual([
      { kind: 'inquiryFailed', id: 3, message: 'There is no finished run to ask about. Run the model first.' },
    ]);
    expect(host.lastSession.visualisations).toEqual([]);
  });

  it('is forgotten when the model runs on another picture, or the panel is closed', async () => {
    const { host, controller, finishRun } = await prepare();
    void controller.inquire({ id: 1, inquiry: OCCLUSION });
    void controller.setPicture(makePicture('scene'));
    host.lastSession.visualisations[0]?.refuse(new Error('The model runs again.'));
    await settle();
    expect(host.takeKinds()).toEqual(['picture', 'runStarted']);
    await finishRun();
    void controller.inquire({ id: 2, inquiry: OCCLUSION });
    controller.dispose();
    await settle();
    expect(host.told).toEqual([]);
    expect(host.failures).toEqual([]);
  });

  it('asked by a page that was loaded anew meanwhile is ended and not answered', async () => {
    const { host, controller } = await prepare();
    void controller.inquire({ id: 1, inquiry: OCCLUSION });
    void controller.inquire({ id: 2, inquiry: { kind: 'filters', layer: 1 } });
    controller.replay();
    await settle();
    expect(host.lastSession.inquiryEnds).toBe(1);
    host.lastSession.filterWishes[0]?.refuse(new Error('No filters.'));
    await settle();
    expect(host.told.filter(({ kind }) => kind.startsWith('inquiry'))).toEqual([]);
  });
});
