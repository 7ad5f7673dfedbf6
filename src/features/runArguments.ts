// Arguments that a user gives to the function of a model for a run: questions, answers, and what is remembered of them.

import {
  describeType,
  groupBy,
  misfitOf,
  parseGivenValue,
  writeAnnotation,
  writeGivenValues,
  type GivenValue,
  type GivenValues,
  type MissingArgument,
  type TextEdit,
  type ValueType,
} from '../analyser/index';
import type { ParameterFault } from '../protocol/runner';

/** What is asked about one parameter, or one member of it. */
export interface Question {
  readonly name: string;
  readonly type: ValueType;
  /** The answer of last time, or a value one might give. */
  readonly suggestion?: GivenValue;
}

export type Answer = { readonly value: GivenValue } | { readonly mistake: string };

/** What is known of the arguments of one function from answers and runs before. */
export interface RememberedArguments {
  readonly values: Readonly<Record<string, GivenValue>>;
  /** Parameters that only running the function told of. */
  readonly toldByRun: readonly string[];
  /** What is no parameter of it, by a run. */
  readonly refusedByRun: readonly string[];
}

/** The arguments that a run is to be given beside those that are known, and what has to be asked for them. */
export interface ArgumentPlan {
  readonly known: GivenValues;
  readonly questions: readonly Question[];
  /** What to keep, once the questions are answered with these values. */
  readonly keep: (answers: GivenValues) => RememberedArguments;
}

const ANY: ValueType = { kind: 'any' };
const NO_FAULT: ParameterFault = { missing: [], unknown: [] };
const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*(\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*$/u;
const MOST_CHARACTERS = 4096;

/**
 * What is remembered is used where it still fits and is still wanted; the rest is asked for.
 * @param fault what the last run said of its arguments
 * @param isChange all are asked for again
 */
export function planArguments(
  missing: readonly MissingArgument[],
  remembered: RememberedArguments,
  fault: ParameterFault = NO_FAULT,
  isChange = false,
): ArgumentPlan {
  const refusedByRun = [...new Set([...remembered.refusedByRun, ...fault.unknown])].filter(
    (name) => !fault.missing.includes(name),
  );
  const isRead = (name: string): boolean => missing.some((argument) => argument.name === name);
  const toldByRun = [...new Set([...remembered.toldByRun, ...fault.missing])].filter(
    (name) => NAME.test(name) && !isRead(name) && !refusedByRun.includes(name),
  );
  const wanted = [
    ...missing.filter(({ name }) => !refusedByRun.includes(name)),
    ...toldByRun.map((name) => ({ name, type: ANY, example: undefined })),
  ];
  const known = new Map<string, GivenValue>();
  const questions: Question[] = [];
  for (const { name, type, example } of wanted) {
    // what cannot be written down cannot be asked for
    if (type.kind === 'code') continue;
    const last = Object.hasOwn(remembered.values, name) ? remembered.values[name] : undefined;
    const fits = last !== undefined && misfitOf(last, type, name) === undefined;
    if (fits) known.set(name, last);
    const suggestion = fits ? last : example;
    if (!fits || isChange) questions.push({ name, type, ...(suggestion !== undefined && { suggestion }) });
  }
  const keep = (answers: GivenValues): RememberedArguments => {
    return { values: Object.fromEntries([...known, ...answers]), toldByRun, refusedByRun };
  };
  return { known, questions, keep };
}

/**
 * The comments that give the values in the file.
 * @returns undefined when a comment cannot say one of them; no edits when none of them is missing
 */
export function annotateArguments(
  missing: readonly MissingArgument[],
  given: GivenValues,
  textOf: (file: string) => string | undefined,
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const together of groupBy(missing, ({ place }) => `${place.file}\n${place.start}`).values()) {
    const values = together.flatMap(({ name }): [string, GivenValue][] => {
      const value = given.get(name);
      return value === undefined ? [] : [[name, value]];
    });
    const [first] = together;
    const settings = writeGivenValues(new Map(values));
    if (settings === undefined) return undefined;
    if (values.length > 0) edits.push(writeAnnotation(settings, first.place, textOf(first.place.file) ?? ''));
  }
  return edits;
}

export const NOTHING_REMEMBERED: RememberedArguments = { values: {}, toldByRun: [], refusedByRun: [] };

/** What was kept, with what is broken left out. */
export function parseRemembered(value: unknown): RememberedArguments {
  if (!isRecord(value)) return NOTHING_REMEMBERED;
  const { values, toldByRun, refusedByRun } = value;
  const kept = Object.entries(isRecord(values) ? values : {}).filter(
    (entry): entry is [string, GivenValue] => NAME.test(entry[0]) && isPlain(entry[1]),
  );
  return {
    values: Object.fromEntries(kept),
    toldByRun: readNames(toldByRun),
    refusedByRun: readNames(refusedByRun),
  };
}

function readNames(value: unknown): readonly string[] {
  const names: readonly unknown[] = Array.isArray(value) ? value : [];
  return names.filter((name): name is string => typeof name === 'string' && NAME.test(name));
}

function isPlain(value: unknown): value is GivenValue {
  const text: unknown = JSON.stringify(value);
  return typeof text === 'string' && text.length <= MOST_CHARACTERS;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads what was typed, as a `@convlens` comment is read. */
export function readAnswer(text: string, { name, type }: Question): Answer {
  const trimmed = text.trim();
  if (trimmed === '') return { mistake: `${name} needs a value.` };
  const parsed = parseGivenValue(trimmed);
  // what is wanted as a text need not be in quotes, whatever it looks like
  const value = type.kind === 'text' && typeof parsed !== 'string' ? trimmed : parsed;
  const mistake = misfitOf(value, type, name) ?? findBrokenBrackets(value);
  return mistake === undefined ? { value } : { mistake };
}

/** `[224,224` would be a word. */
function findBrokenBrackets(value: GivenValue): string | undefined {
  return typeof value === 'string' && /^[[{]/.test(value) ? `${value} cannot be read: write it as JSON.` : undefined;
}

/** As one types it. */
export function textOfValue(value: GivenValue): string {
  return typeof value === 'string' && parseGivenValue(value) === value ? value : JSON.stringify(value);
}

/** The values that can be picked; undefined where one is typed. */
export function choicesOf(type: ValueType): readonly GivenValue[] | undefined {
  if (type.kind === 'boolean') return [true, false];
  return type.kind === 'choice' ? type.values : undefined;
}

/** `classes: a number` */
export function describeQuestion({ name, type }: Question): string {
  return `${name}: ${describeType(type)}`;
}

/** `classes=10, size=[224,224,3]` */
export function describeArguments(values: GivenValues): string {
  return [...values].map(([name, value]) => `${name}=${textOfValue(value)}`).join(', ');
}
