// Figures as JSON: a number, a formula as text, or null with the reason beside it.

import type { Quantity, ReceptiveField, Shape, Unknown } from '../analyser/index';
import { isUnknown } from './formatNumber';
import type { JsonQuantity, JsonReceptiveField, JsonShape } from './summaryContract';

/** Turns figures into JSON and notes why some are null. */
export class JsonFigures {
  private readonly byField = new Map<string, string>();

  quantity(field: string, value: Quantity): JsonQuantity {
    if (!isUnknown(value)) return typeof value === 'number' ? value : value.toString();
    if (!this.byField.has(field)) this.byField.set(field, value.reason);
    return null;
  }

  /** A size that is open until run time is null as in tfjs and has no reason. */
  shape(field: string, shape: Shape | Unknown): JsonShape {
    if (!isUnknown(shape)) return shape.map((size) => (size === null ? null : this.quantity(field, size)));
    this.quantity(field, shape);
    return null;
  }

  field(field: string, value: ReceptiveField | Unknown): JsonReceptiveField | null {
    if (isUnknown(value)) {
      this.quantity(field, value);
      return null;
    }
    const axis = (values: readonly Quantity[]): JsonQuantity[] => values.map((one) => this.quantity(field, one));
    const json = {
      size: axis(value.size),
      stride: axis(value.stride),
      padding: axis(value.padding),
      aligned: value.aligned,
    };
    return value.global ? { ...json, global: true } : json;
  }

  entry(): { readonly reasons?: Readonly<Record<string, string>> } {
    return this.byField.size === 0 ? {} : { reasons: Object.fromEntries(this.byField) };
  }
}
