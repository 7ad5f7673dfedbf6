// Which of several models are parts of others: nested in them, or made of some of their layers.

import type { ModelReading } from './analysis';
import type { Layer, Model } from './graph/graph';

/** The models that are no part of another one: what is said of them all is meant for the wholes. */
export function wholesOf(models: readonly ModelReading[]): readonly ModelReading[] {
  if (models.length < 2) return models;
  const all = models.map(({ model }) => ({ model, layers: layersOf(model) }));
  return models.filter(({ model: part }) => !all.some(({ model, layers }) => model !== part && isPart(part, layers)));
}

function isPart({ layers }: Model, whole: ReadonlySet<Layer>): boolean {
  return layers.length > 0 && layers.length < whole.size && layers.every((layer) => whole.has(layer));
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
