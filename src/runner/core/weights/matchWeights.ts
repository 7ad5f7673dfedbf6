// Which tensor of a file fills which weight of a model. All of it is decided, and every shape compared, before a value is read: what does
// not fit is refused as a whole, with the name of the tensor.

import { RunError } from '../failure';
import type { LayersModel } from '../tensorFlow';
import { keep } from './layouts';
import { checkFit, type Filling, type ListedFile, type Match } from './match';
import { matchByOrder } from './matchByOrder';
import { matchTorch } from './matchTorch';
import { listModelWeights, splitName, type ModelWeight } from './modelWeights';
import { explainMissingNaming, namings } from './names/table';
import { findOriginalPreprocessing } from './preprocessing';
import { quoteName, type StoredTensor } from './storedTensor';

/** A tensor of this name is AlexNet's mean picture. */
const MEAN_PICTURE = 'mean_picture';

/** Keras puts the name of a recurrent layer's cell between the layer and the part: such a tensor is found without it too. */
function indexByName(file: ListedFile): Map<string, StoredTensor> {
  const tensors = new Map(file.tensors.map((tensor) => [tensor.name, tensor]));
  for (const tensor of file.tensors) {
    const [layerAndCell, part] = splitName(tensor.name);
    const [layerName] = splitName(layerAndCell);
    const short = `${layerName}/${part}`;
    if (layerName !== '' && !tensors.has(short)) tensors.set(short, tensor);
  }
  return tensors;
}

function matchByName(weights: readonly ModelWeight[], file: ListedFile): Filling[] {
  const tensors = indexByName(file);
  const fillings = weights.map((weight): Filling => {
    const tensor = tensors.get(weight.name);
    if (tensor === undefined) {
      throw new RunError(
        `${file.label} has no tensor ${quoteName(weight.name)}, which the model needs. No weights were loaded.`,
      );
    }
    checkFit(tensor, weight.shape, 'the model', file);
    return { weight, tensor, convert: keep };
  });
  const used = new Set(fillings.map(({ tensor }) => tensor));
  const extra = file.tensors.find((tensor) => !used.has(tensor) && tensor.name !== MEAN_PICTURE);
  if (extra !== undefined) {
    throw new RunError(
      `${file.label} has a tensor ${quoteName(extra.name)} that the model has no weight for. No weights were loaded.`,
    );
  }
  return fillings;
}

function findMeanPicture(model: LayersModel, file: ListedFile): StoredTensor | undefined {
  const tensor = file.tensors.find(({ name }) => name === MEAN_PICTURE);
  if (tensor === undefined) return undefined;
  const shape = (model.inputs[0]?.shape ?? []).slice(1);
  checkFit(tensor, shape as number[], 'a mean picture of the size of the input', file);
  return tensor;
}

function matchOriginal(model: LayersModel, fillings: readonly Filling[], file: ListedFile, manner: string): Match {
  const meanPicture = findMeanPicture(model, file);
  const isAlexNet = model.name === 'alexnet' && meanPicture === undefined;
  const notes = isAlexNet
    ? [
        `AlexNet was trained with the mean picture subtracted; ${file.label} has none (a tensor ${quoteName(MEAN_PICTURE)}), so the mean colour was.`,
      ]
    : [];
  return { fillings, preprocessing: findOriginalPreprocessing(model.name), meanPicture, notes, manner };
}

/**
 * By the names of the model's own weights; by PyTorch's names, for the networks that ConvLens knows them of; or, for a layers
 * model of TensorFlow.js, whose file keeps the layers in their order, by order.
 * @throws RunError that names the tensor which does not fit
 */
export function matchWeights(model: LayersModel, file: ListedFile): Match {
  const weights = listModelWeights(model);
  if (weights.length === 0) throw new RunError(`The model "${model.name}" has no weights that a file could fill.`);
  const names = indexByName(file);
  const hasOwnNames = weights.some(({ name }) => names.has(name));
  if (hasOwnNames) return matchOriginal(model, matchByName(weights, file), file, 'by the names of the layers');
  if (file.format === 'tfjs') {
    const match = matchOriginal(model, matchByOrder(weights, file), file, 'in the order of the layers');
    const note = `The layers of ${file.label} have other names than the model's: weights were matched in their order, by shape and part.`;
    return { ...match, notes: [...match.notes, note] };
  }
  const naming = namings.get(model.name);
  if (naming !== undefined) return matchTorch(model, weights, naming, file);
  const reason = explainMissingNaming(model.name);
  if (reason !== undefined) {
    throw new RunError(
      `${file.label} does not fit ${model.name}: ${reason}. A file whose tensors have the names of this model's weights (${quoteName(weights[0]?.name ?? '')}, …) would.`,
    );
  }
  throw new RunError(
    `${file.label} has no tensor ${quoteName(weights[0]?.name ?? '')}, which the model needs; its first is ${quoteName(file.tensors[0]?.name ?? '')}. For a model of your own the tensors must have the names of its weights (layer/kernel, layer/bias, …).`,
  );
}
