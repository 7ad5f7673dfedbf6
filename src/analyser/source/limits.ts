// Limits that somebody sets on a model: in a comment, on the command line, in a configuration file. `params<5M`

export type LimitedFigure = 'params' | 'macs' | 'rf' | 'memory';
export type LimitOperator = '<' | '<=' | '>' | '>=';

export interface Limit {
  readonly figure: LimitedFigure;
  readonly operator: LimitOperator;
  /** Bytes for memory, pixels for the receptive field. */
  readonly value: number;
  /** As it was written, without blanks. */
  readonly text: string;
}

const COUNT_UNITS: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
const BYTE_UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};
/** What stands behind the number of each figure, by its lower-case name, and how that is told. */
const UNITS: Readonly<
  Record<LimitedFigure, { readonly units: Readonly<Record<string, number>>; readonly told: string }>
> = {
  params: { units: COUNT_UNITS, told: 'a number, with k, M or G where it is large: 5M' },
  macs: { units: COUNT_UNITS, told: 'a number, with k, M or G where it is large: 300M' },
  rf: { units: { px: 1 }, told: 'a number of pixels: 224' },
  memory: { units: BYTE_UNITS, told: 'a number of bytes, with kB, MB, GB, KiB, MiB or GiB: 64MB' },
};

const OPERATORS: readonly string[] = ['<', '<=', '>', '>='] satisfies LimitOperator[];

/** NAME OPERATOR VALUE, where the operator may be a wrong one. */
export const LIMIT = /([\p{L}_$][\p{L}\p{N}_$.]*)\s*([<>=!≤≥:]+)\s*([^\s,<>=!*]*)/uy;

/**
 * Limits with blanks or commas between them.
 * @returns what is wrong as a sentence, for what is no limit
 */
export function parseLimits(text: string): readonly Limit[] | string {
  const limits: Limit[] = [];
  for (LIMIT.lastIndex = 0; ;) {
    const at = LIMIT.lastIndex + (/^[\s,]*/.exec(text.slice(LIMIT.lastIndex))?.[0].length ?? 0);
    if (at === text.length && limits.length > 0) return limits;
    LIMIT.lastIndex = at;
    const [, name = '', operator = '', value = ''] = LIMIT.exec(text) ?? [];
    if (name === '') return `\`${text.slice(at)}\` is not a limit; write one like params<5M.`;
    const limit = makeLimit(name, operator, value);
    if (typeof limit === 'string') return limit;
    limits.push(limit);
  }
}

/** @returns what is wrong as a sentence, for what is no limit */
export function makeLimit(name: string, operator: string, value: string): Limit | string {
  const text = `${name}${operator}${value}`;
  if (!isFigure(name))
    return `A budget cannot limit \`${name}\`, only params, macs, rf (the receptive field) and memory.`;
  if (!isOperator(operator)) return `\`${text}\`: a limit is written with <, <=, > or >=.`;
  const { units, told } = UNITS[name];
  const [, digits = '', unit = ''] = /^(\d[\d_]*(?:\.\d+)?(?:e\d+)?)(\p{L}*)$/u.exec(value) ?? [];
  const factor = unit === '' ? 1 : Object.hasOwn(units, unit.toLowerCase()) ? units[unit.toLowerCase()] : undefined;
  if (digits === '' || factor === undefined) return `\`${text}\`: ${operator} must be followed by ${told}.`;
  return { figure: name, operator, value: Number(digits.replaceAll('_', '')) * factor, text };
}

export function isFigure(name: string): name is LimitedFigure {
  return Object.hasOwn(UNITS, name);
}

function isOperator(operator: string): operator is LimitOperator {
  return OPERATORS.includes(operator);
}
