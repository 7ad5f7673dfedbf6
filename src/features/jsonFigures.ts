// Figures as JSON: a number, a formula as text, or null with the reason beside it.

import type { Quantity, ReceptiveField, Shape, Unknown } from '../analyser/index';
import { isUnknown } from './formatNumber';
import type { JsonPlaces } from './jsonPlaces';
import type { JsonQuantity, JsonReasons, JsonReceptiveField, JsonShape } from './summaryContract';

/** Turns figures into JSON and notes why some are null. */
export class JsonFigures {
  private readonly byField = new Map<string, Unknown>();

  constructor(private readonly places: JsonPlaces) {}

  quantity(field: string, value: Quantity): JsonQuantity {
    if (!isUnknown(value)) return typeof value === 'number' ? value : value.toString();
    if (!this.byField.has(field)) this.byField.set(field, value);
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

  entry(): JsonReasons {
    if (this.byField.size === 0) return {};
    const unknowns = [...this.byField];
    const reasons = Object.fromEntries(unknowns.map(([field, { reason }]) => [field, reason]));
    const placed = unknowns.flatMap(([field, { at }]) => (at ? [[field, this.places.start(at)] as const] : []));
    return { reasons, ...(placed.length > 0 && { reasonPlaces: Object.fromEntries(placed) }) };
  }
}
