// What the comments `/** @convlens … */` lead to: budgets that models exceed, and what in a comment cannot be understood.

import type ts from 'typescript';
import type { EarlyEnd } from './evaluation/evaluation';
import type { Finding, ModelReading } from './analysis';
import type { SourceRange } from './formulas/quantity';
import { groupBy } from './graph/groupBy';
import { checkLimit } from './limitCheck';
import { annotationsAround, annotationsOf, type AnnotatedPlace } from './source/annotations';
import { boundNames } from './source/boundNames';
import type { Limit } from './source/limits';
import { wholesOf } from './wholeModels';

/** The tree of a file that was read. */
type SourceOf = (file: string) => ts.SourceFile | undefined;

/**
 * One finding for each model and limit that is not kept.
 * @param limitsFor limits from outside of the source
 */
export function findExceededBudgets(
  models: readonly ModelReading[],
  sourceOf: SourceOf,
  limitsFor: (model: ModelReading) => readonly Limit[],
  [stopped]: readonly EarlyEnd[],
): Finding[] {
  const limited = models.flatMap((reading) => placesAbove(reading, sourceOf).map((place) => ({ reading, ...place })));
  const fromComments = [...groupBy(limited, ({ node }) => node).values()].flatMap((together) => {
    const [{ annotation }] = together;
    return wholesOf(together.map(({ reading }) => reading)).map((reading) => ({ reading, limits: annotation.limits }));
  });
  const asked = models.map((reading) => ({ reading, limits: limitsFor(reading) }));
  const isAsked = asked.some(({ limits }) => limits.length > 0);
  const wholes = new Set(isAsked ? wholesOf(models) : []);
  const fromOutside = asked.filter(({ reading }) => wholes.has(reading));
  return [...groupBy([...fromComments, ...fromOutside], ({ reading }) => reading)].flatMap(([reading, given]) => {
    const limits = new Map(given.flatMap((one) => one.limits.map((limit) => [limit.text, limit] as const)));
    return [...limits.values()].flatMap((limit) => checkLimit(reading, limit, stopped?.reason) ?? []);
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
  if (!isFunction) return `Nothing takes a value for \`${name}\`: there is no function below this comment.`;
  const known = names.length === 0 ? 'it takes none' : `it takes ${names.join(', ')}`;
  return `The function below this comment has no parameter \`${name}\`; ${known}.`;
}

function problemFinding(range: SourceRange, message: string): Finding {
  return { rule: 'convlens-comment', severity: 'warning', range, path: [], message, fixes: [] };
}
