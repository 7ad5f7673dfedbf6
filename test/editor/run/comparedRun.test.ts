// The run beside a panel's own: what it runs, on which picture, and that one thing at a time is told of it.

import { describe, expect, it } from 'vitest';
import { ComparedRun } from '../../../src/editor/run/comparedRun';
import type { Asking } from '../../../src/editor/run/runArguments';
import { RunController } from '../../../src/editor/run/runController';
import type { ComparedWith, PanelModel, ToPage } from '../../../src/protocol/panel';
import { MODEL, SUMMARY, StandInHost, makeMaps, makePicture, settle } from './standInSession';

const OTHER: PanelModel = { ...MODEL, title: 'other', name: 'other', file: '/project/other.ts' };
const WITH_MODEL: ComparedWith = { kind: 'model', model: OTHER };
const WITH_PICTURE: ComparedWith = { kind: 'picture', picture: { kind: 'sample', id: 'scene' } };
const OWN = { model: MODEL, picture: makePicture('shapes') };

interface Prepared {
  readonly host: StandInHost;
  readonly compared: ComparedRun;
  /** What the page was told beside the run's own reports. */
  readonly told: ToPage[];
  /** Layers whose code was shown. */
  readonly revealed: number[];
  readonly finish: () => Promise<void>;
}

/** @param locate the model as its file has it now */
function prepare(locate = (model: PanelModel, _?: Asking): PanelModel | undefined => model): Prepared {
  const host = new StandInHost();
  const told: ToPage[] = [];
  const revealed: number[] = [];
  const compared = new ComparedRun(new RunController(host), {
    post: (message) => void told.push(message),
    locateModel: (model, asking) => Promise.resolve(locate(model, asking)),
    readPicture: (choice) =>
      choice.kind === 'sample'
        ? Promise.resolve(makePicture(choice.id))
        : Promise.reject(new Error('The picture cannot be read.')),
    chooseModel: () => Promise.resolve(OTHER),
    choosePicture: () => Promise.resolve(undefined),
    revealLayer: (_, layer) => Promise.resolve(void revealed.push(layer)),
  });
  const finish = async (): Promise<void> => {
    await settle();
    host.lastSession.runs.at(-1)?.answer(SUMMARY);
    await settle();
  };
  return { host, compared, told, revealed, finish };
}

describe('a compared run', () => {
  it('is of another model on the same picture, as the file has it now', async () => {
    const { host, compared, told, finish } = prepare((model) => ({ ...model, line: 99 }));
    compared.choose(WITH_MODEL);
    expect(told).toEqual([{ kind: 'comparedWith', comparedWith: WITH_MODEL }]);
    void compared.run(OWN);
    await finish();
    expect(host.lastSession.runs[0]?.argument).toMatchObject({
      model: { ...OTHER, line: 99 },
      picture: OWN.picture.picture,
    });
    expect(host.takeKinds()).toEqual(['picture', 'runStarted', 'stage', 'runFinished']);
  });

  it('is of the same model on another picture', async () => {
    const { host, compared, finish } = prepare();
    compared.choose(WITH_PICTURE);
    void compared.run(OWN);
    await finish();
    expect(host.lastSession.runs[0]?.argument.model).toEqual(MODEL);
    expect(host.told[0]).toMatchObject({ kind: 'picture', picture: { choice: { id: 'scene' } } });
  });

  it('follows the picture of the panel where the models differ, and only there', async () => {
    const { host, compared, finish } = prepare();
    compared.choose(WITH_MODEL);
    void compared.run(OWN);
    await finish();
    void compared.followPicture(makePicture('stripes'));
    expect(host.lastSession.runs).toHaveLength(2);
    await finish();
    compared.choose(WITH_PICTURE);
    void compared.run(OWN);
    await finish();
    await compared.followPicture(makePicture('shapes'));
    expect(host.lastSession.runs).toHaveLength(1);
  });

  it('ends its process when something else is chosen, or nothing', async () => {
    const { host, compared, finish } = prepare();
    await compared.run(OWN);
    expect(host.sessions).toHaveLength(0);
    compared.choose(WITH_MODEL);
    void compared.run(OWN);
    await finish();
    compared.choose(undefined);
    expect(host.sessions.map(({ disposals }) => disposals)).toEqual([1]);
    host.takeKinds();
    compared.replay();
    // nothing of the run before is told again but its picture
    expect(host.takeKinds()).toEqual(['picture']);
  });

  it('gives up a run under way when it runs again, and tells why it cannot', async () => {
    const { host, compared } = prepare();
    compared.choose(WITH_MODEL);
    void compared.run(OWN);
    await settle();
    void compared.run(OWN);
    await settle();
    expect(host.sessions.map(({ disposals }) => disposals)).toEqual([1, 0]);
    compared.choose({ kind: 'picture', picture: { kind: 'file', uri: 'file:///gone.png' } });
    await compared.run(OWN);
    expect(host.told.at(-1)).toMatchObject({ kind: 'failure', message: 'The picture cannot be read.' });
    expect(host.sessions.map(({ disposals }) => disposals)).toEqual([1, 1]);
  });

  it('is asked for, and waits for the run of the panel', async () => {
    const { host, compared, told } = prepare();
    await compared.ask('picture', OWN, () => false);
    expect(told).toEqual([]);
    await compared.ask('model', OWN, () => true);
    expect(told).toEqual([{ kind: 'comparedWith', comparedWith: WITH_MODEL }]);
    expect(host.sessions).toHaveLength(0);
    void compared.ask('model', OWN, () => false);
    await settle();
    expect(host.sessions).toHaveLength(1);
  });

  it('asks for other arguments, and tells which it runs with; when the user gives up, the run before goes on', async () => {
    const answers = [undefined, 'classes=3', undefined];
    const { host, compared, told } = prepare((model, asking) => {
      const givenArguments = answers.shift();
      if (asking?.isChange && givenArguments === undefined) return undefined;
      return { ...model, ...(givenArguments !== undefined && { givenArguments }) };
    });
    compared.choose(WITH_MODEL);
    await compared.handle({ kind: 'changeArguments' }, OWN);
    expect(host.sessions).toHaveLength(0);
    void compared.handle({ kind: 'changeArguments' }, OWN);
    await settle();
    const withArguments = { ...OTHER, givenArguments: 'classes=3' };
    expect(told.at(-1)).toEqual({ kind: 'comparedWith', comparedWith: { kind: 'model', model: withArguments } });
    expect(host.lastSession.runs[0]?.argument.model).toEqual(withArguments);
    await compared.handle({ kind: 'changeArguments' }, OWN);
    expect(host.sessions.map(({ disposals }) => disposals)).toEqual([0]);
  });

  it('answers what the page wishes of it', async () => {
    const { host, compared, revealed, finish } = prepare();
    compared.choose(WITH_MODEL);
    await compared.handle({ kind: 'showLayer', layer: 1 }, OWN);
    void compared.handle({ kind: 'run' }, OWN);
    await finish();
    host.takeKinds();
    void compared.handle({ kind: 'showLayer', layer: 1 }, OWN);
    host.lastSession.mapsWishes[0]?.answer(makeMaps(1));
    await settle();
    expect(host.takeKinds()).toEqual(['featureMaps']);
    await compared.handle({ kind: 'revealLayer', layer: 4 }, OWN);
    expect(revealed).toEqual([4]);
    compared.dispose();
    expect(host.lastSession.disposals).toBe(1);
  });
});
