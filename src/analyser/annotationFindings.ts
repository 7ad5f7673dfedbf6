// What the comments `/** @convlens … */` lead to: budgets that models exceed, and what in a comment cannot be understood.

import type ts from 'typescript';
import type { EarlyEnd } from './evaluation';
import type { Finding, ModelReading } from './analysis';
import type { SourceRange } from './formulas/quantity';
import { groupBy } from './graph/groupBy';
import type { Layer, Model } from './graph/graph';
import { checkLimit } from './limitCheck';
import { annotationsAround, annotationsOf, type AnnotatedPlace } from './source/annotations';
import { boundNames } from './source/boundNames';

/** The tree of a file that was read. */
type SourceOf = (file: string) => ts.SourceFile | undefined;

/** One finding for each model and limit that is not kept. */
export function findExceededBudgets(
  models: readonly ModelReading[],
  sourceOf: SourceOf,
  [stopped]: readonly EarlyEnd[],
): Finding[] {
  const limited = models.flatMap((reading) => placesAbove(reading, sourceOf).map((place) => ({ reading, ...place })));
  // One comment may stand above a model and above the parts that it is made of: the whole is meant.
  return [...groupBy(limited, ({ node }) => node).values()].flatMap((together) => {
    const isPart = ({ model }: ModelReading): boolean =>
      together.some(({ reading: whole }) => whole.model !== model && contains(whole.model, model));
    return together
      .filter(({ reading }) => !isPart(reading))
      .flatMap(({ reading, annotation }) =>
        annotation.limits.flatMap((limit) => checkLimit(reading, limit, stopped?.reason) ?? []),
      );
  });
}

/** Above the model's call, the calls that led to it, and the statements and functions around these. */
function placesAbove({ model }: ModelReading, sourceOf: SourceOf): AnnotatedPlace[] {
  const places = new Map<ts.Node, AnnotatedPlace>();
  for (const { file, start: pos, end } of [...model.path, model.call]) {
    const source = sourceOf(file);
    if (!source) continue;
    for (const place of annotationsAround({ pos, end }, source)) places.set(place.node, place);
  }
  return [...places.values()];
}

function contains(whole: Model, part: Model): boolean {
  const layers = new Set<Layer>();
  const visit = (model: Model): void => {
    for (const layer of model.layers) {
      if (layers.has(layer)) continue;
      layers.add(layer);
      if (layer.model) visit(layer.model);
    }
  };
  visit(whole);
  // Of two that are made of the same layers, the later one is the whole.
  return part.layers.length > 0 && part.layers.length < layers.size && part.layers.every((layer) => layers.has(layer));
}

/** What in the comments of a file is neither a value for a parameter nor a limit. */
export function findAnnotationProblems(source: ts.SourceFile): Finding[] {
  return annotationsOf(source).flatMap(({ annotation: { values, problems }, functions }) => {
    const names = new Set(functions.flatMap(({ parameters }) => parameters.flatMap(({ name }) => boundNames(name))));
    const misspelt = values
      .filter(({ name }) => !names.has(name.split('.', 1).join('')))
      .map(({ name, range }) => ({ range, message: noParameter(name, functions.length > 0, [...names]) }));
    return [...problems, ...misspelt].map(({ range, message }) => problemFinding(range, message));
  });
}

function noParameter(name: string, isFunction: boolean, names: readonly string[]): string {
  if (!isFunction) return `Nothing takes a value for \`${name}\`: no function stands under this comment.`;
  const known = names.length === 0 ? 'it takes none' : `it takes ${names.join(', ')}`;
  return `The function under this comment has no parameter \`${name}\`; ${known}.`;
}

function problemFinding(range: SourceRange, message: string): Finding {
  return { rule: 'convlens-comment', severity: 'warning', range, path: [], message, fixes: [] };
}
