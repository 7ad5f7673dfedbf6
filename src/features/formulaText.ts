// The arithmetic behind a figure, with the numbers filled in: `3·3·64·128 + 128 = 73,856`.

import type { Quantity, SumOfProducts } from '../analyser/index';
import { formatExact, isUnknown } from './formatNumber';

/**
 * @param terms the arithmetic for one application of the layer
 * @param value what it comes to, all applications together
 * @returns `3·3·64·128 + 128 = 73,856`; a layer applied twice shows `2·(…)`; a sum that says no more than its value is the value alone
 */
export function formatFormula(terms: SumOfProducts, value: Quantity): string {
  const total = formatExact(value);
  if (terms.length === 0 || isUnknown(value)) return total;
  const text = terms.map(productText).join(' + ');
  if (text === String(value)) return total;
  const times = timesApplied(terms, value);
  const arithmetic = times === 1 ? text : `${times}·(${text})`;
  return arithmetic === total ? total : `${arithmetic} = ${total}`;
}

function productText(factors: readonly Quantity[]): string {
  return factors.map((factor) => factorText(factor, factors.length)).join('·');
}

function factorText(factor: Quantity, factorCount: number): string {
  const text = isUnknown(factor) ? '?' : String(factor);
  return factorCount > 1 && / [+-] /.test(text) ? `(${text})` : text;
}

function timesApplied(terms: SumOfProducts, value: Quantity): number {
  let sum = 0;
  for (const factors of terms) {
    let product = 1;
    for (const factor of factors) {
      if (typeof factor !== 'number') return 1;
      product *= factor;
    }
    sum += product;
  }
  const times = typeof value === 'number' && sum > 0 ? value / sum : 1;
  return Number.isInteger(times) && times > 1 ? times : 1;
}
