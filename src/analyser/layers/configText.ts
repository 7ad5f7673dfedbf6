// Configuration values as tfjs prints them in its messages.

import { Formula, Unknown } from '../formulas/quantity';
import type { ConfigValue, Dimension, Shape } from '../graph/graph';

/** As `${value}` prints it. */
export function plainText(value: ConfigValue): string {
  if (isConfigList(value)) return value.map((v) => (v === null || v === undefined ? '' : plainText(v))).join(',');
  if (value instanceof Unknown) return '?';
  if (value instanceof Formula) return value.toString();
  if (typeof value === 'object' && value !== null) return '[object Object]';
  return String(value);
}

/** As `JSON.stringify(value)` prints it; `undefined` for an absent value. */
export function jsonText(value: ConfigValue): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (isConfigList(value)) return `[${value.map((v) => (v === undefined ? 'null' : jsonText(v))).join(',')}]`;
  if (value instanceof Formula) return value.toString();
  if (value instanceof Unknown) return '?';
  if (value.kind === 'opaque') return value.description;
  return `{${[...value.entries].map(([key, entry]) => `${JSON.stringify(key)}:${jsonText(entry)}`).join(',')}}`;
}

/** As tfjs's formatAsFriendlyString prints it. */
export function friendlyText(value: ConfigValue): string {
  if (typeof value === 'string') return `"${value}"`;
  if (isConfigList(value)) return `[${value.map(friendlyText).join(',')}]`;
  return plainText(value);
}

/** A shape as `${shape}` prints it: open sizes are empty, `,28,28,1`. */
export function joinedShape(shape: Shape): string {
  return plainText(shape);
}

/** A shape as JSON: `[null,28,28,1]`. */
export function jsonShape(shape: Shape): string {
  return jsonText(shape);
}

/** A size as `${size}` prints it. */
export function sizeText(size: Dimension | undefined): string {
  return plainText(size);
}

export function isConfigList(value: ConfigValue): value is readonly ConfigValue[] {
  return Array.isArray(value);
}
