// What the user says about how weights were trained: `preprocessing.json` beside them.

import { PLUS_MINUS_ONE, type Preprocessing } from './preprocessing';

function parseNumbers(value: unknown): readonly number[] | undefined {
  const list: unknown = typeof value === 'number' ? [value] : value;
  const isList = Array.isArray(list) && [1, 3].includes(list.length);
  return isList && list.every((entry) => Number.isFinite(entry)) ? (list as number[]) : undefined;
}

/** `{ "colours": "RGB", "divisor": 255, "mean": [r, g, b], "deviation": [r, g, b] }`; undefined when it is not of this form. */
export function parsePreprocessing(value: unknown): Preprocessing | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const known = Object.keys(PLUS_MINUS_ONE);
  const fields: Readonly<Record<string, unknown>> = { ...value };
  if (Object.keys(fields).some((name) => !known.includes(name))) return undefined;
  const { colours = 'RGB', divisor = 1 } = fields;
  const [mean, deviation] = [parseNumbers(fields.mean ?? 0), parseNumbers(fields.deviation ?? 1)];
  if ((colours !== 'RGB' && colours !== 'BGR') || typeof divisor !== 'number' || !(divisor > 0)) return undefined;
  if (!Number.isFinite(divisor) || mean === undefined || deviation === undefined) return undefined;
  return deviation.every((entry) => entry > 0) ? { colours, divisor, mean, deviation } : undefined;
}
