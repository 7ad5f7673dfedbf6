// How rules write figures in their messages.

const EXACT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** `102,764,544` */
export function exact(count: number): string {
  return EXACT.format(count);
}

/** `74 %`; never `100 %` of what is less than all. */
export function percent(part: number, whole: number): string {
  const share = (100 * part) / whole;
  return `${part < whole ? Math.min(99, Math.round(share)) : Math.round(share)} %`;
}

/** `1 layer`, `53 layers` */
export function counted(count: number, noun: string): string {
  return `${exact(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Sizes that are all numbers; undefined when one is open, a formula, or unknown. */
export function numbersOf(values: readonly unknown[]): readonly number[] | undefined {
  return values.every((value) => typeof value === 'number') ? values : undefined;
}
