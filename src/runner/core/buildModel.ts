// Builds a model from its definition: the layers of tf.layers with their configurations, applied to each other.

import type {
  DefinedEntries,
  DefinedLayer,
  DefinedValue,
  FactoryLayer,
  ModelDefinition,
  TensorPlace,
  UnplacedLayer,
} from '../../protocol/modelDefinition';
import type { Layer, LayersModel, SymbolicTensor, TensorFlow } from './tensorFlow';

export interface BuiltModel {
  readonly model: LayersModel;
  /** Where the calls of its layers stand in the user's files. */
  readonly places: ReadonlyMap<Layer, NonNullable<DefinedLayer['source']>>;
}

type Places = Map<Layer, NonNullable<DefinedLayer['source']>>;
type Factories = Readonly<Record<string, ((config: object) => Layer) | undefined>>;

/** @throws what TensorFlow.js throws where the definition is none that it can build */
export function buildModel(tf: TensorFlow, definition: ModelDefinition): BuiltModel {
  const places: Places = new Map();
  return { model: buildGraph(tf, definition, places), places };
}

/** @param name tfjs's, of a model that is used as a layer */
function buildGraph(tf: TensorFlow, definition: ModelDefinition, places: Places, name?: string): LayersModel {
  const made = new Map<number, Layer>();
  const tensors: SymbolicTensor[][] = [];
  const tensorAt = ({ application, output }: TensorPlace): SymbolicTensor => {
    const tensor = tensors[application]?.[output];
    if (tensor === undefined) throw new Error(`There is no output ${output} of application ${application}.`);
    return tensor;
  };
  const layerAt = (index: number): Layer => {
    const defined = definition.layers[index];
    if (defined === undefined) throw new Error(`There is no layer ${index}.`);
    const layer = made.get(index) ?? makeLayer(tf, defined, places);
    made.set(index, layer);
    if (defined.source) places.set(layer, defined.source);
    return layer;
  };
  for (const { layer, inputs } of definition.applications) {
    const [only, ...others] = inputs.map(tensorAt);
    const maker = layerAt(layer);
    const outputs =
      only === undefined
        ? (maker as Layer & { inboundNodes: { outputTensors: SymbolicTensor[] }[] }).inboundNodes[0]?.outputTensors
        : maker.apply(others.length > 0 ? [only, ...others] : only);
    tensors.push([outputs ?? []].flat() as SymbolicTensor[]);
  }
  return tf.model({
    inputs: definition.inputs.map(tensorAt),
    outputs: definition.outputs.map(tensorAt),
    ...(name !== undefined && { name }),
  });
}

function makeLayer(tf: TensorFlow, defined: UnplacedLayer, places: Places): Layer {
  switch (defined.kind) {
    case 'input':
      return tf.input({ batchShape: [...defined.batchShape], name: defined.name }).sourceLayer;
    case 'model':
      return buildGraph(tf, defined.definition, places, defined.name);
    case 'factory':
      return makeFactoryLayer(tf, defined);
  }
}

function makeFactoryLayer(tf: TensorFlow, { factory, config }: FactoryLayer): Layer {
  const make = (tf.layers as unknown as Factories)[factory];
  if (make === undefined) throw new Error(`tf.layers.${factory} is not there.`);
  return make(readEntries(tf, config));
}

function readEntries(tf: TensorFlow, entries: DefinedEntries): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, readValue(tf, value)]));
}

function readValue(tf: TensorFlow, value: DefinedValue): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => readValue(tf, item));
  return 'layerInside' in value ? makeFactoryLayer(tf, value.layerInside) : readEntries(tf, value.entries);
}

function isList(value: DefinedValue): value is readonly DefinedValue[] {
  return Array.isArray(value);
}
