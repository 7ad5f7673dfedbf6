// What stands between one convolution and the next: as the model has it after this one.

import type { LayerReading } from '../analysis';
import type { Application, Layer } from '../graph/graph';
import { groupBy } from '../graph/groupBy';
import { copyCall, mayBeCopied } from './copyCall';
import { quoted } from './edits';
import type { InspectedModel } from './inspectedModel';
import { activationOf, entryOf } from './layerKinds';

/** What is fit to stand between layers; a softmax or a sigmoid is meant for what comes out. */
const FITTING = new Set(['relu', 'relu6', 'elu', 'selu', 'softplus', 'swish', 'mish', 'gelu', 'gelu_new', 'tanh']);

const ACTIVATIONS = new Set(['activation', 'reLU', 'leakyReLU', 'elu', 'prelu', 'thresholdedReLU']);

/** Names of the activations that are also layers. */
const NAMES: Readonly<Record<string, string>> = { reLU: 'relu', elu: 'elu' };

export interface Between {
  /** Entries of the convolutions that are put before another one. */
  readonly entries: Readonly<Record<string, string>>;
  /** The calls of the layers after each of them, with names of their own. */
  readonly layersAfter: (suffix: string) => readonly string[];
}

/** Whether the layer, or what the model has after it, is no linear function. */
export function isActivated(model: InspectedModel, reading: LayerReading): boolean {
  return (
    (activationOf(reading.layer) ?? 'linear') !== 'linear' || layersAfter(model, reading).some(isFittingActivation)
  );
}

/**
 * A normalisation and an activation that are layers of their own are written again after each convolution. Where they cannot be (other
 * code makes them), or there is no activation, the convolutions get the model's usual one as an entry.
 * @param readings all that one call makes
 */
export function betweenLike(model: InspectedModel, readings: readonly [LayerReading, ...LayerReading[]]): Between {
  const [first] = readings;
  const own = activationOf(first.layer);
  const after = readings.map((reading) => layersAfter(model, reading));
  const [layers = []] = after;
  const activation = layers.find(isFittingActivation);
  const isOwn = own === undefined || FITTING.has(own);
  // Of a layer with an activation of its own only the normalisation is repeated.
  const isPattern = isOwn
    ? layers.length === 1 && !ACTIVATIONS.has(layers[0]?.factory ?? '')
    : activation !== undefined;
  const isSame = after.every(
    (others) => others.length === layers.length && others.every((other, index) => other.call === layers[index]?.call),
  );
  const texts = (suffix: string): readonly (string | undefined)[] =>
    isPattern && isSame && own !== 'softmax'
      ? layers.map((layer) =>
          mayBeCopied(layer) && isInReach(model, layer, first.layer)
            ? copyCall(model, layer, { entries: {}, suffix })
            : undefined,
        )
      : [];
  const isCopied = texts('_').every((text) => text !== undefined) && texts('_').length > 0;
  const named = nameOf(activation) ?? usualActivation(model);
  return {
    entries: isOwn || isCopied ? {} : { activation: quoted(model, first.layer, named) },
    layersAfter: (suffix) => (isCopied ? texts(suffix).filter((text) => text !== undefined) : []),
  };
}

/** The activation that most layers of a model have; ReLU where none has one that goes by a name. */
export function usualActivation(model: InspectedModel): string {
  const names = model.layers.flatMap(({ layer }) => {
    const own = layer.factory === 'activation' ? undefined : activationOf(layer);
    const name = own !== undefined && FITTING.has(own) ? own : isFittingActivation(layer) ? nameOf(layer) : undefined;
    return name ?? [];
  });
  const [most] = [...groupBy(names, (name) => name).values()].sort((a, b) => b.length - a.length);
  return most?.[0] ?? 'relu';
}

/** The normalisation and the activation, in whatever order, before anything else comes. */
export function layersAfter(model: InspectedModel, { application }: LayerReading): readonly Layer[] {
  const found: Layer[] = [];
  let next = application && model.onlyUser(application);
  while (next && isBetween(next, found)) {
    found.push(next.layer);
    next = model.onlyUser(next);
  }
  return found;
}

function isBetween({ layer }: Application, found: readonly Layer[]): boolean {
  const factory = layer.factory ?? '';
  const isActivation = ACTIVATIONS.has(factory);
  if (!isActivation && factory !== 'batchNormalization' && factory !== 'layerNormalization') return false;
  return (
    layer.applications.length === 1 && !found.some((other) => ACTIVATIONS.has(other.factory ?? '') === isActivation)
  );
}

function isFittingActivation(layer: Layer): boolean {
  if (layer.factory === 'activation') return FITTING.has(activationOf(layer) ?? '');
  return ACTIVATIONS.has(layer.factory ?? '');
}

function nameOf(layer: Layer | undefined): string | undefined {
  if (layer?.factory === 'activation') return activationOf(layer);
  if (layer?.factory === 'reLU' && entryOf(layer, 'maxValue') === 6) return 'relu6';
  return NAMES[layer?.factory ?? ''];
}

/** Whether a call can be written at another place before it: in the same call of a function, without what is declared on the way. */
function isInReach(model: InspectedModel, { call, path, written }: Layer, from: Layer): boolean {
  const isSameCall = path.length === from.path.length && path.every((site, index) => site === from.path[index]);
  if (!written || !isSameCall || call.file !== from.call.file || call.start < from.call.end) return false;
  const between = model.textAt({ ...call, start: from.call.end, end: call.start });
  const names = new Set(model.textAt(written.arguments).match(/[\p{L}_$][\p{L}\p{N}_$]*/gu));
  const declared = [...between.matchAll(/\b(?:const|let|var|function|class)\b([^=;]*)/g)].flatMap(
    ([, declaration = '']) => declaration.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [],
  );
  return !declared.some((name) => names.has(name));
}
