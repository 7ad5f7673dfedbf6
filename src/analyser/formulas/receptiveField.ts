// Receptive-field arithmetic along one spatial axis.
// Source: Araujo, Norris, Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019, in its forward form.

import { add, equalQuantities, maximum, multiply, subtract, Unknown, type Quantity } from './quantity';

/**
 * Output 0 sees the input pixels -padding … size - 1 - padding; output u sees them u·stride further on.
 * Pixel 0 has coordinate 0. `size` may be fractional below upsampling: the field then is its whole part.
 */
export interface AxisField {
  readonly size: Quantity;
  readonly stride: Quantity;
  readonly padding: Quantity;
}

/** The field of the picture itself: every pixel sees itself. */
export const PIXEL: AxisField = { size: 1, stride: 1, padding: 0 };

/** r' = r + (k-1)·j, P' = P + p·j, j' = j·s for a window of extent k, padding p and step s upon a field (r, j, P). */
export function throughWindow(
  field: AxisField,
  window: { readonly size: Quantity; readonly step: Quantity; readonly padding: Quantity },
): AxisField {
  if (window.size === 1 && window.step === 1 && window.padding === 0) return field;
  return {
    size: add(field.size, multiply(subtract(window.size, 1), field.stride)),
    stride: multiply(field.stride, window.step),
    padding: add(field.padding, multiply(window.padding, field.stride)),
  };
}

/**
 * Several paths into one node. They are aligned when strides and centres -P + (r-1)/2 agree; otherwise the
 * bounding region is returned (smallest start, largest end) and the field is not shift-invariant.
 */
export function joinFields(a: AxisField, b: AxisField): { readonly field: AxisField; readonly aligned: boolean } {
  if (a === b) return { field: a, aligned: true };
  const sameStride = equalQuantities(a.stride, b.stride);
  const stride = sameStride ? a.stride : maximum(a.stride, b.stride);
  if (a.padding instanceof Unknown || b.padding instanceof Unknown) {
    const padding = a.padding instanceof Unknown ? a.padding : b.padding;
    return { field: { size: maximum(a.size, b.size), stride, padding }, aligned: sameStride };
  }
  const end = maximum(endOf(a), endOf(b));
  const padding = maximum(a.padding, b.padding);
  return {
    field: { size: add(add(end, padding), 1), stride, padding },
    aligned: sameStride && equalQuantities(doubledCentre(a), doubledCentre(b)),
  };
}

function endOf(field: AxisField): Quantity {
  return subtract(subtract(field.size, 1), field.padding);
}

function doubledCentre(field: AxisField): Quantity {
  return subtract(subtract(field.size, 1), multiply(2, field.padding));
}
