// `/** @convlens classes=10 size=[224,224,3] */` above a function: values for its parameters.

import type ts from 'typescript';
import { parseGivenValue, type GivenValue, type GivenValues } from './givenValues';
import { forEachChild, isClassElement, isObjectLiteralElement, isStatement } from './syntax';

const ANNOTATION = /@convlens\b([^\n]*?)(?=\*\/|\n|$)/g;
/** NAME=VALUE, where NAME may have dots and VALUE is a list, an object, a text in quotes, or one word. */
const ASSIGNMENT = /([\p{L}_$][\p{L}\p{N}_$.]*)=(\[[^\]]*(?:\][^\]\s]*)*\]|\{[^}]*\}|"[^"]*"|'[^']*'|[^\s*]+)/gu;

/** The values in the comments above a function. */
export function findGivenValues(node: ts.Node, source: ts.SourceFile): GivenValues {
  const values = new Map<string, GivenValue>();
  // Asked at each call with an unknown argument: most files have no such comment.
  if (!source.text.includes('@convlens')) return values;
  const place = placeOfComment(node, source);
  const comments = source.text.slice(place.pos, place.getStart(source));
  for (const [, settings = ''] of comments.matchAll(ANNOTATION)) {
    for (const [, name = '', text = ''] of settings.matchAll(ASSIGNMENT)) values.set(name, parseGivenValue(text));
  }
  return values;
}

/** The statement or member around a function, above which one comments on it. */
export function placeOfComment(node: ts.Node, source: ts.SourceFile): ts.Node {
  let place: ts.Node = node;
  let current: ts.Node | undefined = source;
  while (current && current !== node) {
    current = forEachChild(current, (child) => (child.pos <= node.pos && child.end >= node.end ? child : undefined));
    if (current && (isStatement(current) || isClassElement(current) || isObjectLiteralElement(current)))
      place = current;
  }
  return place;
}
