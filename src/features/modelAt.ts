// The models of a file, and which of them a place means.

import type { FileAnalysis, ModelReading } from '../analyser/index';

/** The models whose call lies in this file, each place once: a function called twice makes two models but is one place. */
export function modelsOfFile(analysis: FileAnalysis): ModelReading[] {
  const seen = new Set<number>();
  return analysis.models.filter(({ model }) => {
    if (model.call.file !== analysis.file || seen.has(model.call.start)) return false;
    seen.add(model.call.start);
    return true;
  });
}

/**
 * The models an offset may mean: the one whose definition (from its call to its last layer) it lies in, else the only one of
 * the file, else all of them, the nearest above first.
 */
export function modelsAt(analysis: FileAnalysis, offset: number): readonly ModelReading[] {
  const models = modelsOfFile(analysis);
  const around = models
    .map((model) => ({ model, extent: extentOf(model) }))
    .filter(({ extent }) => extent.start <= offset && offset <= extent.end)
    .sort((a, b) => a.extent.end - a.extent.start - (b.extent.end - b.extent.start));
  const [inner] = around;
  if (inner) return [inner.model];
  const isBelow = (model: ModelReading): boolean => model.model.call.start > offset;
  const distance = (model: ModelReading): number => Math.abs(model.model.call.start - offset);
  return [...models].sort((a, b) => Number(isBelow(a)) - Number(isBelow(b)) || distance(a) - distance(b));
}

/** Finds a model again after edits: by name and, among several of that name, by the nearest line. */
export function findModel(
  analysis: FileAnalysis,
  name: string,
  line: number,
  lineOf: (offset: number) => number,
): ModelReading | undefined {
  const distance = (model: ModelReading): number => Math.abs(lineOf(model.model.call.start) - line);
  const models = modelsOfFile(analysis);
  const named = models.filter(({ model }) => model.name === name);
  return (named.length > 0 ? named : models.length === 1 ? models : []).sort((a, b) => distance(a) - distance(b))[0];
}

function extentOf({ model }: ModelReading): { readonly start: number; readonly end: number } {
  let { start, end } = model.call;
  for (const layer of model.layers) {
    // Layers made in functions belong to the definition by the call that led there.
    for (const range of [layer.call, ...layer.path, ...layer.applications.map(({ call }) => call)]) {
      if (range.file !== model.call.file || model.path.some((call) => call.start === range.start)) continue;
      start = Math.min(start, range.start);
      end = Math.max(end, range.end);
    }
  }
  return { start, end };
}
