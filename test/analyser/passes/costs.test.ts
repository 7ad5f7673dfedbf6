// Costs by the counting conventions, with the arithmetic that a hover shows.

import { describe, expect, it } from 'vitest';
import { isUnknown, symbol } from '../../../src/analyser/formulas/quantity';
import type { SumOfProducts } from '../../../src/analyser/formulas/sumOfProducts';
import { dimensionText } from '../../../src/analyser/graph/shape';
import { costsOf } from '../../../src/analyser/passes/costs';
import { Nested, createLayer } from '../../conformance/layersRun';
import { applyTo, input } from '../layers/buildGraph';

function costs(
  factory: string,
  config: Readonly<Record<string, unknown>>,
  ...sizes: (number | null)[]
): ReturnType<typeof costsOf> {
  return costsOf(applyTo(createLayer(factory, config), input(...sizes)).layer);
}

/** `3·3·64·128 + 128` */
const termsText = (terms: SumOfProducts): string => terms.map((factors) => factors.map(String).join('·')).join(' + ');

describe('costs', () => {
  it('convolution: weights at every output position, bias among the parameters only', () => {
    const found = costs('conv2d', { filters: 128, kernelSize: 3, strides: 2, padding: 'same' }, 56, 56, 64);
    expect(termsText(found.parameterTerms)).toBe('3·3·64·128 + 128');
    expect(termsText(found.macTerms)).toBe('3·3·64·128·28·28');
    expect(found).toMatchObject({
      parameters: 73_856,
      trainableParameters: 73_856,
      macs: 57_802_752,
      activationBytes: 4 * 28 * 28 * 128,
    });
  });

  it('depthwise separable: both halves', () => {
    const found = costs(
      'separableConv2d',
      { filters: 16, kernelSize: 3, depthMultiplier: 2, useBias: false },
      10,
      10,
      8,
    );
    expect(termsText(found.macTerms)).toBe('3·3·8·2·8·8 + 16·16·8·8');
    expect(found.parameters).toBe(3 * 3 * 8 * 2 + 16 * 16);
  });

  it('transposed convolution: the weights once per input position', () => {
    const found = costs('conv2dTranspose', { filters: 4, kernelSize: 2, strides: 2 }, 5, 7, 3);
    expect(found.macs).toBe(2 * 2 * 4 * 3 * 5 * 7);
  });

  it('batch normalisation: moving statistics are not trainable, no multiply-adds', () => {
    expect(costs('batchNormalization', {}, 8, 8, 32)).toMatchObject({
      parameters: 128,
      trainableParameters: 64,
      macs: 0,
      macTerms: [],
    });
  });

  it('recurrent layers: the weights of every gate at every step, in both directions', () => {
    const steps = 5 * (3 * 16 + 4 * 16);
    expect(costs('lstm', { units: 4 }, 5, 3).macs).toBe(steps);
    const layer = new Nested('lstm', { units: 4 });
    expect(costs('bidirectional', { layer }, 5, 3).macs).toBe(2 * steps);
  });

  it('timeDistributed: the layer inside at every step', () => {
    const layer = new Nested('dense', { units: 10 });
    expect(costs('timeDistributed', { layer }, 5, 3).macs).toBe(5 * 3 * 10);
  });

  it('frozen layers keep their parameters and train none', () => {
    expect(costs('dense', { units: 10, trainable: false }, 3)).toMatchObject({
      parameters: 40,
      trainableParameters: 0,
    });
  });

  it('symbols stay in the figures', () => {
    const found = costs('conv2d', { filters: symbol('C'), kernelSize: 1 }, 8, 8, 3);
    expect(dimensionText(found.parameters)).toBe('4·C');
    expect(dimensionText(found.macs)).toBe('192·C');
  });

  it('an open size leaves the parameters known', () => {
    const found = costs('conv2d', { filters: 2, kernelSize: 1 }, null, null, 3);
    expect(found.parameters).toBe(8);
    expect(isUnknown(found.macs)).toBe(true);
  });

  it('a layer that is not applied: no weights to count yet', () => {
    const found = costsOf(createLayer('dense', { units: 2 }));
    expect(isUnknown(found.parameters)).toBe(true);
    expect(costsOf(createLayer('reLU')).parameters).toBe(0);
  });

  it('a shared layer counts its weights once and its work each time', () => {
    const shared = applyTo(createLayer('dense', { units: 2 }), input(3)).layer;
    expect(costsOf(applyTo(shared, input(3)).layer)).toMatchObject({ parameters: 8, macs: 12, activationBytes: 16 });
  });
});
