// Scales of charts: where a value lies, and which values to write at the axis.

export interface Axis {
  readonly ticks: readonly number[];
  /** CSS pixels. */
  readonly at: (value: number) => number;
}

/** `from` and `to` are the ends in CSS pixels; from > to for an axis that goes up. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Equal factors are equal distances. @param values positive numbers, one at least */
export function logAxis(values: readonly number[], { from, to }: Span, wantedTicks: number): Axis {
  const [low, high] = widened(Math.min(...values), Math.max(...values));
  const at = (value: number): number =>
    from + ((Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))) * (to - from);
  const decades = Math.log10(high / low);
  const steps = decades > wantedTicks ? [1] : decades * 2 > wantedTicks ? [1, 3] : [1, 2, 5];
  const stride = Math.max(1, Math.ceil((decades * steps.length) / (wantedTicks * 1.5)));
  const ticks: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent++) {
    if (steps.length === 1 && exponent % stride !== 0) continue;
    ticks.push(...steps.map((step) => step * 10 ** exponent));
  }
  return { at, ticks: ticks.filter((tick) => tick >= low && tick <= high) };
}

/** From 0. */
export function linearAxis(largest: number, { from, to }: Span, wantedTicks: number): Axis {
  const rough = Math.max(1, largest / wantedTicks);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const ticks = Array.from({ length: Math.floor(largest / step) + 1 }, (_, index) => index * step);
  return { at: (value) => from + (value / largest) * (to - from), ticks };
}

/** Room around the outermost values, and around a single one. */
function widened(low: number, high: number): readonly [number, number] {
  const factor = Math.max(1.15, (high / low) ** 0.06);
  return [low / factor, high * factor];
}

/** `500`, `20K`, `1.5M`. */
export function tickText(value: number): string {
  const units = ['', 'K', 'M', 'G', 'T', 'P'];
  const unit = Math.max(0, Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  return `${Number((value / 1000 ** unit).toPrecision(3))}${units[unit] ?? ''}`;
}
