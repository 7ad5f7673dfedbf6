// Writes the comment that gives values to the parameters of a function.

import type { SourceRange } from '../formulas/quantity';

export function annotationOf(settings: string): string {
  return `/** @convlens ${settings} */`;
}

/**
 * The comment on a line of its own, indented as what follows.
 * @param place empty, where the annotated function or statement starts
 */
export function writeAnnotation(
  settings: string,
  place: SourceRange,
  text: string,
): { readonly range: SourceRange; readonly newText: string } {
  const indent = /[ \t]*$/.exec(text.slice(0, place.start))?.[0] ?? '';
  return { range: place, newText: `${annotationOf(settings)}\n${indent}` };
}
