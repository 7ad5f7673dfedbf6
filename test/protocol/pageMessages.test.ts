// What arrives from the comparison page and the graph page is checked: the message with its known fields, or nothing.

import { describe, expect, it } from 'vitest';
import { parseComparisonMessage, parseComparisonRestore } from '../../src/protocol/comparison';
import { parseGraphMessage, parseGraphRestore } from '../../src/protocol/layerGraph';

const MODEL = { uri: 'file:///project/model.ts', modelName: 'model', line: 12 };
const NONSENSE = [undefined, null, 'ready', 7, [], {}, { kind: 'runModel' }, { kind: 'toString' }];

describe('messages', () => {
  it.each([
    { kind: 'ready' },
    { kind: 'addModel' },
    { kind: 'removeModel', model: 1 },
    { kind: 'openModel', model: 0 },
    { kind: 'openNetwork', id: 'resnet50' },
  ])('of the comparison: $kind', (message) => {
    expect(parseComparisonMessage({ ...message, extra: 'dropped' })).toEqual(message);
  });

  it.each([
    { kind: 'ready' },
    { kind: 'revealModel' },
    { kind: 'revealLayer', id: 'conv1 (use 2)' },
    { kind: 'revealBlock', id: 'stage.1/block' },
  ])('of the graph: $kind', (message) => {
    expect(parseGraphMessage({ ...message, extra: 'dropped' })).toEqual(message);
  });

  it.each([
    ...NONSENSE,
    { kind: 'removeModel', model: -1 },
    { kind: 'openModel', model: 0.5 },
    { kind: 'openNetwork', id: '' },
    { kind: 'revealLayer', id: 'x'.repeat(5000) },
    { kind: 'revealBlock', id: 3 },
  ])('that are none are refused: %j', (message) => {
    expect(parseComparisonMessage(message)).toBeUndefined();
    expect(parseGraphMessage(message)).toBeUndefined();
  });
});

describe('states of pages that a reload left behind', () => {
  it('hold the models', () => {
    const factory = { ...MODEL, factory: 'build' };
    expect(parseComparisonRestore({ models: [MODEL, factory], drawn: [] })).toEqual({ models: [MODEL, factory] });
    expect(parseGraphRestore({ model: { ...MODEL, extra: 1 }, unfolded: [] })).toEqual(MODEL);
  });

  it.each([...NONSENSE, { models: [] }, { models: [MODEL, {}] }, { models: MODEL, model: { ...MODEL, line: '12' } }])(
    'are refused when broken: %j',
    (state) => {
      expect(parseComparisonRestore(state)).toBeUndefined();
      expect(parseGraphRestore(state)).toBeUndefined();
    },
  );
});
