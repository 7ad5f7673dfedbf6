// Matches the layers of a tfjs layers model with those of a model whose layers have other names: in the order that the file's topology
// tells, when every layer has the same parts of the same shapes.

import { RunError } from '../failure';
import { keep } from './layouts';
import { checkFit, type Filling, type ListedFile } from './match';
import { describeWeight, splitName, type ModelWeight } from './modelWeights';
import { quoteName, type StoredTensor } from './storedTensor';

function groupByLayer<Item>(items: readonly Item[], layerOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = layerOf(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** The kernel of a 1×1 convolution over a 1×1 map, [1, 1, in, out], is that of a dense layer: Keras's MobileNet ends in one. */
function findEqualShape({ part, shape }: ModelWeight, tensor: StoredTensor): readonly number[] {
  const isPointwise = tensor.shape.length === 4 && tensor.shape[0] === 1 && tensor.shape[1] === 1;
  return part === 'kernel' && shape.length === 2 && isPointwise ? [1, 1, ...shape] : shape;
}

function fillLayer(weights: readonly ModelWeight[], tensors: readonly StoredTensor[], file: ListedFile): Filling[] {
  const parts = new Map(tensors.map((tensor) => [splitName(tensor.name)[1], tensor]));
  const fillings = weights.map((weight): Filling => {
    const tensor = parts.get(weight.part);
    if (tensor === undefined) {
      throw new RunError(
        `${file.label} has no tensor for the ${describeWeight(weight)} of the model; the layer in its place is that of ${quoteName(tensors[0]?.name ?? '')}. No weights were loaded.`,
      );
    }
    checkFit(tensor, findEqualShape(weight, tensor), `the ${describeWeight(weight)} of the model`, file);
    return { weight, tensor, convert: keep };
  });
  const own = new Set(weights.map(({ part }) => part));
  const extra = tensors.find(({ name }) => !own.has(splitName(name)[1]));
  if (extra !== undefined) {
    throw new RunError(
      `${file.label} has a tensor ${quoteName(extra.name)}, and the layer of the model in its place has no such part (it has the ${weights.map(describeWeight).join(', ')}). No weights were loaded.`,
    );
  }
  return fillings;
}

/** The file's layers that have weights, in the model's order. */
function listFileLayers(file: ListedFile): StoredTensor[][] {
  const places = new Map(file.layerOrder.map((name, index) => [name, index]));
  const placeOf = (tensor: StoredTensor): number => {
    // a recurrent layer's weights may have the name of its cell in between
    for (let name = splitName(tensor.name)[0]; name !== ''; name = splitName(name)[0]) {
      const place = places.get(name);
      if (place !== undefined) return place;
    }
    throw new RunError(
      `${file.label} has a tensor ${quoteName(tensor.name)} that belongs to none of the layers it lists, and other names of layers than the model's: its weights cannot be told apart. No weights were loaded.`,
    );
  };
  const placed = file.tensors.map((tensor) => ({ tensor, place: placeOf(tensor) }));
  const groups = groupByLayer(
    placed.toSorted((a, b) => a.place - b.place),
    ({ place }) => String(place),
  );
  return groups.map((group) => group.map(({ tensor }) => tensor));
}

/** @throws RunError that names the first tensor which does not fit */
export function matchByOrder(weights: readonly ModelWeight[], file: ListedFile): Filling[] {
  const ofModel = groupByLayer(weights, ({ layerName }) => layerName);
  const ofFile = listFileLayers(file);
  const fillings = ofModel.flatMap((layer, index) => {
    const tensors = ofFile[index];
    if (tensors !== undefined) return fillLayer(layer, tensors, file);
    const [first] = layer;
    const which = first === undefined ? 'weights' : describeWeight(first);
    throw new RunError(
      `${file.label} has ${ofFile.length} layers with weights, the model ${ofModel.length}: there is no tensor for its ${which}. No weights were loaded.`,
    );
  });
  const extra = ofFile[ofModel.length]?.[0];
  if (extra !== undefined) {
    throw new RunError(
      `${file.label} has a tensor ${quoteName(extra.name)} that the model has no layer for. No weights were loaded.`,
    );
  }
  return fillings;
}
