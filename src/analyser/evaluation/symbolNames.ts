// Names of symbols: arguments that are not known for different reasons are different symbols, though their parameter is the same.

import type { Unknown } from '../formulas/quantity';

export class SymbolNames {
  private readonly reasons = new Map<string, string[]>();

  /** `units` for the first unknown argument of a parameter `units`, `units₂` for the next one that is another. */
  nameOf(parameter: string, { reason, at }: Unknown): string {
    const known = this.reasons.get(parameter) ?? [];
    this.reasons.set(parameter, known);
    const key = `${reason} ${at?.file ?? ''} ${String(at?.start)} ${String(at?.end)}`;
    if (!known.includes(key)) known.push(key);
    const index = known.indexOf(key);
    return index === 0
      ? parameter
      : parameter + [...String(index + 1)].map((digit) => SUBSCRIPTS[Number(digit)]).join('');
  }
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';
