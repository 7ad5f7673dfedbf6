// Counts kept as the arithmetic that gives them, so that a hover can show `3·3·64·128 + 128`.

import { add, product, type Quantity } from './quantity';

/** A sum of products: `[[3, 3, 64, 128], [128]]` is 3·3·64·128 + 128. The empty sum is 0. */
export type SumOfProducts = readonly (readonly Quantity[])[];

/** The count itself. */
export function evaluate(terms: SumOfProducts): Quantity {
  let total: Quantity = 0;
  for (const factors of terms) total = add(total, product(factors));
  return total;
}
