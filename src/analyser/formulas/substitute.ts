// Numbers in place of symbols.

import { Formula, symbol, type Atom } from './formula';
import {
  ceilDivide,
  divide,
  floorDivide,
  maximum,
  minimum,
  power,
  product,
  remainder,
  round,
  sum,
  type Quantity,
} from './quantity';

/**
 * Puts numbers in for symbols.
 * @returns a number when every symbol of the formula has a value, otherwise the remaining formula
 */
export function substitute(quantity: Quantity, values: ReadonlyMap<string, Quantity>): Quantity {
  if (!(quantity instanceof Formula)) return quantity;
  return sum(
    quantity.terms.map((term) =>
      product([
        term.coefficient,
        ...term.factors.map((f) => product(Array<Quantity>(f.power).fill(substituteAtom(f.atom, values)))),
      ]),
    ),
  );
}

/** The names of the symbols in a quantity, each once, in order of appearance. */
export function symbolsOf(quantity: Quantity): string[] {
  const names = new Set<string>();
  const visit = (q: Quantity): void => {
    if (!(q instanceof Formula)) return;
    for (const term of q.terms) {
      for (const { atom } of term.factors) {
        if (atom.kind === 'symbol') names.add(atom.name);
        else atom.operands.forEach(visit);
      }
    }
  };
  visit(quantity);
  return [...names];
}

function substituteAtom(atomToReplace: Atom, values: ReadonlyMap<string, Quantity>): Quantity {
  if (atomToReplace.kind === 'symbol') return values.get(atomToReplace.name) ?? symbol(atomToReplace.name);
  const a = substitute(atomToReplace.operands[0], values);
  const b = substitute(atomToReplace.operands[1], values);
  switch (atomToReplace.kind) {
    case 'floor':
      return floorDivide(a, b);
    case 'ceil':
      return ceilDivide(a, b);
    case 'round':
      return round(divide(a, b));
    case 'quotient':
      return divide(a, b);
    case 'remainder':
      return remainder(a, b);
    case 'max':
      return maximum(a, b);
    case 'min':
      return minimum(a, b);
    case 'power':
      return power(a, b);
  }
}
