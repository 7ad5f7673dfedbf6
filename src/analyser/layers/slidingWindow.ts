// Windows that slide over the spatial axes: what convolution and pooling share.

import { dilatedExtent, samePaddingBefore, slidingLength } from '../formulas/convolution';
import { Unknown, type Quantity } from '../formulas/quantity';
import type { Dimension, Shape } from '../graph/graph';
import type { AxisWindow, Window } from '../graph/window';
import { axesOf, withAxes } from './axes';
import type { Choice } from './configReader';
import { mapSize } from './sizes';

/** One entry per spatial axis. */
export interface Sliding {
  readonly size: readonly Quantity[];
  readonly stride: readonly Quantity[];
  readonly dilation: readonly Quantity[];
  readonly padding: Choice;
  readonly dataFormat: Choice;
}

/** The output shape of a sliding window; channels as the input's when none are given. */
export function slidingShape(sliding: Sliding, input: Shape, channels?: Quantity | null): Shape {
  const axes = axesOf(sliding.dataFormat, sliding.size.length);
  const resize = (length: Dimension, i: number): Dimension => slidingLengthAt(sliding, length, i);
  return withAxes(input, axes, resize, channels);
}

/** The output length along one spatial axis; NaN, as in tfjs, where the layer has no such axis. */
export function slidingLengthAt(sliding: Sliding, length: Dimension, i: number): Dimension {
  const stride = sliding.stride[i] ?? NaN;
  return mapSize(length, (n) => slidingLength(n, extentAt(sliding, i), sliding.padding, stride));
}

/** What one output position of a sliding window sees. */
export function slidingWindow(sliding: Sliding, input: Shape): Window {
  const axes = axesOf(sliding.dataFormat, sliding.size.length);
  if (axes instanceof Unknown) return { kind: 'unknown', because: axes };
  if (sliding.dataFormat === 'channelsFirst') return CHANNELS_FIRST;
  return {
    kind: 'sliding',
    axes: axes.spatial.map((axis, i): AxisWindow => {
      const size = extentAt(sliding, i);
      const step = sliding.stride[i]!;
      return { size, step, padding: paddingBefore(sliding.padding, input[axis] ?? null, size, step) };
    }),
  };
}

/** A window over one axis that sees `size` positions from position `start` on, with step 1: cropping and zero padding. */
export function shiftedWindow(paddings: readonly Quantity[], dataFormat: Choice): Window {
  if (dataFormat instanceof Unknown) return { kind: 'unknown', because: dataFormat };
  if (dataFormat === 'channelsFirst') return CHANNELS_FIRST;
  return { kind: 'sliding', axes: paddings.map((padding) => ({ size: 1, step: 1, padding })) };
}

/** The receptive-field pass finds spatial axes by rank, which is right for channelsLast only. */
export const CHANNELS_FIRST: Window = {
  kind: 'unknown',
  because: new Unknown("receptive fields are followed in dataFormat 'channelsLast' only"),
};

function extentAt(sliding: Sliding, i: number): Quantity {
  return dilatedExtent(sliding.size[i] ?? NaN, sliding.dilation[i] ?? NaN);
}

function paddingBefore(padding: Choice, length: Quantity | null, extent: Quantity, step: Quantity): Quantity {
  if (padding instanceof Unknown) return padding;
  if (padding === 'same') return samePaddingBefore(length, extent, step);
  return padding === 'valid' ? 0 : new Unknown(`tfjs does not implement padding '${padding}'`);
}
