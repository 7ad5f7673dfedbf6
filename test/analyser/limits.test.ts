// Texts without end: each analysis ends, says where it stopped, and keeps what it knew by then.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import type { FileAnalysis } from '../../src/analyser/index';
import { hostOf } from '../support/annotatedSource';

const FILE = '/project/model.ts';
const HEAD = `import * as tf from '@tensorflow/tfjs';
const model = tf.sequential();
model.add(tf.layers.dense({ units: 3, inputShape: [2] }));
`;

function analyse(text: string): FileAnalysis {
  return createAnalyser(hostOf(new Map([[FILE, text]]))).analyse(FILE);
}

/** The text at which each early end points. */
function stops({ findings }: FileAnalysis, text: string): string[] {
  return findings
    .filter(({ rule }) => rule === 'analysis-stopped')
    .map(({ range, message }) => `${text.slice(range.start, range.end).split('\n')[0] ?? ''}: ${message}`);
}

const ENDLESS: Readonly<Record<string, readonly [text: string, stop: RegExp]>> = {
  'a loop that makes layers': ['while (true) model.add(tf.layers.dense({ units: 3 }));', /steps/],
  'a loop that makes layers until something that never comes': [
    'for (let i = 0; i !== 0.5; i++) tf.layers.dense({ units: 3 });',
    /steps/,
  ],
  'models of one layer': ['while (true) tf.sequential({ layers: [model.layers[0]!] });', /steps/],
  'one layer applied to itself': [
    'const again = tf.layers.dense({ units: 3 });\nlet x = model.output;\nfor (;;) x = again.apply(x);',
    /steps/,
  ],
  'functional models': [
    'const y = tf.layers.dense({ units: 1 }).apply(model.output);\nfor (;;) tf.model({ inputs: model.inputs, outputs: y });',
    /steps/,
  ],
  recursion: ['const f = (n: number): number => f(n + 1);\nf(0);', /calls inside each other|nested too deeply/],
  'recursion through a class': ['class A { b = new B(); }\nclass B { a = new A(); }\nnew A();', /./],
  'recursion through an array method': [
    'const f = (a: number[]): number[] => a.flatMap((x) => f([x, x]));\nf([1]);',
    /./,
  ],
  'recursion that branches': ['const f = (n: number): number => f(n + 1) + f(n + 2);\nf(0);', /./],
  'a recursive getter': ['class A { get x(): number { return this.x; } }\nnew A().x;', /./],
  'a generator without end': ['function* g() { for (let i = 0; ; i++) yield i; }\nconst [first] = g();', /./],
};

describe('texts without end', () => {
  it.each(Object.entries(ENDLESS))('%s', (_title, [text, stop]) => {
    const whole = `${HEAD}${text}\nmodel.add(tf.layers.dense({ units: 4 }));\n`;
    const analysis = analyse(whole);
    const [first] = analysis.layerCalls;
    expect(first?.readings[0]?.outputShape).toEqual([null, 3]);
    const said = stops(analysis, whole);
    if (said.length > 0) expect(said.join()).toMatch(stop);
    else expect(analysis.layerCalls.at(-1)?.readings).toHaveLength(1);
  });

  it('a loop that makes nothing is passed over', () => {
    const whole = `${HEAD}let n = 0;\nwhile (true) n++;\nmodel.add(tf.layers.dense({ units: 4 }));\n`;
    const analysis = analyse(whole);
    expect(analysis.layerCalls).toHaveLength(2);
    expect(stops(analysis, whole)).toEqual([]);
  });

  it('what unknown branches have to copy counts: a large object filled in them is too long to follow', () => {
    const whole = `${HEAD}const seen = {};
let last = 0;
for (let i = 0; i < 3000; i++) {
  last = i;
  if (Date.now() > i) seen['k' + i] = i;
}
model.add(tf.layers.dense({ units: last }));
`;
    const analysis = analyse(whole);
    expect(stops(analysis, whole)).toEqual([]);
    expect(analysis.layerCalls[1]?.readings[0]?.outputShape).toEqual([
      null,
      expect.objectContaining({ reason: 'it changes in a loop that is too long to follow' }),
    ]);
  });

  it('growing text, arrays and objects', () => {
    const whole = `${HEAD}let s = 'ab';
let list = [1];
for (let i = 0; i < 200; i++) {
  s += s;
  list = [...list, ...list];
}
model.add(tf.layers.dense({ units: 4 }));
`;
    expect(analyse(whole).layerCalls[0]?.readings[0]?.parameters).toBe(9);
  });
});

describe('large texts', () => {
  it('10,000 layers by a loop, with every figure', () => {
    const whole = `${HEAD}for (let i = 0; i < 10_000; i++) model.add(tf.layers.dense({ units: 3 }));\n`;
    const analysis = analyse(whole);
    expect(stops(analysis, whole)).toEqual([]);
    expect(analysis.layerCalls[1]?.readings).toHaveLength(10_000);
    expect(analysis.models[0]?.totals.parameters).toBe(9 + 10_000 * 12);
  });

  it('10,000 layers one after the other in a functional model', () => {
    const whole = `import * as tf from '@tensorflow/tfjs';
const input = tf.input({ shape: [8, 8, 4] });
let x = input;
for (let i = 0; i < 10_000; i++) x = tf.layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same' }).apply(x);
const model = tf.model({ inputs: input, outputs: x });
`;
    const [model] = analyse(whole).models;
    expect(model?.totals.parameters).toBe(10_000 * 148);
    expect(model?.receptiveField).toMatchObject({ size: [20_001, 20_001] });
  });

  it('a text of 5 MB', () => {
    const filler =
      `// ${'x'.repeat(97)}\n`.repeat(25_000) + 'const table = [' + '[1, 2, 3],\n'.repeat(230_000) + '];\n';
    const whole = `${filler}${HEAD}`;
    expect(whole.length).toBeGreaterThan(5_000_000);
    expect(analyse(whole).layerCalls[0]?.readings[0]?.parameters).toBe(9);
  });

  it.each([
    ['brackets', `${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
    ['sums', `${'1 + '.repeat(20_000)}1`],
    ['arrays', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['half-typed calls', 'f('.repeat(20_000)],
  ])('%s inside each other end with a reason', (_title, value) => {
    const whole = `${HEAD}const n = ${value};\n`;
    expect(stops(analyse(whole), whole).join()).toMatch(/nested too deeply/);
  });
});
