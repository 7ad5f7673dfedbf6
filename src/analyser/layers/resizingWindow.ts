// What an output pixel of an enlarged picture sees.

import { add, divide, multiply, subtract, Unknown, type Quantity } from '../formulas/quantity';
import type { AxisWindow, Window } from '../graph/window';
import type { Choice } from './configReader';
import { CHANNELS_FIRST } from './slidingWindow';

/**
 * Enlarging by a factor s without aligned corners: output u lies at input u/s. 'nearest' takes ⌊u/s⌋, which is the window of
 * size 1 + (s-1)/s, step 1/s, padding (s-1)/s; 'bilinear' mixes ⌊u/s⌋ and ⌈u/s⌉, which widens it by (s-1)/s at the end.
 * @param factors one per spatial axis
 */
export function resizingWindow(factors: readonly Quantity[], interpolation: Choice, dataFormat: Choice): Window {
  if (dataFormat instanceof Unknown) return { kind: 'unknown', because: dataFormat };
  if (interpolation instanceof Unknown) return { kind: 'unknown', because: interpolation };
  if (dataFormat === 'channelsFirst') return CHANNELS_FIRST;
  const axes = factors.map((factor): AxisWindow => {
    const rest = divide(subtract(factor, 1), factor);
    const reach = interpolation === 'bilinear' ? multiply(2, rest) : rest;
    return { size: add(1, reach), step: divide(1, factor), padding: rest };
  });
  return { kind: 'sliding', axes };
}
