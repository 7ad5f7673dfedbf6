// Names and numbers as the panel writes them.

import type { LayerInfo } from '../src/protocol/runner';

/** `conv1`; `conv1 (use 2)` where the model applies the layer a second time. */
export function nameUse({ name, application }: LayerInfo): string {
  return application === 0 ? name : `${name} (use ${application + 1})`;
}

/** `56×56×128`: the shape without the batch; `?` where a size is not fixed. */
export function formatShape(shape: readonly (number | null)[]): string {
  const sizes = shape.slice(1).map((size) => size ?? '?');
  return sizes.length > 0 ? sizes.join('×') : 'scalar';
}

/** `864`, `147.6K`, `25.6M`, `1.2G`. */
export function formatCount(count: number): string {
  const units = ['', 'K', 'M', 'G', 'T'];
  let value = count;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return unit === 0 ? String(value) : `${value.toFixed(1)}${units[unit] ?? ''}`;
}

/** `0.42 ms`, `12.3 ms`, `812 ms`, `2.81 s`. */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds >= 999.5) {
    return `${(milliseconds / 1000).toFixed(2)} s`;
  }
  const digits = milliseconds >= 99.95 ? 0 : milliseconds >= 9.995 ? 1 : 2;
  return `${milliseconds.toFixed(digits)} ms`;
}

/** A value of a feature map with three significant digits and a real minus sign. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  }
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential(2) : String(+value.toPrecision(3));
  return text.replaceAll('-', '−');
}

/** `0%`, `<1%`, `37%`, `>99%`, `100%` for a share in 0 … 1. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) {
    return '<1%';
  }
  return share < 1 && share > 0.99 ? '>99%' : `${Math.round(share * 100)}%`;
}

/** `1 layer`, `2 layers`. */
export function formatNumberOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** The shortest number that is this float32, with a real minus sign. */
export function formatExactValue(value: number): string {
  if (!Number.isFinite(value)) {
    return formatValue(value);
  }
  for (let digits = 1; digits <= 9; digits++) {
    const number = Number(value.toPrecision(digits));
    if (Math.fround(number) === Math.fround(value)) {
      return String(number).replaceAll('-', '−');
    }
  }
  return String(value).replaceAll('-', '−');
}
