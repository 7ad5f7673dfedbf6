// A formula in symbols and its text.

/** The leaf of a formula: a named symbol, or a function of formulas that does not simplify further. */
export type Atom =
  | { readonly kind: 'symbol'; readonly name: string }
  | {
      readonly kind: 'floor' | 'ceil' | 'round' | 'quotient' | 'remainder' | 'max' | 'min' | 'power';
      readonly operands: readonly [number | Formula, number | Formula];
    };

export interface Factor {
  readonly atom: Atom;
  readonly power: number;
}

export interface Term {
  readonly coefficient: number;
  readonly factors: readonly Factor[];
}

/**
 * A sum of products of atoms, kept in a canonical order so that equal formulas have equal text.
 * Invariant: at least one term has a factor (a constant is a plain number, never a Formula).
 */
export class Formula {
  readonly kind = 'formula';
  /** How many leaves it has, those of its operands included. */
  readonly size: number;
  private cachedText: string | undefined;
  constructor(readonly terms: readonly Term[]) {
    this.size = terms.reduce((total, { factors }) => factors.reduce((sum, { atom }) => sum + sizeOf(atom), total), 0);
  }

  get isSymbol(): boolean {
    const [term, ...others] = this.terms;
    const [factor] = term?.factors ?? [];
    return others.length === 0 && term?.coefficient === 1 && factor?.power === 1 && factor.atom.kind === 'symbol';
  }

  /** The formula as a reader writes it: `9·C·64 + 64` simplified to `576·C + 64`. Also its identity. */
  toString(): string {
    return (this.cachedText ??= formatTerms(this.terms));
  }
}

/** A symbol by itself; symbols of one name are the same quantity. */
export function symbol(name: string): Formula {
  return new Formula([{ coefficient: 1, factors: [{ atom: { kind: 'symbol', name }, power: 1 }] }]);
}

function formatTerms(terms: readonly Term[]): string {
  let text = '';
  for (const term of terms) {
    const negative = term.coefficient < 0;
    const body = formatProduct(Math.abs(term.coefficient), term.factors);
    text += text === '' ? (negative ? `-${body}` : body) : negative ? ` - ${body}` : ` + ${body}`;
  }
  return text;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function formatProduct(coefficient: number, factors: readonly Factor[]): string {
  const names = factors.map(
    (f) =>
      formatAtom(f.atom) + (f.power === 1 ? '' : [...String(f.power)].map((d) => SUPERSCRIPTS[Number(d)]).join('')),
  );
  if (names.length === 0) return formatNumber(coefficient);
  const inverse = 1 / coefficient;
  if (coefficient !== 1 && isWhole(inverse)) return `${names.join('·')}/${formatNumber(Math.round(inverse))}`;
  return coefficient === 1 ? names.join('·') : [formatNumber(coefficient), ...names].join('·');
}

function formatNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

function sizeOf(atom: Atom): number {
  if (atom.kind === 'symbol') return 1;
  const [a, b] = atom.operands;
  return 1 + (typeof a === 'number' ? 0 : a.size) + (typeof b === 'number' ? 0 : b.size);
}

/** The text of a leaf, which is also its identity. */
export function formatAtom(value: Atom): string {
  if (value.kind === 'symbol') return value.name;
  const [a, b] = value.operands;
  const over = b === 1 ? String(a) : `${formatOperand(a)}/${formatOperand(b)}`;
  switch (value.kind) {
    case 'floor':
      return `⌊${over}⌋`;
    case 'ceil':
      return `⌈${over}⌉`;
    case 'round':
      return `round(${over})`;
    case 'quotient':
      return `(${over})`;
    case 'remainder':
      return `(${formatOperand(a)} mod ${formatOperand(b)})`;
    case 'power':
      return `${formatOperand(a)}^${formatOperand(b)}`;
    default:
      return `${value.kind}(${String(a)}, ${String(b)})`;
  }
}

function formatOperand(value: number | Formula): string {
  if (typeof value === 'number') return formatNumber(value);
  const simple =
    value.terms.length === 1 && (value.terms[0]!.coefficient === 1 || Number.isInteger(value.terms[0]!.coefficient));
  return simple ? String(value) : `(${String(value)})`;
}

/** Whole but for floating-point dust. */
export function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-9;
}
