// Which of several models are parts of others: nested in them, or made of some of their layers.

import type { ModelReading } from './analysis';
import type { Layer, Model } from './graph/graph';
import { groupBy } from './graph/groupBy';

/** The models that are no part of another one: what is said of them all is meant for the wholes. */
export function wholesOf(models: readonly ModelReading[]): readonly ModelReading[] {
  if (models.length < 2) return models;
  // A model of one layer has no part: a file that makes thousands of them is soon through.
  const owned = models
    .map(({ model }) => layersOf(model))
    .filter(({ size }) => size > 1)
    .flatMap((whole) => [...whole].map((layer) => ({ layer, whole })));
  const larger = groupBy(owned, ({ layer }) => layer);
  return models.filter(({ model }) => {
    const { layers } = model;
    const [first] = layers;
    return !first || !larger.get(first)?.some(({ whole }) => layers.length < whole.size && isWithin(layers, whole));
  });
}

function isWithin(layers: readonly Layer[], whole: ReadonlySet<Layer>): boolean {
  return layers.every((layer) => whole.has(layer));
}

/** Those of nested models too. */
function layersOf(model: Model): ReadonlySet<Layer> {
  const found = new Set<Layer>();
  const visit = ({ layers }: Model): void => {
    for (const layer of layers) {
      if (found.has(layer)) continue;
      found.add(layer);
      if (layer.model) visit(layer.model);
    }
  };
  visit(model);
  return found;
}
