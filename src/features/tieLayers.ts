// Ties the layers of a run to those that the analyser reads: by name and class, otherwise by the line that makes them.

import { groupBy, type Application } from '../analyser/index';
import type { LayerInfo } from '../protocol/runner';
import { LineMap } from './lineMap';
import type { Sources } from './sources';

/** @returns by the index of the layer in the run; a layer without a counterpart is left out */
export function tieLayers(
  applications: readonly Application[],
  layers: readonly LayerInfo[],
  sources: Pick<Sources, 'textOf'>,
): ReadonlyMap<number, Application> {
  const spanOf = makeSpanFinder(sources);
  const isAtSamePlace = (layer: LayerInfo, { layer: { call } }: Application): boolean => {
    const span = spanOf(call);
    if (!layer.source || !span) return true;
    return (
      nameOf(layer.source.file) === nameOf(call.file) &&
      layer.source.line >= span.first &&
      layer.source.line <= span.last
    );
  };
  const tied = new Map<number, Application>();
  const named = groupBy(applications, ({ layer }) => `${layer.className} ${layer.name}`);
  for (const layer of layers) {
    const found = named.get(`${layer.className} ${layer.name}`)?.[layer.application];
    if (found && isAtSamePlace(layer, found)) tied.set(layer.index, found);
  }
  // Numbers in names that tfjs makes up shift when a layer was made that the analyser does not see: the line tells them still.
  const taken = new Set(tied.values());
  const left = applications.filter((application) => !taken.has(application));
  const groups = groupBy(
    layers.filter(({ index, source }) => !tied.has(index) && source !== undefined),
    ({ className, source }) => `${className} ${source?.file ?? ''}:${source?.line ?? 0}`,
  );
  for (const group of groups.values()) {
    const [first] = group;
    const here = left.filter((one) => one.layer.className === first.className && isAtSamePlace(first, one));
    if (here.length !== group.length) continue;
    group.forEach((layer, at) => tied.set(layer.index, here[at]!));
  }
  return tied;
}

type SpanFinder = (range: Application['call']) => { readonly first: number; readonly last: number } | undefined;

/** Lines are 1-based. */
function makeSpanFinder({ textOf }: Pick<Sources, 'textOf'>): SpanFinder {
  const maps = new Map<string, LineMap | undefined>();
  return ({ file, start, end }) => {
    if (!maps.has(file)) {
      const text = textOf(file);
      maps.set(file, text === undefined ? undefined : new LineMap(text));
    }
    const lines = maps.get(file);
    return lines && { first: lines.positionAt(start).line + 1, last: lines.positionAt(end).line + 1 };
  };
}

/** Folders may be spelt in different ways: by links, or in another case. */
function nameOf(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
