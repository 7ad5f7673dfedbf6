// The order of a model's layers, as the topology in its model.json tells it. The list of weights does not: the converter sorts it by name.

type Fields = Readonly<Record<string, unknown>>;

function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** A model in a model is no deeper than this. */
const MAX_DEPTH = 20;

function listLayers(config: unknown, depth: number): string[] {
  const { layers } = asFields(config);
  const entries: unknown = Array.isArray(config) ? config : layers;
  if (!Array.isArray(entries) || depth > MAX_DEPTH) return [];
  return entries.flatMap((entry: unknown) => {
    const { config: own, name } = asFields(entry);
    const inner = listLayers(own, depth + 1);
    const ownName = asFields(own).name ?? name;
    if (inner.length > 0) return inner;
    return typeof ownName === 'string' ? [ownName] : [];
  });
}

/**
 * @param topology `modelTopology` of the model.json, by Keras or by TensorFlow.js
 * @returns the layers' names; empty when it tells none
 */
export function readLayerOrder(topology: unknown): string[] {
  const { model_config: model, config } = asFields(topology);
  return listLayers(asFields(model).config ?? config, 0);
}
