// budget: a figure of a model against a limit. What is measured, by how much it is over, and which layers hold most.

import type { Finding, LayerReading, ModelReading } from './analysis';
import { add, maximum, minimum, multiply, sum, Unknown, type Quantity, type SourceRange } from './formulas/quantity';
import { symbolsOf } from './formulas/substitute';
import { groupBy } from './graph/groupBy';
import type { Limit, LimitedFigure } from './source/limits';

const BYTES_PER_PARAMETER = 4;
/** Places that are named as those that hold most. */
const MOST_PLACES = 3;
const LEAST_SHARE = 0.01;

/** @returns a finding where the model is over the limit, and one of a hint's severity where that cannot be told; else nothing */
export function checkLimit(reading: ModelReading, limit: Limit, stopped?: string): Finding | undefined {
  const measured = stopped === undefined ? measure(reading, limit) : new Unknown(stopped);
  if (typeof measured !== 'number') return makeFinding(reading, limit, 'hint', [undecided(limit, measured)]);
  if (isKept(measured, limit)) return undefined;
  return makeFinding(reading, limit, 'error', [
    exceeded(limit, measured),
    ...(limit.figure === 'rf' ? growth(reading, limit) : largest(reading, limit.figure, measured)),
  ]);
}

function makeFinding({ model }: ModelReading, limit: Limit, severity: 'error' | 'hint', lines: string[]): Finding {
  const { call: range, path } = model;
  return { rule: 'budget', severity, range, path, message: lines.join('\n'), fixes: [], model, limit: limit.text };
}

function measure({ totals, receptiveField }: ModelReading, { figure, operator }: Limit): Quantity {
  switch (figure) {
    case 'params':
      return totals.parameters;
    case 'macs':
      return totals.macs;
    case 'memory':
      return add(totals.weightBytes, totals.activationBytes);
    case 'rf': {
      if (receptiveField instanceof Unknown) return receptiveField;
      // All axes must be in the limit: the one that is worst counts.
      const worst = operator.startsWith('<') ? maximum : minimum;
      const [first = new Unknown('the model has no spatial axis'), ...others] = receptiveField.size;
      return others.reduce(worst, first);
    }
  }
}

function isKept(measured: number, { operator, value }: Limit): boolean {
  switch (operator) {
    case '<':
      return measured < value;
    case '<=':
      return measured <= value;
    case '>':
      return measured > value;
    case '>=':
      return measured >= value;
  }
}

const NOUNS: Readonly<Record<LimitedFigure, string>> = {
  params: 'parameters',
  macs: 'multiply-adds',
  memory: 'bytes for weights and activations',
  rf: 'pixels',
};

function exceeded({ figure, operator, value, text }: Limit, measured: number): string {
  const isUpper = operator.startsWith('<');
  const distance = Math.abs(measured - value);
  const what =
    figure === 'rf'
      ? `The receptive field at the head is ${exact(measured)} pixels`
      : `${exact(measured)} ${NOUNS[figure]}`;
  if (distance === 0) return `${what}: exactly the limit, which the budget ${text} excludes.`;
  return `${what}, ${exact(distance)} ${isUpper ? 'more' : 'less'} than the budget ${text} allows.`;
}

function undecided({ text, figure }: Limit, measured: Exclude<Quantity, number>): string {
  if (measured instanceof Unknown) return `It is not known whether the budget ${text} is kept: ${measured.reason}.`;
  const names = symbolsOf(measured);
  const values = names.map((name) => `${name}=…`).join(' ');
  return `Whether the budget ${text} is kept depends on ${listed(names)}: ${figure} = ${measured.toString()}. A comment above the function gives values: /** @convlens ${values} */`;
}

/** The layer calls that hold most, those of one place together. */
function largest(reading: ModelReading, figure: Exclude<LimitedFigure, 'rf'>, total: number): string[] {
  const places = [...groupBy(reading.layers, ({ layer }): SourceRange => layer.call).values()]
    .map((layers) => ({ layers, held: sum(layers.map((layer) => heldBy(layer, figure))) }))
    .flatMap(({ layers, held }) => (typeof held === 'number' && held > 0 ? [{ layers, held }] : []))
    .sort((a, b) => b.held - a.held)
    .slice(0, MOST_PLACES)
    .filter(({ held }, index) => index === 0 || held >= LEAST_SHARE * total)
    .map(({ layers, held }) => `${nameOf(layers)} ${exact(held)} (${exact(Math.round((100 * held) / total))} %)`);
  return places.length === 0 ? [] : [`Most is held by ${listed(places)}.`];
}

function heldBy(layer: LayerReading, figure: Exclude<LimitedFigure, 'rf'>): Quantity {
  switch (figure) {
    case 'params':
      return layer.parameters;
    case 'macs':
      return layer.macs;
    case 'memory':
      return add(multiply(BYTES_PER_PARAMETER, layer.parameters), layer.activationBytes);
  }
}

function nameOf([first, ...others]: readonly LayerReading[]): string {
  const name = first?.layer.name ?? '';
  return others.length === 0 ? name : `${name} and the ${others.length} others of its call`;
}

/** What one more 3×3 convolution at the head would add. */
function growth({ receptiveField }: ModelReading, { operator }: Limit): string[] {
  if (receptiveField instanceof Unknown || operator.startsWith('<')) return [];
  const [stride, ...others] = receptiveField.stride;
  if (typeof stride !== 'number' || others.some((other) => other !== stride)) return [];
  return [`Each further 3×3 convolution at the head adds ${exact(2 * stride)} pixels.`];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

const EXACT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

function exact(count: number): string {
  return EXACT.format(count);
}
