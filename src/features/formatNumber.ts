// How figures are written for people: counts, bytes, shapes, receptive fields.

import type { Quantity, ReceptiveField, Shape, Unknown } from '../analyser/index';

/** Told by its tag: importing the class itself would load the whole analyser, and VS Code waits for that at start. */
export function isUnknown(value: Quantity | Shape | ReceptiveField | null | undefined): value is Unknown {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'unknown';
}

const COUNT_UNITS = ['', 'K', 'M', 'G', 'T', 'P'] as const;

/** `147.6K`, `25.6M`, `3.86G`: three significant digits, and one decimal at least. Formulas stay as they are, unknown is `?`. */
export function formatCount(quantity: Quantity): string {
  return formatScaled(quantity, COUNT_UNITS, '');
}

/** `820 MACs`, `567.7 MMACs`, `3.86 GMACs`. */
export function formatMacs(quantity: Quantity): string {
  return formatScaled(quantity, COUNT_UNITS, ' ', 'MACs');
}

/** `512 bytes`, `3.2 MB`; 1 MB is 1,000,000 bytes. */
export function formatBytes(quantity: Quantity): string {
  if (typeof quantity === 'number' && Math.abs(quantity) < 1000) return `${formatExact(quantity)} bytes`;
  const text = formatScaled(quantity, ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'], ' ');
  return typeof quantity === 'number' || isUnknown(quantity) ? text : `${text} bytes`;
}

/** Made once: making one takes longer than all else here. */
const EXACT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });

/** `73,856`; formulas as they are, unknown is `?`. */
export function formatExact(quantity: Quantity): string {
  if (typeof quantity === 'number') return EXACT.format(quantity);
  return isUnknown(quantity) ? '?' : quantity.toString();
}

/** `56×56×128`: the batch is left out, an unknown or open size is `?`. A vector is one number. */
export function formatShape(shape: Shape | Unknown | undefined): string {
  if (shape === undefined || isUnknown(shape)) return '?';
  return formatSizes(shape.slice(1));
}

/** `56×56×64`; an open size is `?`. */
export function formatSizes(sizes: Shape): string {
  return sizes.length === 0 ? 'scalar' : sizes.map((size) => (size === null ? '?' : formatSize(size))).join('×');
}

/** One number when all axes agree, otherwise `7×3`. */
export function formatAxes(values: readonly Quantity[]): string {
  const texts = values.map(formatExact);
  return texts.every((text) => text === texts[0]) ? (texts[0] ?? '') : texts.join('×');
}

/** Share of a whole: `6.1 %`, `< 0.1 %`. Undefined unless both are numbers and the whole is not 0. */
export function formatShare(part: Quantity, whole: Quantity): string | undefined {
  if (typeof part !== 'number' || typeof whole !== 'number' || whole === 0) return undefined;
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  return `${percent >= 99.95 ? '100' : percent.toFixed(1)} %`;
}

function formatSize(size: Quantity): string {
  const text = isUnknown(size) ? '?' : String(size);
  return / [+-] /.test(text) ? `(${text})` : text;
}

function formatScaled(quantity: Quantity, units: readonly string[], space: string, suffix = ''): string {
  if (typeof quantity !== 'number') {
    const text = formatExact(quantity);
    return suffix === '' ? text : `${/ [+-] /.test(text) ? `(${text})` : text} ${suffix}`;
  }
  let value = Math.abs(quantity);
  let unit = 0;
  // 999,950 would print as 1000.0K: what rounds up to a thousand moves to the next unit.
  while (unit < units.length - 1 && value >= (unit === 0 ? 1000 : 999.95)) {
    value /= 1000;
    unit++;
  }
  const decimals = unit === 0 ? 2 : value < 9.995 ? 2 : 1;
  const number = Number(value.toFixed(decimals));
  return `${quantity < 0 ? '-' : ''}${number}${space}${units[unit] ?? ''}${suffix}`.trimEnd();
}
