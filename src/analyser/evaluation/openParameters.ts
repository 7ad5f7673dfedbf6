// open-parameter: a function that builds a model has parameters without a value, so that its figures are formulas.

import type { Finding } from '../analysis';
import { OptionalArgument, parametersOf } from '../interpreter/parameters';
import { ArrayValue, SymbolicValue, type FunctionValue, type Value } from '../interpreter/values';
import type { GivenValue } from '../source/givenValues';
import { annotationPlace, placeOfComment } from '../source/annotations';
import { annotationOf, writeAnnotation } from '../source/writeAnnotation';
import { isIdentifier } from '../source/syntax';

/** A function that was looked at on its own, with the parameters that need a value for its figures to be numbers. */
export interface OpenRoot {
  readonly root: FunctionValue;
  readonly open: readonly OpenParameter[];
}

/** A parameter that figures depend on, though nothing gives it a value: its name and a value one might give. */
export interface OpenParameter {
  readonly name: string;
  readonly example: GivenValue;
}

/** As what a parameter without a value is asked for. */
export interface Asked {
  asNumber(value: SymbolicValue): boolean;
  asList(value: SymbolicValue): boolean;
  /** Something is not known because this is not. */
  asReason(value: SymbolicValue): boolean;
}

/** To be asked after the function was run with the arguments. */
export function openParameters(callee: FunctionValue, args: readonly Value[], asked: Asked): OpenParameter[] {
  const openParameter = (name: string, value: Value): OpenParameter[] => {
    const example = exampleOf(name, value, asked);
    return example === undefined ? [] : spellOut(name, example);
  };
  return parametersOf(callee.node).flatMap(({ name }, index) => {
    const value = args[index];
    const argument = value instanceof OptionalArgument ? value.given : value;
    if (isReplaced(argument)) return [];
    if (isIdentifier(name)) return openParameter(name.text, argument);
    if (!(argument instanceof SymbolicValue)) return [];
    return [...argument.readMembers].flatMap(([member, value]) => openParameter(member, value));
  });
}

/** A default of the code stands for it, and no figure depends on what a caller gives. */
export function isReplaced(argument: Value): boolean {
  return argument instanceof SymbolicValue && argument.isReplaced && !argument.isWantedAsNumber;
}

/** An object by its members: those that are not among them stay open. */
function spellOut(name: string, example: GivenValue): OpenParameter[] {
  if (typeof example !== 'object' || example === null || Array.isArray(example)) return [{ name, example }];
  return Object.entries(example).flatMap(([member, value]) => spellOut(`${name}.${member}`, value));
}

const EXAMPLE_NUMBER = 32;
const EXAMPLE_LIST: GivenValue = [EXAMPLE_NUMBER, EXAMPLE_NUMBER];

/** Sizes that are no size of a picture. */
const COUNTS =
  /(batch|block|hidden|vocab\w*|embed\w*|train\w*|patch|step|data\w*|sample\w*|window|state|input|set|alphabet|dictionary|sequence|context|memory|buffer)_?size$/i;

/** By what a name says; the first that fits. */
const NUMBERS: readonly (readonly [RegExp, number])[] = [
  [/rate$|drop|momentum|alpha/i, 0.5],
  [/kernel|filterSize|^k$/i, 3],
  [/pool|stride/i, 2],
  [COUNTS, EXAMPLE_NUMBER],
  [/^length$/, EXAMPLE_NUMBER],
  [/class|units|output|labels?$/i, 10],
  [/channel/i, 3],
  [/height|width|resolution|size|side|^[hw]$/i, 224],
  [/depth|blocks|layers|num|^n$/i, 4],
];
const LISTS = /shape|size$/i;
/** Lists of numbers, one for each layer. */
const NUMBER_LISTS = /(sizes|dims?|units|filters|channels|widths|nodes|neurons)$/i;
const PICTURE: GivenValue = [224, 224, 3];

/** What programs asked of a symbol, whether or not a figure depends on it. */
const WANTED: Asked = {
  asNumber: ({ isWantedAsNumber, listLength }) => isWantedAsNumber && listLength === undefined,
  asList: ({ listLength }) => listLength !== undefined,
  asReason: () => false,
};

export function exampleOf(name: string, value: Value, asked = WANTED): GivenValue | undefined {
  if (value instanceof ArrayValue) {
    const isOpen = value.elements.some((element) => element instanceof SymbolicValue && asked.asNumber(element));
    return isOpen ? [224, 224, 3, 3].slice(0, value.elements.length) : undefined;
  }
  if (!(value instanceof SymbolicValue) || value.isFunction) return undefined;
  const members = [...value.readMembers].flatMap(([member, part]) => {
    const example = exampleOf(member, part, asked);
    return example === undefined ? [] : [[member, example] as const];
  });
  if (members.some(([member]) => member === 'length' || isIndex(member))) {
    return LISTS.test(name) ? PICTURE : listExample(name, value, asked);
  }
  if (members.length > 0) return Object.fromEntries(members);
  if (asked.asNumber(value)) return NUMBERS.find(([pattern]) => pattern.test(name))?.[1] ?? EXAMPLE_NUMBER;
  const { listLength } = value;
  if (asked.asList(value) && listLength !== undefined && listLength !== 3) {
    return Array<number>(listLength).fill(EXAMPLE_NUMBER);
  }
  if (asked.asList(value)) return LISTS.test(name) ? PICTURE : EXAMPLE_LIST;
  if (!asked.asReason(value)) return undefined;
  if (/sizes$|list$/i.test(name)) return EXAMPLE_LIST;
  return LISTS.test(name) && !COUNTS.test(name) ? PICTURE : NUMBERS.find(([pattern]) => pattern.test(name))?.[1];
}

/** Of as many numbers as are read by an index; undefined where the elements are, or may be, no numbers. */
function listExample(name: string, { readMembers }: SymbolicValue, asked: Asked): GivenValue | undefined {
  const elements = [...readMembers].filter(([member]) => isIndex(member));
  const values = elements.map(([, element]) => element).filter((element) => element instanceof SymbolicValue);
  if (values.length > 0 && values.every((element) => asked.asNumber(element))) {
    return Array<number>(Math.max(...elements.map(([member]) => Number(member))) + 1).fill(EXAMPLE_NUMBER);
  }
  const mayBeNumbers = NUMBER_LISTS.test(name) && values.every((element) => element.readMembers.size === 0);
  return mayBeNumbers ? EXAMPLE_LIST : undefined;
}

function isIndex(member: string): boolean {
  return /^\d{1,2}$/.test(member);
}

/** The finding, with the comment that gives values as its fix. */
export function findOpenParameters({ root, open }: OpenRoot): Finding {
  const { node, module } = root;
  const { source, file } = module;
  const place = placeOfComment(node, source);
  const head = node.name ?? place;
  const settings = open.map(({ name, example }) => `${name}=${valueText(example)}`).join(' ');
  const comment = annotationOf(settings);
  const names = open.map(({ name }) => `\`${name}\``);
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return {
    rule: 'open-parameter',
    severity: 'hint',
    range: { file, start: head.getStart(source), end: node.name ? node.name.end : node.parameters.end },
    path: [],
    message: `No value is known for ${list}, so figures are formulas or unknown. Give values in a comment to turn them into numbers: ${comment}`,
    fixes: [
      {
        title: `Give values: ${comment}`,
        edits: [writeAnnotation(settings, annotationPlace(node, source, file), source.text)],
      },
    ],
  };
}

function valueText(value: GivenValue): string {
  return JSON.stringify(value);
}
