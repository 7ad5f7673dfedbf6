// open-parameter: a function that builds a model has parameters without a value, so that its figures are formulas.

import type { Finding } from './analysis';
import { parametersOf } from './interpreter/parameters';
import { ArrayValue, SymbolicValue, type FunctionValue, type Value } from './interpreter/values';
import type { GivenValue } from './source/givenValues';
import { annotationPlace, placeOfComment } from './source/annotations';
import { annotationOf, writeAnnotation } from './source/writeAnnotation';
import { isIdentifier } from './source/syntax';

/** A function that was looked at on its own, with the parameters that need a value for its figures to be numbers. */
export interface OpenRoot {
  readonly root: FunctionValue;
  readonly open: readonly OpenParameter[];
}

/** A parameter of which a number was wanted, though nothing gives it a value: its name and a value one might give. */
export interface OpenParameter {
  readonly name: string;
  readonly example: GivenValue;
}

/** To be asked after the function was run with the arguments. */
export function openParameters(callee: FunctionValue, args: readonly Value[]): OpenParameter[] {
  return parametersOf(callee.node).flatMap(({ name }, index) => {
    const argument = args[index];
    if (isIdentifier(name)) return openParameter(name.text, argument);
    if (!(argument instanceof SymbolicValue)) return [];
    return [...argument.readMembers].flatMap(([member, value]) => openParameter(member, value));
  });
}

function openParameter(name: string, value: Value): OpenParameter[] {
  const example = exampleOf(name, value);
  return example === undefined ? [] : [{ name, example }];
}

const EXAMPLE_NUMBER = 32;

/** By what a name says; the first that fits. */
const EXAMPLES: readonly (readonly [RegExp, GivenValue])[] = [
  [/rate$|drop|momentum|alpha/i, 0.5],
  [/kernel|filterSize|^k$/i, 3],
  [/pool|stride/i, 2],
  [/(batch|block|hidden|vocab\w*|embed\w*|train\w*|patch|step|data\w*|sample\w*|window)_?size$/i, EXAMPLE_NUMBER],
  [/shape|size$/i, [224, 224, 3]],
  [/class|units|output|labels?$/i, 10],
  [/channel/i, 3],
  [/height|width|resolution|size|side|^[hw]$/i, 224],
  [/depth|blocks|layers|num|^n$/i, 4],
];

export function exampleOf(name: string, value: Value): GivenValue | undefined {
  if (value instanceof ArrayValue) {
    const isOpen = value.elements.some((element) => element instanceof SymbolicValue && element.isWantedAsNumber);
    return isOpen ? [224, 224, 3, 3].slice(0, value.elements.length) : undefined;
  }
  if (!(value instanceof SymbolicValue)) return undefined;
  const members = [...value.readMembers].flatMap(([member, part]) => {
    const example = exampleOf(member, part);
    return example === undefined ? [] : [[member, example] as const];
  });
  if (members.length > 0) return Object.fromEntries(members);
  if (!value.isWantedAsNumber) return undefined;
  const { listLength } = value;
  if (listLength !== undefined && listLength !== 3) return Array<number>(listLength).fill(EXAMPLE_NUMBER);
  return EXAMPLES.find(([pattern]) => pattern.test(name))?.[1] ?? EXAMPLE_NUMBER;
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
    message: `No value is known for ${list}, so the figures are formulas. Give values in a comment to turn them into numbers: ${comment}`,
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
