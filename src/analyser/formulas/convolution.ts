// Lengths and paddings of windows that slide along one axis: convolution, pooling and transposed convolution.
// Source: TensorFlow's documentation of tf.nn.convolution ("SAME" and "VALID") and the length rules of Keras.

import {
  add,
  ceilDivide,
  floorDivide,
  isFormula,
  maximum,
  multiply,
  subtract,
  Unknown,
  type Quantity,
} from './quantity';

/** How far a kernel of `size` positions reaches when they lie `dilation` apart: d·(k-1) + 1. */
export function dilatedExtent(size: Quantity, dilation: Quantity): Quantity {
  if (dilation === 1) return size;
  return add(multiply(subtract(size, 1), dilation), 1);
}

/**
 * Positions a window of `extent` takes on `length` positions: ⌈n/s⌉ with padding 'same', else ⌈(n - extent + 1)/s⌉.
 * @param padding anything but 'same' counts as 'valid', as in tfjs
 */
export function slidingLength(
  length: Quantity,
  extent: Quantity,
  padding: string | Unknown,
  stride: Quantity,
): Quantity {
  if (padding instanceof Unknown) return padding;
  const starts = padding === 'same' ? length : add(subtract(length, extent), 1);
  if (isFormula(starts) || isFormula(stride)) return ceilDivide(starts, stride);
  // tfjs's own arithmetic for plain numbers: it differs from ⌈⌉ where a size is not whole.
  return floorDivide(subtract(add(starts, stride), 1), stride);
}

/** Length after a transposed convolution: n·s with padding 'same', n·s + max(k - s, 0) with 'valid'. */
export function transposedLength(
  length: Quantity,
  size: Quantity,
  padding: string | Unknown,
  stride: Quantity,
): Quantity {
  if (padding instanceof Unknown) return padding;
  const spread = multiply(length, stride);
  return padding === 'same' ? spread : add(spread, maximum(subtract(size, stride), 0));
}

/**
 * Left padding of TensorFlow's 'same': ⌊total/2⌋ with total = max((⌈n/s⌉ - 1)·s + extent - n, 0).
 * @param length the input's length; null when it is open until run time
 * @returns Unknown when the padding depends on an open length
 */
export function samePaddingBefore(length: Quantity | null, extent: Quantity, stride: Quantity): Quantity {
  if (stride === 1) return floorDivide(maximum(subtract(extent, 1), 0), 2);
  if (typeof length === 'number' || typeof extent !== 'number' || typeof stride !== 'number') {
    return length === null ? new Unknown(OPEN_LENGTH) : paddingFor(length, extent, stride);
  }
  // The padding depends on n mod s only, and often not even on that (an even kernel with step 2).
  const candidates = new Set<number>();
  for (let rest = 1; rest <= stride; rest++) candidates.add(Math.floor(Math.max(extent - rest, 0) / 2));
  const [only] = candidates;
  if (candidates.size === 1 && only !== undefined) return only;
  return length === null ? new Unknown(OPEN_LENGTH) : paddingFor(length, extent, stride);
}

const OPEN_LENGTH = "the left padding of 'same' depends on the input size, which is open until run time (null)";

function paddingFor(length: Quantity, extent: Quantity, stride: Quantity): Quantity {
  const covered = add(multiply(subtract(ceilDivide(length, stride), 1), stride), extent);
  return floorDivide(maximum(subtract(covered, length), 0), 2);
}
