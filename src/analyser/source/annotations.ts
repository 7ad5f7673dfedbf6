// `/** @convlens classes=10 size=[224,224,3] budget params<5M */` above a function or statement: values for its parameters, limits for its models.

import type ts from 'typescript';
import type { SourceRange } from '../formulas/quantity';
import { ASSIGNMENT, parseGivenValue, type GivenValue, type GivenValues } from './givenValues';
import { isFigure, LIMIT, makeLimit, type Limit } from './limits';
import { rememberByNode } from './rememberByNode';
import { forEachChild, isClassElement, isFunctionLike, isObjectLiteralElement, isStatement } from './syntax';

const ANNOTATION = /@convlens\b([^\n]*?)(?=\*\/|\n|$)/g;
const WORD = /[^\s*]+/uy;

export interface Annotation {
  readonly values: readonly { readonly name: string; readonly value: GivenValue; readonly range: SourceRange }[];
  readonly limits: readonly Limit[];
  readonly problems: readonly { readonly range: SourceRange; readonly message: string }[];
}

/** A statement or member with an annotation in the comments above it. */
export interface AnnotatedPlace {
  readonly node: ts.Node;
  readonly annotation: Annotation;
}

/** The values in the comments above a function. */
export function findGivenValues(node: ts.Node, source: ts.SourceFile): GivenValues {
  // Asked at each call with an unknown argument: most files have no such comment.
  if (!isAnnotated(source)) return new Map();
  const { values } = annotationAbove(placeOfComment(node, source), source);
  return new Map(values.map(({ name, value }) => [name, value]));
}

/** The statement or member around a function, above which one comments on it. */
export function placeOfComment(node: ts.Node, source: ts.SourceFile): ts.Node {
  return placesAround(node, source).at(-1) ?? node;
}

/** Directly above a statement or member; only there does it document it. */
const DOCUMENTATION = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/;

/** Where the comment goes: an empty range, above the documentation if there is one. */
export function annotationPlace(node: ts.Node, source: ts.SourceFile, file: string): SourceRange {
  const place = placeOfComment(node, source);
  const documentation = DOCUMENTATION.exec(commentsAbove(place, source));
  const start = documentation ? place.pos + documentation.index : place.getStart(source);
  return { file, start, end: start };
}

/** The statements and members around a stretch of source that have an annotation, outermost first. */
export function annotationsAround(range: ts.TextRange, source: ts.SourceFile): AnnotatedPlace[] {
  if (!isAnnotated(source)) return [];
  return placesAround(range, source).flatMap((node) => annotated(node, source));
}

/** All annotations of a file, with the functions that each gives values to. */
export function annotationsOf(
  source: ts.SourceFile,
): (AnnotatedPlace & { readonly functions: readonly ts.SignatureDeclaration[] })[] {
  const found: (AnnotatedPlace & { readonly functions: readonly ts.SignatureDeclaration[] })[] = [];
  const visit = (node: ts.Node): void => {
    if (isPlace(node))
      found.push(...annotated(node, source).map((place) => ({ ...place, functions: functionsIn(node) })));
    forEachChild(node, visit);
  };
  if (isAnnotated(source)) visit(source);
  return found;
}

/** Asked very often, and answered by a look at the whole text. */
const isAnnotated = rememberByNode((source: ts.SourceFile) => mentionsConvLens(source.text));

function mentionsConvLens(text: string): boolean {
  return text.includes('@convlens');
}

function annotated(node: ts.Node, source: ts.SourceFile): AnnotatedPlace[] {
  const comments = commentsAbove(node, source);
  return mentionsConvLens(comments) ? [{ node, annotation: annotationAbove(node, source) }] : [];
}

function commentsAbove(node: ts.Node, source: ts.SourceFile): string {
  return source.text.slice(node.pos, node.getStart(source));
}

function annotationAbove(node: ts.Node, source: ts.SourceFile): Annotation {
  const annotation = { values: [], limits: [], problems: [] };
  for (const match of commentsAbove(node, source).matchAll(ANNOTATION)) {
    const [all, settings = ''] = match;
    readSettings(settings, source.fileName, node.pos + match.index + all.length - settings.length, annotation);
  }
  return annotation;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/** Words that are neither are left alone, outside of a budget; behind `--` stands why. */
function readSettings(settings: string, file: string, offset: number, into: Mutable<Annotation>): void {
  const [text = ''] = settings.split(/\s--(?:\s|$)/u);
  let isBudget = false;
  for (let at = 0; at < text.length;) {
    if (/[\s*,]/.test(text.charAt(at))) {
      at++;
      continue;
    }
    const match = matchAt(ASSIGNMENT, text, at) ?? matchAt(LIMIT, text, at) ?? matchAt(WORD, text, at);
    const [all = text.slice(at), name, second = '', third] = match ?? [];
    const range = { file, start: offset + at, end: offset + at + all.length };
    at += all.length;
    if (name !== undefined && third === undefined && !(isBudget && isFigure(name))) {
      into.values.push({ name, value: parseGivenValue(second), range });
    } else if (name !== undefined && isBudget) {
      const limit = third === undefined ? makeLimit(name, '=', second) : makeLimit(name, second, third);
      if (typeof limit === 'string') into.problems.push({ range, message: limit });
      else into.limits.push(limit);
    } else if (name !== undefined && isFigure(name)) {
      into.problems.push({ range, message: `\`${all}\` is a limit: write \`budget\` before it.` });
    } else if (all === 'budget') {
      isBudget = true;
      if (!/[<>=≤≥]/.test(text.slice(at)))
        into.problems.push({ range, message: 'The budget has no limit; write one like params<5M.' });
    } else if (isBudget) {
      into.problems.push({
        range,
        message: `\`${all}\` is not a limit; write one like params<5M, and words after --.`,
      });
    }
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function isPlace(node: ts.Node): boolean {
  return isStatement(node) || isClassElement(node) || isObjectLiteralElement(node);
}

/** Outermost first. */
function placesAround(range: ts.TextRange, source: ts.SourceFile): ts.Node[] {
  const places: ts.Node[] = [];
  let current: ts.Node | undefined = source;
  while (current && current !== range) {
    current = forEachChild(current, (child) => (child.pos <= range.pos && child.end >= range.end ? child : undefined));
    if (current && isPlace(current)) places.push(current);
  }
  return places;
}

/** The functions for which a place is the one to comment on. */
function functionsIn(place: ts.Node): readonly ts.SignatureDeclaration[] {
  const functions: ts.SignatureDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (node !== place && isPlace(node)) return;
    if (isFunctionLike(node)) functions.push(node);
    forEachChild(node, visit);
  };
  visit(place);
  return functions;
}
