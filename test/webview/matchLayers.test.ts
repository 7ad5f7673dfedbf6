// Which layer of another model stands beside a layer.

import { describe, expect, it } from 'vitest';
import type { LayerInfo } from '../../src/protocol/runner';
import { describeMatch, matchLayer } from '../../webview/sideBySide/matchLayers';

function makeLayers(classNames: string): readonly LayerInfo[] {
  return classNames.split(' ').map((className, index) => ({
    ...{ index, className, name: `${className}${index}`, application: 0 },
    ...{ outputShape: [null, 4, 4, 2], parameters: 0, source: undefined },
  }));
}

const OWN = makeLayers('InputLayer Conv2D GroupedConv2D MaxPooling2D Conv2D Dense');

function matchAt(own: number, others: readonly LayerInfo[]): number | undefined {
  const layer = OWN[own];
  return layer && matchLayer(layer, OWN, others)?.layer.index;
}

describe('the layer that is as deep', () => {
  const others = makeLayers('InputLayer Conv2D Conv2D Conv2D Conv2D Conv2D GlobalAveragePooling2D Dense');

  it('is the first for the first, the last for the last, the middle for the middle of its kind', () => {
    expect([1, 2, 4].map((own) => matchAt(own, others))).toEqual([1, 3, 5]);
    expect(matchAt(3, others)).toBe(6);
    expect(matchAt(5, others)).toBe(7);
  });

  it('is told with its place', () => {
    const [, , layer] = OWN;
    const match = layer && matchLayer(layer, OWN, others);
    expect(match && describeMatch(match)).toBe('convolution 3 of 5, as deep as 2 of 3');
  });

  it('is one of all layers where the other model has none of the kind', () => {
    const dense = makeLayers('InputLayer Flatten Dense Dense');
    expect([1, 3, 5].map((own) => matchAt(own, dense))).toEqual([1, 2, 3]);
    expect(matchAt(1, [])).toBeUndefined();
  });
});
