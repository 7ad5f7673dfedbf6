// Receptive fields of published networks and against following every dependency one by one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnknown, symbol, Unknown } from '../../../src/analyser/formulas/quantity';
import type { Tensor } from '../../../src/analyser/graph/graph';
import { dimensionText } from '../../../src/analyser/graph/shape';
import {
  createReceptiveFieldPass,
  receptiveFieldOf,
  type ReceptiveField,
} from '../../../src/analyser/passes/receptiveField';
import { createLayer } from '../../conformance/layersRun';
import { applyTo, chain, input, through } from '../layers/buildGraph';

type Step = readonly [string, Readonly<Record<string, unknown>>];

const conv = (kernelSize: number, strides = 1, padding = 'same'): Step => [
  'conv2d',
  { filters: 1, kernelSize, strides, padding },
];
const pool = (poolSize: number, strides = poolSize, padding = 'valid'): Step => [
  'maxPooling2d',
  { poolSize, strides, padding },
];
const times = (count: number, ...steps: Step[]): Step[] => Array.from({ length: count }, () => steps).flat();

/** size / stride / padding of the first axis. */
function figures(tensor: Tensor): unknown[] {
  const field = receptiveFieldOf(tensor);
  if (isUnknown(field)) return [field.reason];
  return [field.size[0], field.stride[0], field.padding[0]];
}

function field(tensor: Tensor): ReceptiveField {
  const found = receptiveFieldOf(tensor);
  if (found instanceof Unknown) throw new Error(found.reason);
  return found;
}

describe('published receptive fields', () => {
  it('VGG-16 pool5: 212/32/90', () => {
    const blocks = [2, 2, 3, 3, 3].flatMap((count) => [...times(count, conv(3)), pool(2)]);
    expect(figures(chain(input(224, 224, 3), ...blocks))).toEqual([212, 32, 90]);
  });

  it('AlexNet v2 of TF-Slim pool5: 195/32/64', () => {
    const steps = [conv(11, 4, 'valid'), pool(3, 2), conv(5), pool(3, 2), ...times(3, conv(3)), pool(3, 2)];
    expect(figures(chain(input(224, 224, 3), ...steps))).toEqual([195, 32, 64]);
  });

  it('LeNet-5 S4: 16/4/0', () => {
    expect(figures(chain(input(32, 32, 1), ...times(2, conv(5, 1, 'valid'), pool(2))))).toEqual([16, 4, 0]);
  });

  // The left padding of 'same' depends on the size of the input: 126 at 224 and 256, 157 at 225 and 321.
  it.each([
    [224, 126],
    [256, 126],
    [225, 157],
    [321, 157],
  ])('MobileNet v1 at %i: 315/32/%i', (size, padding) => {
    const strides = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1];
    const separable = strides.map((stride): Step => {
      return ['separableConv2d', { filters: 1, kernelSize: 3, strides: stride, padding: 'same' }];
    });
    expect(figures(chain(input(size, size, 3), conv(3, 2), ...separable))).toEqual([315, 32, padding]);
  });

  it('ResNet-50 with the stride on the first 1×1, Keras padding: 483/32/241', () => {
    let tensor = chain(input(224, 224, 3), ['zeroPadding2d', { padding: 3 }], conv(7, 2, 'valid'));
    tensor = chain(tensor, ['zeroPadding2d', { padding: 1 }], pool(3, 2));
    for (const [stage, count] of [3, 4, 6, 3].entries()) {
      for (let unit = 0; unit < count; unit++) {
        const stride = stage > 0 && unit === 0 ? 2 : 1;
        const branch = chain(tensor, conv(1, stride, 'valid'), conv(3), conv(1));
        const shortcut = unit === 0 ? chain(tensor, conv(1, stride, 'valid')) : tensor;
        tensor = through('add', {}, branch, shortcut);
      }
    }
    expect(figures(tensor)).toEqual([483, 32, 241]);
    expect(field(tensor).aligned).toBe(true);
  });

  it('Xception-like shortcuts do not line up: the bounding region, marked', () => {
    const block = (tensor: Tensor): Tensor => {
      const pooled = chain(tensor, conv(3), conv(3), pool(3, 2, 'same'));
      return through('add', {}, pooled, chain(tensor, conv(1, 2)));
    };
    const start = chain(input(299, 299, 3), conv(3, 2, 'valid'), conv(3, 1, 'valid'));
    const first = block(start);
    // From 147 positions 'same' pads the pooling by one on the left; from 74 it does not, which moves it against the shortcut.
    expect(field(first).aligned).toBe(true);
    expect(field(block(first)).aligned).toBe(false);
  });
});

describe('places on the picture', () => {
  const image = input(8, 6, 3);

  it('global pooling and dense after flatten see the whole picture', () => {
    const whole = { size: [8, 6], extent: [8, 6], stride: [8, 6], padding: [0, 0], aligned: true, global: true };
    expect(receptiveFieldOf(chain(image, conv(3), ['globalAveragePooling2d', {}]))).toEqual(whole);
    expect(receptiveFieldOf(chain(image, conv(3), ['flatten', {}], ['dense', { units: 2 }], ['softmax', {}]))).toEqual(
      whole,
    );
  });

  it('squeeze-and-excitation sees the whole picture from its gate on', () => {
    const features = chain(image, conv(3));
    const gate = chain(features, ['globalAveragePooling2d', {}], ['reshape', { targetShape: [1, 1, 1] }], conv(1));
    expect(field(through('multiply', {}, features, gate)).global).toBe(true);
  });

  it('flatten alone has no place', () => {
    expect(figures(chain(image, ['flatten', {}]))).toEqual(['flatten has no place on the picture']);
  });

  it('vectors have no spatial axes', () => {
    expect(figures(chain(input(10), ['dense', { units: 4 }]))).toEqual([
      'the input of the model has no spatial axes: there is no picture to see',
    ]);
  });

  it('an open size makes the whole picture and strided same-padding unknown, not the rest', () => {
    const open = input(null, null, 3);
    expect(figures(chain(open, conv(3)))).toEqual([3, 1, 1]);
    const strided = field(chain(open, conv(3, 2)));
    expect([strided.size[0], strided.stride[0], isUnknown(strided.padding[0])]).toEqual([3, 2, true]);
    expect(isUnknown(field(chain(open, ['globalMaxPooling2d', {}])).size[0])).toBe(true);
  });

  it('keeps symbols', () => {
    const kernel = symbol('k');
    const seen = field(
      chain(input(32, 32, 3), ['conv2d', { filters: 1, kernelSize: kernel, padding: 'valid' }], conv(3)),
    );
    expect(dimensionText(seen.size[0] ?? null)).toBe('k + 2');
  });

  it('channelsFirst is not followed, and says so', () => {
    const [reason] = figures(chain(image, ['conv2d', { filters: 1, kernelSize: 3, dataFormat: 'channelsFirst' }]));
    expect(reason).toContain('channelsLast');
  });

  it('one dimension and three', () => {
    expect(field(chain(input(20, 2), ['conv1d', { filters: 1, kernelSize: 3, dilationRate: 2 }])).size).toEqual([5]);
    expect(field(chain(input(8, 8, 8, 1), ['averagePooling3d', { poolSize: [1, 2, 3] }])).size).toEqual([1, 2, 3]);
  });

  it('20,000 layers deep, and shared sources once', () => {
    let tensor: Tensor = input(8, 8, 1);
    const activation = createLayer('reLU');
    for (let i = 0; i < 20_000; i++) tensor = applyTo(activation, tensor).output;
    expect(figures(tensor)).toEqual([1, 1, 0]);

    // Each layer takes the sum of the two before: without memory this takes for ever.
    const pass = createReceptiveFieldPass();
    let [older, newer]: [Tensor, Tensor] = [input(8, 8, 1), chain(input(8, 8, 1), conv(3))];
    for (let i = 0; i < 200; i++) [older, newer] = [newer, through('add', {}, older, newer)];
    expect(isUnknown(pass(newer))).toBe(false);
  });
});

describe('against following every dependency', () => {
  const length = fc.integer({ min: 30, max: 60 });
  const kernel = fc.integer({ min: 1, max: 5 });
  const stride = fc.integer({ min: 1, max: 3 });

  /** A layer and which of its `inputLength` inputs output u sees: the definition of the operation itself. */
  interface Slice {
    readonly step: Step;
    sees(u: number, inputLength: number): readonly [number, number];
  }
  const valid = fc.tuple(kernel, stride).map(([k, s]): Slice => {
    return { step: conv(k, s, 'valid'), sees: (u) => [u * s, u * s + k - 1] };
  });
  const same = fc.tuple(kernel, stride).map(([k, s]): Slice => {
    const before = (n: number): number => Math.floor(Math.max((Math.ceil(n / s) - 1) * s + k - n, 0) / 2);
    return { step: pool(k, s, 'same'), sees: (u, n) => [u * s - before(n), u * s - before(n) + k - 1] };
  });
  const nearest = fc.integer({ min: 1, max: 3 }).map((s): Slice => {
    return { step: ['upSampling2d', { size: [s, s] }], sees: (u) => [Math.floor(u / s), Math.floor(u / s)] };
  });
  const transposed = fc
    .tuple(kernel, fc.integer({ min: 1, max: 2 }), fc.constantFrom('valid', 'same'))
    .map(([k, s, padding]): Slice => {
      const crop = padding === 'same' ? Math.floor(Math.max(k - s, 0) / 2) : 0;
      return {
        step: ['conv2dTranspose', { filters: 1, kernelSize: k, strides: s, padding }],
        sees: (u) => [Math.ceil((u + crop - k + 1) / s), Math.floor((u + crop) / s)],
      };
    });

  /** The pixels that each output of the stack sees, clipped to the picture. */
  function follow(slices: readonly Slice[], lengths: readonly number[]): ReadonlySet<number>[] {
    let seen = Array.from({ length: lengths[0]! }, (_, i) => new Set([i]));
    slices.forEach((slice, layer) => {
      seen = Array.from({ length: Math.max(lengths[layer + 1]!, 0) }, (_, u) => {
        const [first, last] = slice.sees(u, seen.length);
        return new Set(seen.slice(Math.max(first, 0), Math.max(last + 1, 0)).flatMap((pixels) => [...pixels]));
      });
    });
    return seen;
  }

  function build(slices: readonly Slice[], size: number): { readonly last: Tensor; readonly lengths: number[] } {
    let last = input(size, 1, 1);
    const lengths = [size];
    for (const { step } of slices) {
      const [factory, config] = step;
      // Only the height is followed; the width stays one position.
      const flat = Object.fromEntries(
        Object.entries(config).map(([key, value]) => {
          if (typeof value === 'number' && key !== 'filters') return [key, [value, 1]];
          return [key, key === 'size' && Array.isArray(value) ? [value[0] as unknown, 1] : value];
        }),
      );
      last = through(factory, flat, last);
      lengths.push((last.shape as readonly number[])[1]!);
    }
    return { last, lengths };
  }

  const numbers = (tensor: Tensor): readonly [number, number, number] => {
    const [size, step, padding] = figures(tensor).map(Number);
    return [size!, step!, padding!];
  };

  it('convolution and pooling: exactly the region, where it lies within the picture', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(valid, same), { minLength: 1, maxLength: 4 }), length, (slices, n) => {
        const { last, lengths } = build(slices, n);
        fc.pre(lengths.every((size) => size > 0));
        const [size, step, padding] = numbers(last);
        follow(slices, lengths).forEach((pixels, u) => {
          const start = u * step - padding;
          const end = start + size - 1;
          for (const pixel of pixels) expect(pixel >= start && pixel <= end).toBe(true);
          if (start >= 0 && end < n) expect([Math.min(...pixels), Math.max(...pixels)]).toEqual([start, end]);
        });
      }),
      { numRuns: 400, seed: 5 },
    );
  });

  it('with enlarging layers: nothing outside the region, and never more pixels than its size', () => {
    const slices = fc.array(fc.oneof(valid, same, nearest, transposed), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(slices, length, (stack, n) => {
        const { last, lengths } = build(stack, n);
        fc.pre(lengths.every((size) => size > 0 && size < 500));
        const [size, step, padding] = numbers(last);
        follow(stack, lengths).forEach((pixels, u) => {
          const start = u * step - padding;
          for (const pixel of pixels) {
            expect(pixel).toBeGreaterThanOrEqual(start - 1e-6);
            expect(pixel).toBeLessThan(start + size + 1e-6);
          }
          if (pixels.size > 0) expect(Math.max(...pixels) - Math.min(...pixels) + 1).toBeLessThanOrEqual(size + 1e-6);
        });
      }),
      { numRuns: 400, seed: 6 },
    );
  });
});
