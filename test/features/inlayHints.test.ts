// The hint at the end of a layer call: its text and its place.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { Unknown, type Application, type LayerReading, type ReceptiveField } from '../../src/analyser/index';
import { symbol } from '../../src/analyser/formulas/quantity';
import { hintText, makeInlayHints, type HintParts } from '../../src/features/inlayHints';
import { LineMap } from '../../src/features/lineMap';
import { squareField, TestFile, wholeField } from '../support/fileAnalysis';
import { makeSample } from '../support/sampleAnalysis';

const PARTS: HintParts = { shape: true, parameters: true, macs: false, receptiveField: true };
const file = new TestFile('call();');
const call = file.rangeOf('call()');
const reading = (figures: Partial<LayerReading>, className = 'Conv2D'): LayerReading =>
  file.reading(call, 'layer', className, figures);

describe('the text of a hint', () => {
  const full = reading({
    outputShape: [null, 56, 56, 128],
    parameters: 147_584,
    macs: 462_422_016,
    receptiveField: squareField(99, 8, 45),
  });

  it('has shape, parameters and receptive field', () => {
    expect(hintText([full], PARTS)).toBe('56×56×128 · 147.6K · RF 99');
  });

  it('has the parts that are switched on', () => {
    expect(hintText([full], { ...PARTS, macs: true, receptiveField: false })).toBe('56×56×128 · 147.6K · 462.4 MMACs');
    expect(hintText([full], { shape: false, parameters: true, macs: false, receptiveField: false })).toBe('147.6K');
    expect(hintText([full], { shape: false, parameters: false, macs: false, receptiveField: false })).toBe('');
  });

  it('has the shape of every output', () => {
    const text = `import * as tf from '@tensorflow/tfjs';
tf.layers.lstm({ units: 3, returnState: true, returnSequences: true }).apply(tf.input({ shape: [7, 5] }));
tf.layers.rnn({ cell: [1, 2, 3, 4].map((units) => tf.layers.simpleRNNCell({ units })), returnState: true }).apply(tf.input({ shape: [7, 5] }));`;
    const { layerCalls } = createAnalyser({ readFile: () => text }).analyse('/project/model.ts');
    const shape = { shape: true, parameters: false, macs: false, receptiveField: false };
    const texts = layerCalls.map(({ readings }) => hintText(readings, shape));
    expect(texts).toEqual(expect.arrayContaining(['7×3, 3, 3', '4, 4, 3, 2, … 5 outputs']));
  });

  it('asks for no field where there is no picture, as in a generator that starts from a vector', () => {
    const text = `import * as tf from '@tensorflow/tfjs';
const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [100], units: 48 }));
model.add(tf.layers.reshape({ targetShape: [4, 4, 3] }));
model.add(tf.layers.conv2dTranspose({ filters: 8, kernelSize: 3, strides: 2, padding: 'same' }));`;
    const { layerCalls } = createAnalyser({ readFile: () => text }).analyse('/project/model.ts');
    expect(layerCalls.map(({ readings }) => hintText(readings, PARTS))).toEqual(['48 · 4.85K', '4×4×3', '8×8×8 · 224']);
  });

  it('leaves out parameters of 0 and fields that say nothing', () => {
    expect(hintText([reading({ outputShape: [null, 4608] }, 'Flatten')], PARTS)).toBe('4608');
    const pooled = reading({ outputShape: [null, 64], receptiveField: wholeField(28) });
    expect(hintText([pooled], PARTS)).toBe('64');
    const input = reading({ outputShape: [null, 28, 28, 1], receptiveField: squareField(1, 1, 0) }, 'InputLayer');
    expect(hintText([input], PARTS)).toBe('28×28×1');
  });

  it('shows axes that differ and fields that do not line up', () => {
    const uneven: ReceptiveField = {
      size: [7, 3],
      extent: [7, 3],
      stride: [1, 1],
      padding: [3, 1],
      aligned: true,
      global: false,
    };
    expect(hintText([reading({ outputShape: [null, 9, 9, 1], receptiveField: uneven })], PARTS)).toBe('9×9×1 · RF 7×3');
    const crooked = reading({ outputShape: [null, 9, 9, 1], receptiveField: squareField(99, 8, 45, false) });
    expect(hintText([crooked], PARTS)).toBe('9×9×1 · RF ≤99');
  });

  it('shows ? for what is unknown and formulas for what is symbolic', () => {
    const unknown = new Unknown('read from a file', call);
    const lost = reading({ outputShape: unknown, parameters: unknown, receptiveField: unknown });
    expect(hintText([lost], PARTS)).toBe('? · ? · RF ?');
    expect(hintText([reading({ outputShape: [null, 28, 28, symbol('C')] })], PARTS)).toBe('28×28×C');
  });

  it('counts several readings and shows their range within the length VS Code shows', () => {
    const readings = [
      [56, 64, 36_928, 11],
      [28, 128, 147_584, 43],
      [7, 512, 2_359_808, 427],
    ].map(([size = 0, channels = 0, parameters = 0, field = 0]) =>
      reading({ outputShape: [null, size, size, channels], parameters, receptiveField: squareField(field, 1, 0) }),
    );
    expect(hintText(readings, PARTS)).toBe('×3 · 56×56×64…7×7×512 · 36.9K–2.36M');
    expect(hintText(readings, { ...PARTS, parameters: false })).toBe('×3 · 56×56×64…7×7×512 · RF 11–427');
    expect(hintText([full, full], PARTS)).toBe('×2 · 56×56×128 · 147.6K · RF 99');
  });
});

describe('the place of a hint', () => {
  it("is the end of the line in which the call ends; tfjs's own input layer has none", () => {
    const { analysis, source } = makeSample();
    const lines = new LineMap(source.text);
    const hints = makeInlayHints(analysis, lines, PARTS);
    expect(hints.map(({ offset, text }) => [lines.positionAt(offset).line, text])).toEqual([
      [3, '28×28×128 · 73.9K · RF 3'],
      [4, '28×28×128 · 512 · RF 3'],
      [6, '100352'],
      [8, '10 · 1M'],
    ]);
    for (const { offset } of hints) expect(lines.lineEnd(lines.positionAt(offset).line)).toBe(offset);
  });

  it('is the own call for all but the outermost of several on a line', () => {
    const text = 'y = relu().apply(norm().apply(x));\n';
    const source = new TestFile(text);
    const inner = source.reading(source.rangeOf('norm()'), 'norm', 'BatchNormalization', {
      outputShape: [null, 8, 8, 4],
      parameters: 16,
    });
    const use = (of: LayerReading, inputs: Application['inputs']): Application => ({
      layer: of.layer,
      inputs,
      outputs: [],
      call: source.rangeOf('x'),
    });
    const first = use(inner, []);
    const outer = source.reading(source.rangeOf('relu()'), 'relu', 'ReLU', { outputShape: [null, 8, 8, 4] });
    const second = use(outer, [{ shape: [null, 8, 8, 4], producer: first }]);
    const analysis = source.analysis(
      [],
      [],
      [
        { ...inner, application: first },
        { ...outer, application: second },
      ],
    );
    const hints = makeInlayHints(analysis, new LineMap(text), PARTS);
    expect(hints.map(({ offset, text: shown }) => [offset, shown])).toEqual([
      [source.rangeOf('norm()').end, '8×8×4 · 16'],
      [text.length - 1, '8×8×4'],
    ]);
  });
});
