// What the extension takes from a page: its messages and the state it kept. Anything else is refused.

import { describe, expect, it } from 'vitest';
import { parsePageMessage, parsePanelRestore } from '../../src/protocol/panel';
import { MODEL } from './standInSession';

describe('a message from the page', () => {
  it.each([
    { kind: 'ready' },
    { kind: 'run' },
    { kind: 'cancel' },
    { kind: 'useSample', id: 'scene' },
    { kind: 'choosePicture' },
    { kind: 'chooseWeights' },
    { kind: 'showLayer', layer: 12 },
    { kind: 'revealLayer', layer: 0 },
    { kind: 'revealModel' },
    { kind: 'manageTrust' },
    { kind: 'showOutput' },
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
  ])('%j is refused', (value) => {
    expect(parsePageMessage(value)).toBeUndefined();
  });
});

describe('the state of a page', () => {
  it('brings back the model and the picture', () => {
    const picture = { kind: 'file', uri: 'file:///cat.png' };
    expect(parsePanelRestore({ model: MODEL, picture, tileSide: 72 })).toEqual({ model: MODEL, picture });
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
