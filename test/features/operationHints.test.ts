// Shapes in functions that are written in core operations.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import type { FileAnalysis } from '../../src/analyser/index';
import { makeInlayHints } from '../../src/features/inlayHints';
import { LineMap } from '../../src/features/lineMap';
import { describeOperation, makeOperationHints, operationAt } from '../../src/features/operationHints';
import type { Sources } from '../../src/features/sources';

const FILE = '/project/model.ts';
const HEAD = "import * as tf from '@tensorflow/tfjs';\n";
const sources = (text: string): Sources => ({
  textOf: () => text,
  linkTo: () => undefined,
  shortName: () => 'model.ts',
});

function analyse(text: string): FileAnalysis {
  return createAnalyser({ readFile: (file) => (file === FILE ? text : undefined) }).analyse(FILE);
}

/** Hints as `line: text`. */
function hints(body: string): string[] {
  const text = HEAD + body;
  const lines = new LineMap(text);
  const analysis = analyse(text);
  const layers = makeInlayHints(analysis, lines, {
    shape: true,
    parameters: false,
    macs: false,
    receptiveField: false,
  });
  return makeOperationHints(analysis, lines, layers).map(
    ({ offset, text: hint }) => `${String(lines.positionAt(offset).line + 1)}: ${hint}`,
  );
}

describe('hints at core operations', () => {
  it('tell what a line gives: the outermost call, with the batch', () => {
    expect(
      hints(`export function forward() {
  const x = tf.zeros([1, 28, 28, 1]);
  const a = tf.conv2d(x, tf.zeros([3, 3, 1, 8]), 1, 'same').relu();
  const b = tf.maxPool(a, 2, 2, 'same');
  return tf.matMul(b.reshape([1, -1]), tf.zeros([14 * 14 * 8, 10]));
}
`),
    ).toEqual(['4: 1×28×28×8', '5: 1×14×14×8', '6: 1×10']);
  });

  it('need of a tensor only the shape that it is given, and none stands for what else may be a tensor', () => {
    expect(
      hints(`export function model(pixels, gain, filter: tf.Tensor4D, bias: number) {
  const x = pixels.as4D(-1, 28, 28, 1);
  const a = tf.maxPool(x.add(bias), 2, 2, 'same');
  return tf.conv2d(a, filter, 1, 'same').mul(gain);
}
`),
    ).toEqual(['3: 28×28×1', '4: 14×14×1']);
  });

  it('are formulas in a function that nothing calls, where the types tell the rank', () => {
    expect(
      hints(`export function block(x: tf.Tensor4D, filter: tf.Tensor4D) {
  const a = tf.conv2d(x, filter, 2, 'same').relu();
  return tf.maxPool(a, 3, 1, 'valid');
}
export const project = (x: tf.Tensor<tf.Rank.R2>, w: tf.Tensor2D) => tf.matMul(x, w);
export const loose = (x: tf.Tensor, w: tf.Tensor2D) => tf.matMul(x, w);
`),
    ).toEqual([
      '3: ⌈x.shape[1]/2⌉×⌈x.shape[2]/2⌉×filter.shape[3]',
      '4: (⌈x.shape[1]/2⌉ - 2)×(⌈x.shape[2]/2⌉ - 2)×filter.shape[3]',
      '6: x.shape[0]×w.shape[1]',
    ]);
  });

  it('leave functions of layers alone, which are given symbolic tensors', () => {
    expect(
      hints(`export function block(x: tf.Tensor4D) {
  return tf.layers.conv2d({ filters: 8, kernelSize: 3 }).apply(x);
}
`),
    ).toEqual([]);
  });

  it('count the calls of a helper', () => {
    expect(
      hints(`const convolve = (x, filters) => tf.conv2d(x, tf.zeros([3, 3, x.shape[3], filters]), 2, 'same');
export const y = convolve(convolve(tf.zeros([1, 32, 32, 3]), 8), 16);
`),
    ).toEqual(['2: ×2 · 1×16×16×8…1×8×8×16']);
  });

  it("stand in a custom layer's call, without the batch", () => {
    expect(
      hints(`class Halve extends tf.layers.Layer {
  static className = 'Halve';
  computeOutputShape(shape) { return [shape[0], shape[1] / 2, shape[2] / 2, shape[3]]; }
  call(x) {
    return tf.avgPool(x, 2, 2, 'same');
  }
}
const image = tf.input({ shape: [16, 16, 4] });
export const y = new Halve().apply(image);
`),
    ).toEqual(['6: 8×8×4']);
  });

  it('are left out of functions that are no networks, and where nothing is known', () => {
    expect(
      hints(`export function loss(a, b) {
  return tf.sub(tf.zeros([4]), tf.ones([4])).square().mean();
}
export function forward(x, filter) {
  return tf.conv2d(x, filter, 1, 'same');
}
`),
    ).toEqual([]);
  });

  it('are not repeated for a loop that trains', () => {
    const [hint] = hints(`export function train() {
  for (let i = 0; i < 100000; i++) {
    tf.matMul(tf.zeros([2, 3]), tf.zeros([3, 4]));
  }
}
`);
    expect(hint).toMatch(/^4: ×\d+ · 2×4$/);
  });
});

describe('the hover', () => {
  const text = `${HEAD}export const y = tf.conv2d(tf.zeros([1, 28, 28, 1]), tf.zeros([3, 3, 1, 8]), 1, 'same').relu();\n`;

  it('has input, output and multiply-adds of the call under the pointer', () => {
    const call = operationAt(analyse(text), text.indexOf('conv2d'));
    expect(call && describeOperation(call, sources(text))).toBe(
      ['**tf.conv2d**', '1×28×28×1 → **1×28×28×8**', 'MACs: 3·3·1·8·28·28 = 56,448'].join('\n\n'),
    );
    const relu = operationAt(analyse(text), text.indexOf('relu'));
    expect(relu && describeOperation(relu, sources(text))).toMatch(/^\*\*tf\.relu\*\*/);
  });

  it('says why a shape is not known', () => {
    const unknown = `${HEAD}export const y = tf.conv2d(tf.zeros([1, 28, 28, 1]), load(), 1, 'same');\n`;
    const call = operationAt(analyse(unknown), unknown.indexOf('conv2d'));
    expect(call && describeOperation(call, sources(unknown))).toMatch(/output shape unknown: .*load.* at model\.ts:2/);
  });
});

it('no layer hint stands at the methods of a custom layer that the file only defines', () => {
  const analysis = analyse(`${HEAD}export class Scale extends tf.layers.Layer {
  static className = 'Scale';
  build(shape) { this.kernel = this.addWeight('kernel', [shape[3]], 'float32', tf.initializers.ones()); }
  call(x) { return tf.mul(x, this.kernel.read()); }
}
`);
  expect(analysis.layerCalls).toEqual([]);
});
