// The model.json of a tfjs layers model: which weights it has and in which files ("shards") they lie. Nothing in it is believed.
//
// weightsManifest is a list of groups; the shards of a group, one after the other, are the bytes of its weights, one after the other.

import { RunError } from '../failure';
import { readLayerOrder } from './layerOrder';
import { decodeFloat16, decodeQuantized, tfjsElements } from './decodeElements';
import { countElements, parseShape, quoteName, type Decode, type StoredTensor } from './storedTensor';

type Fields = Readonly<Record<string, unknown>>;

export interface WeightsGroup {
  /** Relative to the model.json, with `/`, below its folder. */
  readonly paths: readonly string[];
  readonly tensors: readonly StoredTensor[];
  readonly byteCount: number;
}

function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** More than any model has; a longer list is a mistake or malice. */
const MAX_SHARDS = 10_000;

function parsePaths(value: unknown, label: string): string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_SHARDS) {
    throw new RunError(`${label} is damaged: a group of its weights names no files.`);
  }
  return value.map((path: unknown) => {
    const isBelow =
      typeof path === 'string' &&
      /^[^/\\:?#]+(\/[^/\\:?#]+)*$/.test(path) &&
      path.split('/').every((segment) => segment !== '..' && segment !== '.');
    if (!isBelow) {
      const shown = typeof path === 'string' ? quoteName(path) : 'something else';
      throw new RunError(`${label} names ${shown} as a file of weights: only files beside it are read.`);
    }
    return path;
  });
}

interface Stored {
  readonly byteCount: number;
  readonly decode: Decode | undefined;
}

/** How the elements lie in the file: as they are, as float16, or as integers with scale and min. */
function findStored(elementType: string, quantization: unknown): Stored | undefined {
  if (quantization === undefined) return tfjsElements.get(elementType);
  const { dtype, scale, min } = asFields(quantization);
  const isFloat = elementType === 'float32';
  if (dtype === 'float16') return { byteCount: 2, decode: isFloat ? decodeFloat16 : undefined };
  const byteCount = dtype === 'uint8' ? 1 : dtype === 'uint16' ? 2 : undefined;
  if (byteCount === undefined || typeof scale !== 'number' || typeof min !== 'number') return undefined;
  return { byteCount, decode: isFloat ? decodeQuantized(byteCount, scale, min) : undefined };
}

function parseGroup(value: unknown, part: number, label: string): WeightsGroup {
  const { paths, weights } = asFields(value);
  if (!Array.isArray(weights)) throw new RunError(`${label} is damaged: a group has no list of weights.`);
  let position = 0;
  const tensors = weights.flatMap((entry: unknown): StoredTensor[] => {
    const { name, dtype, quantization, group, ...rest } = asFields(entry);
    const shape = parseShape(rest.shape);
    if (typeof name !== 'string' || typeof dtype !== 'string' || shape === undefined) {
      const which = typeof name === 'string' ? `weight ${quoteName(name)}` : 'a weight';
      throw new RunError(`${label} is damaged: ${which} has no name, shape or type of elements.`);
    }
    const stored = findStored(dtype, quantization);
    if (stored === undefined) {
      throw new RunError(
        `${label} has a weight ${quoteName(name)} of ${quoteName(dtype)} elements that cannot be read.`,
      );
    }
    const start = position;
    position += countElements(shape) * stored.byteCount;
    // the optimizer's own numbers are of use in training only
    if (group === 'optimizer') return [];
    return [{ name, shape, elementType: dtype, part, start, end: position, decode: stored.decode }];
  });
  return { paths: parsePaths(paths, label), tensors, byteCount: position };
}

export interface LayersModelFile {
  /** A tensor's part is its group's index. */
  readonly groups: readonly WeightsGroup[];
  /** Names of the layers in the model's order; empty when the file does not tell it. */
  readonly layerOrder: readonly string[];
}

/**
 * @param label what to call the file in messages
 * @throws RunError
 */
export function parseWeightsManifest(text: string, label: string): LayersModelFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new RunError(`${label} cannot be read as weights: it is neither a safetensors file nor a tfjs model.json.`);
  }
  const { format, weightsManifest, modelTopology } = asFields(parsed);
  if (format === 'graph-model') {
    throw new RunError(
      `${label} is a graph model of TensorFlow.js, which has no layers: convert it as a layers model.`,
    );
  }
  if (!Array.isArray(weightsManifest) || weightsManifest.length === 0) {
    throw new RunError(
      `${label} has no weightsManifest: it is not the model.json of a tfjs layers model with weights.`,
    );
  }
  const groups = weightsManifest.map((group: unknown, index) => parseGroup(group, index, label));
  const names = new Set<string>();
  for (const { name } of groups.flatMap(({ tensors }) => tensors)) {
    if (names.has(name)) throw new RunError(`${label} is damaged: it has two weights named ${quoteName(name)}.`);
    names.add(name);
  }
  return { groups, layerOrder: readLayerOrder(modelTopology) };
}
