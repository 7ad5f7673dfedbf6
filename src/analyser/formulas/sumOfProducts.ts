// Counts kept as the arithmetic that gives them, so that a hover can show `3·3·64·128 + 128`.

import { add, product, Unknown, type Quantity } from './quantity';

/** A sum of products: `[[3, 3, 64, 128], [128]]` is 3·3·64·128 + 128. The empty sum is 0. */
export type SumOfProducts = readonly (readonly Quantity[])[];

export function evaluate(terms: SumOfProducts): Quantity {
  let total: Quantity = 0;
  for (const factors of terms) total = add(total, product(factors));
  return total;
}

/** `3·3·64·128 + 128`; a factor that is itself a sum stands in brackets, an unknown one is `?`. */
export function sumOfProductsText(terms: SumOfProducts): string {
  if (terms.length === 0) return '0';
  return terms.map((factors) => factors.map((f) => factorText(f, factors.length)).join('·')).join(' + ');
}

function factorText(factor: Quantity, factorCount: number): string {
  if (factor instanceof Unknown) return '?';
  const text = String(factor);
  return factorCount > 1 && / [+-] /.test(text) ? `(${text})` : text;
}
