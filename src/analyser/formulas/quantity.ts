// Numbers as the analyser knows them: a plain number, a formula in symbols, or unknown with the reason.
// Every operation here accepts all three, so that a formula for a layer is written once.

import { Formula, formatAtom, isWhole, type Atom, type Factor, type Term } from './formula';

export { Formula, symbol } from './formula';

/** A stretch of source text; offsets are UTF-16 code units as in TypeScript's syntax trees. */
export interface SourceRange {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A value that cannot be known without running the program: why, and the expression that blocked it. */
export class Unknown {
  readonly kind = 'unknown';
  constructor(
    readonly reason: string,
    readonly at?: SourceRange,
    /** TensorFlow.js would throw there: nothing that depends on it ever exists. */
    readonly isError = false,
  ) {}
}

/** An operation on an unknown quantity gives that one; of two unknown ones, the first. */
export type Quantity = number | Formula | Unknown;

export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}

/** An unknown value whose place nobody told, at this place. */
export function placeUnknown<Value>(value: Value, at: SourceRange): Value | Unknown {
  return value instanceof Unknown && !value.at ? new Unknown(value.reason, at, value.isError) : value;
}

export function isFormula(value: unknown): value is Formula {
  return value instanceof Formula;
}

export function add(a: Quantity, b: Quantity): Quantity {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (a instanceof Unknown) return a;
  if (b instanceof Unknown) return b;
  return fromTerms([...termsOf(a), ...termsOf(b)]);
}

export function subtract(a: Quantity, b: Quantity): Quantity {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return add(a, multiply(-1, b));
}

export function multiply(a: Quantity, b: Quantity): Quantity {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (a instanceof Unknown) return a;
  if (b instanceof Unknown) return b;
  if (termsOf(a).length * termsOf(b).length > LARGEST_FORMULA) return new Unknown(TOO_LONG);
  const terms: Term[] = [];
  for (const left of termsOf(a)) {
    for (const right of termsOf(b)) {
      terms.push({
        coefficient: left.coefficient * right.coefficient,
        factors: mergeFactors(left.factors, right.factors),
      });
    }
  }
  return fromTerms(terms);
}

/** Real division; a number by 0 as in JavaScript. A quotient that does not simplify stays an atom of its own. */
export function divide(a: Quantity, b: Quantity): Quantity {
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  if (a instanceof Unknown) return a;
  if (b instanceof Unknown) return b;
  if (typeof b === 'number' && b !== 0) {
    return fromTerms(termsOf(a).map((t) => ({ coefficient: t.coefficient / b, factors: t.factors })));
  }
  if (String(a) === String(b)) return 1;
  const exact = divideByMonomial(a, b);
  return exact ?? atom('quotient', a, b);
}

/** ⌊a/b⌋. */
export function floorDivide(a: Quantity, b: Quantity): Quantity {
  return roundedDivision('floor', a, b);
}

/** ⌈a/b⌉. */
export function ceilDivide(a: Quantity, b: Quantity): Quantity {
  return roundedDivision('ceil', a, b);
}

/** Rounded to the nearest whole number, halves up, as Math.round. */
export function round(a: Quantity): Quantity {
  return roundedDivision('round', a, 1);
}

/** a mod b with JavaScript's sign rule. */
export function remainder(a: Quantity, b: Quantity): Quantity {
  if (typeof a === 'number' && typeof b === 'number') return a % b;
  if (a instanceof Unknown) return a;
  if (b instanceof Unknown) return b;
  if (typeof b === 'number' && hasWholeCoefficients(a) && termsOf(a).every((t) => t.coefficient % b === 0)) return 0;
  return atom('remainder', a, b);
}

export function maximum(a: Quantity, b: Quantity): Quantity {
  return extremum('max', a, b);
}

export function minimum(a: Quantity, b: Quantity): Quantity {
  return extremum('min', a, b);
}

/** a to the power of b. Whole powers up to 8 are multiplied out. */
export function power(a: Quantity, b: Quantity): Quantity {
  if (typeof a === 'number' && typeof b === 'number') return a ** b;
  if (a instanceof Unknown) return a;
  if (b instanceof Unknown) return b;
  if (typeof b === 'number' && Number.isInteger(b) && b >= 0 && b <= 8) {
    let result: Quantity = 1;
    for (let i = 0; i < b; i++) result = multiply(result, a);
    return result;
  }
  return atom('power', a, b);
}

/** 0 when there are none. */
export function sum(values: Iterable<Quantity>): Quantity {
  let total: Quantity = 0;
  for (const value of values) total = add(total, value);
  return total;
}

/** 1 when there are none. */
export function product(values: Iterable<Quantity>): Quantity {
  let total: Quantity = 1;
  for (const value of values) total = multiply(total, value);
  return total;
}

/** Whether both are certainly the same quantity; two unknowns are never certainly the same. */
export function equalQuantities(a: Quantity, b: Quantity): boolean {
  if (a instanceof Unknown || b instanceof Unknown) return false;
  if (typeof a === 'number' || typeof b === 'number') return a === b;
  return a === b || a.toString() === b.toString();
}

function roundedDivision(kind: 'floor' | 'ceil' | 'round', a: Quantity, b: Quantity): Quantity {
  if (typeof a === 'number' && typeof b === 'number') return Math[kind](a / b);
  const exact = divide(a, b);
  if (!(exact instanceof Formula)) return typeof exact === 'number' ? Math[kind](exact) : exact;
  if (isWholeValued(exact)) return exact;
  // Whole parts leave the brackets: ⌊(H + 4)/2⌋ = ⌊H/2⌋ + 2.
  const whole = exact.terms.filter((t) => t.factors.length === 0 && Number.isInteger(t.coefficient));
  if (whole.length > 0) {
    const rest = fromTerms(exact.terms.filter((t) => !whole.includes(t)));
    return add(roundedDivision(kind, rest, 1), fromTerms(whole));
  }
  const nested = collapseNested(kind, exact);
  if (nested) return nested;
  const denominator = commonDenominator(exact);
  const numerator = multiply(exact, denominator);
  return numerator instanceof Unknown ? numerator : atom(kind, numerator, denominator);
}

/** ⌊⌊x/a⌋/b⌋ = ⌊x/(ab)⌋ for whole a and b, and the same for ⌈⌉. */
function collapseNested(kind: 'floor' | 'ceil' | 'round', exact: Formula): Quantity | undefined {
  const [term] = exact.terms;
  if (exact.terms.length !== 1 || term?.factors.length !== 1 || kind === 'round') return undefined;
  const inverse = 1 / term.coefficient;
  const factor = term.factors[0]!;
  if (!Number.isInteger(inverse) || inverse <= 0 || factor.power !== 1 || factor.atom.kind !== kind) return undefined;
  const [numerator, denominator] = factor.atom.operands;
  if (typeof denominator !== 'number' || !Number.isInteger(denominator)) return undefined;
  return roundedDivision(kind, numerator, denominator * inverse);
}

function commonDenominator(formula: Formula): number {
  for (let candidate = 1; candidate <= 4096; candidate++) {
    if (formula.terms.every((t) => isWhole(t.coefficient * candidate))) return candidate;
  }
  return 1;
}

function extremum(kind: 'max' | 'min', a: Quantity, b: Quantity): Quantity {
  if (typeof a === 'number' && typeof b === 'number') return Math[kind](a, b);
  if (a instanceof Unknown) return a;
  if (b instanceof Unknown) return b;
  const difference = subtract(a, b);
  if (typeof difference === 'number') return kind === 'max' ? (difference >= 0 ? a : b) : difference <= 0 ? a : b;
  return atom(kind, a, b);
}

function atom(kind: Exclude<Atom['kind'], 'symbol'>, a: number | Formula, b: number | Formula): Quantity {
  return bounded(new Formula([{ coefficient: 1, factors: [{ atom: { kind, operands: [a, b] }, power: 1 }] }]));
}

function termsOf(value: number | Formula): readonly Term[] {
  return typeof value === 'number' ? [{ coefficient: value, factors: [] }] : value.terms;
}

/** In leaves. Nobody reads a longer one, and a loop can double it at each turn. */
const LARGEST_FORMULA = 200;
const TOO_LONG = 'its formula in symbols is too long to follow';

function bounded(formula: Formula): Formula | Unknown {
  return formula.size > LARGEST_FORMULA ? new Unknown(TOO_LONG) : formula;
}

function fromTerms(terms: readonly Term[]): Quantity {
  const byKey = new Map<string, Term>();
  for (const term of terms) {
    const key = factorsKey(term.factors);
    const existing = byKey.get(key);
    byKey.set(
      key,
      existing ? { coefficient: tidy(existing.coefficient + term.coefficient), factors: term.factors } : term,
    );
  }
  const kept = [...byKey.entries()]
    .filter(([, term]) => term.coefficient !== 0)
    .sort(([keyA, a], [keyB, b]) => degree(b) - degree(a) || (keyA < keyB ? -1 : keyA > keyB ? 1 : 0))
    .map(([, term]) => term);
  if (kept.length === 0) return 0;
  if (kept.length === 1 && kept[0]!.factors.length === 0) return kept[0]!.coefficient;
  return bounded(new Formula(kept));
}

function degree(term: Term): number {
  return term.factors.reduce((total, factor) => total + factor.power, 0);
}

function mergeFactors(a: readonly Factor[], b: readonly Factor[]): Factor[] {
  const byText = new Map<string, Factor>();
  for (const factor of [...a, ...b]) {
    const key = formatAtom(factor.atom);
    byText.set(key, { atom: factor.atom, power: (byText.get(key)?.power ?? 0) + factor.power });
  }
  return [...byText.entries()].sort(([keyA], [keyB]) => (keyA < keyB ? -1 : 1)).map(([, factor]) => factor);
}

/** a / b where b is one product that divides every term of a. */
function divideByMonomial(a: number | Formula, b: number | Formula): Quantity | undefined {
  if (typeof b === 'number' || b.terms.length !== 1) return undefined;
  const divisor = b.terms[0]!;
  const terms: Term[] = [];
  for (const term of termsOf(a)) {
    let factors = [...term.factors];
    for (const wanted of divisor.factors) {
      const key = formatAtom(wanted.atom);
      const found = factors.find((f) => formatAtom(f.atom) === key);
      if (!found || found.power < wanted.power) return undefined;
      factors = factors
        .map((f) => (f === found ? { atom: f.atom, power: f.power - wanted.power } : f))
        .filter((f) => f.power > 0);
    }
    terms.push({ coefficient: term.coefficient / divisor.coefficient, factors });
  }
  return fromTerms(terms);
}

/** Whether the value is certainly whole when every symbol is: symbols are sizes and counts. */
function isWholeValued(value: number | Formula): boolean {
  return hasWholeCoefficients(value) && termsOf(value).every((t) => t.factors.every((f) => isWholeAtom(f.atom)));
}

function isWholeAtom(value: Atom): boolean {
  switch (value.kind) {
    case 'symbol':
    case 'floor':
    case 'ceil':
    case 'round':
      return true;
    case 'quotient':
      return false;
    default:
      return value.operands.every(isWholeValued);
  }
}

function hasWholeCoefficients(value: number | Formula): boolean {
  return termsOf(value).every((t) => isWhole(t.coefficient));
}

/** Removes floating-point dust such as 0.1 + 0.2 so that equal formulas print alike. */
function tidy(value: number): number {
  return isWhole(value) ? Math.round(value) : value;
}

function factorsKey(factors: readonly Factor[]): string {
  return factors.map((f) => `${formatAtom(f.atom)}^${f.power}`).join('·');
}
