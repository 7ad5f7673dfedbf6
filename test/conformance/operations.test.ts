// Core operations: the shape that the analyser reads for each call, and the one of the tensor that tfjs makes.

import * as tfjs from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { operationCalls } from './operationCalls';

const FILE = '/project/model.ts';

/** What the analyser makes of `f(tf).shape`, for the text of f. */
function readShape(text: string): unknown {
  const program = `import * as tf from '@tensorflow/tfjs';\ntf.layers.reLU({ shape: (${text})(tf).shape });\n`;
  const { layerCalls } = createAnalyser({ readFile: (file) => (file === FILE ? program : undefined) }).analyse(FILE);
  return layerCalls[0]?.readings[0]?.layer.config.get('shape');
}

beforeEach(async () => {
  await tfjs.setBackend('cpu');
  tfjs.engine().startScope();
});

afterEach(() => {
  tfjs.engine().endScope();
});

describe.each(Object.entries(operationCalls))('%s', (_group, calls) => {
  it.each(calls.map((call) => [String(call).replace('(tf) => ', ''), call] as const))('%s', (_text, call) => {
    expect(readShape(String(call))).toEqual(call(tfjs).shape);
  });
});
