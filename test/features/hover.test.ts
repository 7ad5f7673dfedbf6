// The hover of a layer call.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { Unknown } from '../../src/analyser/index';
import { makeHover } from '../../src/features/hover';
import { squareField, TestFile } from '../support/fileAnalysis';
import { CONV, makeSample, sourcesOf } from '../support/sampleAnalysis';

function hoverAt(text: string): string | undefined {
  const { analysis, source, sources } = makeSample();
  return makeHover(analysis, source.rangeOf(text).start, sources)?.markdown;
}

describe('the hover of a layer', () => {
  it('shows the figures with their arithmetic', () => {
    const markdown = hoverAt(CONV);
    expect(markdown).toContain('**conv2d\\_Conv2D1** — Conv2D');
    expect(markdown).toContain('28×28×64 → **28×28×128**');
    expect(markdown).toContain('3·3·64·128 + 128 = 73,856 · 6.9 % of the model');
    expect(markdown).toContain('28·28·3·3·64·128 = 57,802,752 (57.8 MMACs) · 98.3 % of the model');
    expect(markdown).toContain('401.4 kB for one sample');
    expect(markdown).toContain('**3×3, stride 1, padding 1** — aligned');
    expect(markdown).toContain('MACs are multiplications of convolution');
  });

  it('tells trainable parameters from others, and leaves MACs out where there are none', () => {
    const markdown = hoverAt('tf.layers.batchNormalization');
    expect(markdown).toContain('128 + 128 + 128 + 128 = 512, 256 of them not trainable');
    expect(markdown).not.toContain('MACs');
  });

  it('says that a dense layer sees the whole input', () => {
    expect(hoverAt('tf.layers.dense')).toContain('the whole input (28×28)');
  });

  it('tells what is counted in the call of a custom layer', () => {
    const text = `import * as tf from '@tensorflow/tfjs';
class Gram extends tf.layers.Layer {
  static className = 'Gram';
  call([x]: any) { return tf.matMul(x, x, false, true); }
}
new Gram({}).apply(tf.input({ shape: [4, 4] }));`;
    const file = '/project/model.ts';
    const analysis = createAnalyser({ readFile: () => text }).analyse(file);
    const sources = { textOf: () => text, linkTo: () => undefined, shortName: () => 'model.ts' };
    const markdown = makeHover(analysis, text.indexOf('new Gram'), sources)?.markdown;
    expect(markdown).toContain('| MACs | 4·4·4 = 64');
    expect(markdown).toContain('the convolutions, matrix products and layers in its `call`');
  });

  it('is there only over layer calls', () => {
    expect(hoverAt('import')).toBeUndefined();
  });

  it('covers the whole call', () => {
    const { analysis, source, sources } = makeSample();
    expect(makeHover(analysis, source.rangeOf('filters').start, sources)?.range).toEqual(source.rangeOf(CONV));
  });
});

it('gives the reason for what is unknown and links to the expression', () => {
  const source = new TestFile('const n = Number(argv[2]);\nlayer(n);\n');
  const unknown = new Unknown('its value comes from outside the program', source.rangeOf('Number(argv[2])'));
  const reading = source.reading(source.rangeOf('layer(n)'), 'dense_Dense1', 'Dense', {
    outputShape: [null, unknown],
    parameters: unknown,
    trainableParameters: unknown,
    macs: unknown,
  });
  const analysis = source.analysis([], [], [reading]);
  const markdown = makeHover(analysis, source.rangeOf('layer(n)').start, sourcesOf([source]))?.markdown;
  expect(markdown).toContain(
    'Output shape, parameters, MACs unknown: its value comes from outside the program — `Number(argv[2])` at [model.ts:1](file:///project/model.ts#L1,11)',
  );
});

it('lists several readings with their call paths', () => {
  const source = new TestFile('layer();\nblock(1);\nblock(2);\n');
  const call = source.rangeOf('layer()');
  const readings = ['block(1)', 'block(2)'].map((text, index) =>
    source.reading(call, `conv_${String(index)}`, 'Conv2D', {
      path: [source.rangeOf(text)],
      outputShape: [null, 8, 8, 16 * (index + 1)],
      parameters: 100,
      receptiveField: squareField(3 + 2 * index, 1, 1),
    }),
  );
  const markdown = makeHover(source.analysis([], [], readings), call.start, sourcesOf([source]))?.markdown;
  expect(markdown).toContain('**Conv2D** — evaluated 2 times');
  expect(markdown).toContain('| conv\\_0 | [model.ts:2](file:///project/model.ts#L2,1) | 8×8×16 | 100 | 0 | 3 |');
  expect(markdown).toContain('| conv\\_1 | [model.ts:3](file:///project/model.ts#L3,1) | 8×8×32 | 100 | 0 | 5 |');
});

it("never lets a name of the user's file become markup", () => {
  const source = new TestFile('layer()');
  const reading = source.reading(source.rangeOf('layer()'), '[x](command:evil) <b>', 'Conv2D');
  const markdown = makeHover(source.analysis([], [], [reading]), 0, sourcesOf([source]))?.markdown;
  expect(markdown).toContain('\\[x\\]\\(command:evil\\) \\<b\\>');
});
