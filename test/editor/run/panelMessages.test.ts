// What the extension takes from a page: its messages and the state it kept. Anything else is refused.

import { describe, expect, it } from 'vitest';
import { parsePageMessage } from '../../../src/protocol/panel';
import { parsePanelRestore } from '../../../src/protocol/panelRestore';
import { MODEL } from './standInSession';

describe('a message from the page', () => {
  it.each([
    { kind: 'ready' },
    { kind: 'run' },
    { kind: 'cancel' },
    { kind: 'useSample', id: 'scene' },
    { kind: 'choosePicture' },
    { kind: 'chooseWeights' },
    { kind: 'changeArguments' },
    { kind: 'writeArguments' },
    { kind: 'showLayer', layer: 12 },
    { kind: 'revealLayer', layer: 0 },
    { kind: 'revealModel' },
    { kind: 'endInquiry' },
    { kind: 'manageTrust' },
    { kind: 'showOutput' },
    { kind: 'compareWith', what: 'picture' },
    { kind: 'endComparison' },
    { kind: 'compared', wish: { kind: 'showLayer', layer: 3 } },
    { kind: 'compared', wish: { kind: 'changeArguments' } },
    { kind: 'compared', wish: { kind: 'inquire', id: 2, inquiry: { kind: 'filters', layer: 1 } } },
  ])('$kind is taken as it is', (message) => {
    expect(parsePageMessage({ ...message, more: 'not this' })).toEqual(message);
  });

  it.each([
    undefined,
    null,
    'run',
    [],
    {},
    { kind: 'format disk' },
    { kind: 'useSample' },
    { kind: 'useSample', id: '' },
    { kind: 'useSample', id: 'x'.repeat(5000) },
    { kind: 'showLayer', layer: -1 },
    { kind: 'showLayer', layer: 1.5 },
    { kind: 'showLayer', layer: '1' },
    { kind: 'showLayer', layer: Number.NaN },
    { kind: 'revealLayer', layer: 1e9 },
    { kind: 'compareWith', what: 'everything' },
    { kind: 'compared' },
    { kind: 'compared', wish: { kind: 'showOutput' } },
    { kind: 'compared', wish: { kind: 'writeArguments' } },
    { kind: 'compared', wish: { kind: 'compared', wish: { kind: 'run' } } },
  ])('%j is refused', (value) => {
    expect(parsePageMessage(value)).toBeUndefined();
  });
});

describe('a question of the page', () => {
  const position = { row: 3, column: 0 };
  it.each([
    { kind: 'visualise', request: { kind: 'channel', layer: 2, channel: 5, rule: 'guided' } },
    { kind: 'visualise', request: { kind: 'channel', layer: 2, channel: 5, rule: 'deconvnet', position } },
    { kind: 'visualise', request: { kind: 'measuredField', layer: 2, position } },
    { kind: 'visualise', request: { kind: 'classMap', layer: 2 } },
    { kind: 'visualise', request: { kind: 'classMap', layer: 2, classIndex: 281 } },
    { kind: 'visualise', request: { kind: 'occlusion', layer: 2, channel: 0 } },
    { kind: 'experiment', request: { switchedOff: [], shift: { down: -4, right: 0 } } },
    { kind: 'experiment', request: { switchedOff: [3, 17], shift: { down: 0, right: 0 } } },
    { kind: 'filters', layer: 1 },
    { kind: 'studyChannels', layer: 9 },
  ])('%j is taken, without what else it has', (inquiry) => {
    const message = { kind: 'inquire', id: 8, inquiry };
    expect(parsePageMessage({ ...message, inquiry: { ...inquiry, more: 1 } })).toEqual(message);
  });

  const shift = { down: 0, right: 0 };
  it.each([
    undefined,
    'filters',
    { kind: 'run' },
    { kind: 'filters' },
    { kind: 'studyChannels', layer: -1 },
    { kind: 'visualise' },
    { kind: 'visualise', request: { kind: 'channel', layer: 2, channel: 5 } },
    { kind: 'visualise', request: { kind: 'channel', layer: 2, channel: 5, rule: 'best' } },
    { kind: 'visualise', request: { kind: 'channel', layer: 2, channel: 5, rule: 'guided', position: { row: 1 } } },
    { kind: 'visualise', request: { kind: 'measuredField', layer: 2 } },
    { kind: 'visualise', request: { kind: 'measuredField', layer: 2, position: { row: 0.5, column: 1 } } },
    { kind: 'visualise', request: { kind: 'classMap', layer: 2, classIndex: 'cat' } },
    { kind: 'visualise', request: { kind: 'occlusion', layer: 2 } },
    { kind: 'visualise', request: { kind: 'other', layer: 2 } },
    { kind: 'experiment', request: { switchedOff: 3, shift } },
    { kind: 'experiment', request: { switchedOff: ['conv'], shift } },
    { kind: 'experiment', request: { switchedOff: new Array<number>(20_000).fill(1), shift } },
    { kind: 'experiment', request: { switchedOff: [] } },
    { kind: 'experiment', request: { switchedOff: [], shift: { down: 0.5, right: 0 } } },
    { kind: 'experiment', request: { switchedOff: [], shift: { down: 1e9, right: 0 } } },
  ])('%j is refused', (inquiry) => {
    expect(parsePageMessage({ kind: 'inquire', id: 8, inquiry })).toBeUndefined();
  });

  it('needs a number', () => {
    expect(parsePageMessage({ kind: 'inquire', inquiry: { kind: 'filters', layer: 1 } })).toBeUndefined();
  });
});

describe('the state of a page', () => {
  it('brings back the model and the picture', () => {
    const picture = { kind: 'file', uri: 'file:///cat.png' };
    expect(parsePanelRestore({ model: MODEL, picture, tileSide: 72 })).toEqual({ model: MODEL, picture });
  });

  it('brings back what the user was told of its arguments', () => {
    const model = { ...MODEL, givenArguments: 'classes=10' };
    expect(parsePanelRestore({ model })?.model).toEqual(model);
    expect(parsePanelRestore({ model: { ...MODEL, givenArguments: { classes: 10 } } })?.model).toEqual(MODEL);
  });

  it('brings back what is compared with', () => {
    const withModel = { kind: 'model', model: { ...MODEL, name: 'other' } };
    expect(parsePanelRestore({ model: MODEL, comparedWith: { ...withModel, more: 1 } })?.comparedWith).toEqual(
      withModel,
    );
    const withPicture = { kind: 'picture', picture: { kind: 'sample', id: 'scene' } };
    expect(parsePanelRestore({ model: MODEL, comparedWith: withPicture })?.comparedWith).toEqual(withPicture);
    for (const broken of [{ kind: 'model', model: {} }, { kind: 'picture' }, { kind: 'layer' }, 'model']) {
      expect(parsePanelRestore({ model: MODEL, comparedWith: broken })?.comparedWith).toBeUndefined();
    }
  });

  it('without a usable picture brings back the model', () => {
    expect(parsePanelRestore({ model: MODEL, picture: { kind: 'sample' } })).toEqual({
      model: MODEL,
      picture: undefined,
    });
  });

  it.each([
    undefined,
    {},
    { model: {} },
    { model: { ...MODEL, line: -4 } },
    { model: { ...MODEL, file: 7 } },
    { model: { ...MODEL, arguments: [] } },
    { model: { ...MODEL, factory: null } },
  ])('%j is refused', (value) => {
    expect(parsePanelRestore(value)).toBeUndefined();
  });
});
