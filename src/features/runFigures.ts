// What the analyser reads of the layers that a run has: the two are tied to each other, and the figures written as plain numbers.

import {
  applicationsOf,
  createReceptiveFieldPass,
  type Application,
  type Layer,
  type ModelReading,
  type Quantity,
  type ReceptiveField,
  type ReceptiveFieldPass,
  type Shape,
  type Tensor,
  type Unknown,
} from '../analyser/index';
import type { AxisField, FieldReading, LayerFigures } from '../protocol/panel';
import type { LayerInfo } from '../protocol/runner';
import { createChannelSavings } from './channelSaving';
import { expandModels } from './expandModels';
import { isUnknown } from './formatNumber';
import type { Sources } from './sources';
import { tieLayers } from './tieLayers';

/** @param reading undefined where the definition of the model was not found */
export function readRunFigures(
  reading: ModelReading | undefined,
  layers: readonly LayerInfo[],
  sources: Pick<Sources, 'textOf'>,
): readonly LayerFigures[] {
  if (!reading) {
    return layers.map(({ index }) => withoutFigures(index, 'the definition of this model was not found in the editor'));
  }
  const expanded = expandModels(reading.model);
  const applications = tieLayers(expanded.applications, layers, sources);
  const own = new Set(applicationsOf(reading.model));
  const parameters = new Map(reading.layers.map((layer) => [layer.layer, layer.parameters]));
  const fieldOf = createReceptiveFieldPass();
  const isEnlarged = createEnlargementPass(fieldOf);
  const savingOf = createChannelSavings(reading.model);
  const indices = new Map([...applications].map(([index, application]) => [application, index]));
  for (const [ofModel, inside] of expanded.standIns) {
    const index = indices.get(inside);
    if (index !== undefined) indices.set(ofModel, index);
  }
  const otherPicture = findOtherPicture(reading);
  return layers.map(({ index }) => {
    const application = applications.get(index);
    const output = application?.outputs[0];
    if (!output) return withoutFigures(index, 'this layer was not found in what ConvLens reads of the model');
    const count = parameters.get(application.layer) ?? countWeights(application.layer);
    return {
      layer: index,
      field:
        otherPicture === undefined
          ? readField(fieldOf(output), isEnlarged(output))
          : { kind: 'unknown', reason: otherPicture },
      shape: isUnknown(output.shape) ? undefined : output.shape.slice(1).map((size) => numberOr(size, null)),
      parameters: typeof count === 'number' ? count : undefined,
      inputs: listInputs(application, indices),
      // what reads the maps of a model inside is not followed
      channelSaving: own.has(application) ? savingOf(output) : undefined,
    };
  });
}

/** Of a layer inside of a model that is used as a layer. */
function countWeights({ weights }: Layer): number | undefined {
  if (!(weights instanceof Array)) return undefined;
  const sizes = weights.map(({ shape }) => shape.reduce<number>((size, one) => size * numberOr(one, NaN), 1));
  const count = sizes.reduce((total, size) => total + size, 0);
  return Number.isNaN(count) ? undefined : count;
}

function withoutFigures(layer: number, reason: string): LayerFigures {
  return {
    layer,
    field: { kind: 'unknown', reason },
    shape: undefined,
    parameters: undefined,
    inputs: undefined,
    channelSaving: undefined,
  };
}

function listInputs({ inputs }: Application, indices: ReadonlyMap<Application, number>): number[] | undefined {
  const found = inputs.flatMap(({ producer }) => (producer && indices.get(producer)) ?? []);
  return found.length === inputs.length ? found : undefined;
}

/** Why a region of the model's input has no place on the picture, if that is so. */
function findOtherPicture({ model }: ModelReading): string | undefined {
  const sizes = new Set<string>();
  for (const { shape } of model.inputs) {
    const axes: Shape = isUnknown(shape) ? [] : shape.slice(1, -1);
    if (axes.length > 0) sizes.add(axes.map((size) => numberOr(size, '?')).join('×'));
  }
  const [first, ...others] = sizes;
  if (others.length > 0) return `the model has inputs of different sizes: ${[first, ...others].join(', ')}`;
  return undefined;
}

function readField(field: ReceptiveField | Unknown, isEnlarged: boolean): FieldReading {
  if (isUnknown(field)) return { kind: 'unknown', reason: field.reason };
  if (field.global) return { kind: 'whole' };
  const [rows, columns, ...others] = field.extent.map((_, axis) => readAxis(field, axis));
  if (rows === undefined || columns === undefined || others.length > 0) {
    return { kind: 'unknown', reason: 'its maps do not have the two axes of a picture' };
  }
  if (typeof rows === 'string') return { kind: 'unknown', reason: rows };
  if (typeof columns === 'string') return { kind: 'unknown', reason: columns };
  const bound = !field.aligned ? 'its paths do not line up' : isEnlarged ? 'it comes after an enlargement' : undefined;
  return { kind: 'region', rows, columns, bound };
}

/** @returns why it is not known, where it is not */
function readAxis({ extent, stride, padding }: ReceptiveField, axis: number): AxisField | string {
  const [size, step, before] = [extent[axis], stride[axis], padding[axis]];
  if (typeof size === 'number' && typeof step === 'number' && typeof before === 'number') {
    return { extent: size, stride: step, padding: before };
  }
  for (const figure of [size, step, before]) if (isUnknown(figure)) return figure.reason;
  return 'it depends on a value that is not known while you write';
}

/**
 * Tells whether a tensor lies behind an enlargement: where the stride falls, positions see different numbers of pixels, and the field is
 * that of the one which sees most.
 */
function createEnlargementPass(fieldOf: ReceptiveFieldPass): (tensor: Tensor) => boolean {
  const known = new Map<Tensor, boolean>();
  return function isEnlarged(tensor): boolean {
    const inputs = tensor.producer?.inputs ?? [];
    // the tensors come in the order of the graph: those before this one are known
    const found =
      known.get(tensor) ??
      inputs.some((input) => isEnlarged(input) || hasSmallerStride(fieldOf(tensor), fieldOf(input)));
    known.set(tensor, found);
    return found;
  };
}

function hasSmallerStride(field: ReceptiveField | Unknown, before: ReceptiveField | Unknown): boolean {
  if (isUnknown(field) || isUnknown(before)) return false;
  return field.stride.some((stride, axis) => {
    const other = before.stride[axis];
    return typeof stride === 'number' && typeof other === 'number' && stride < other;
  });
}

function numberOr<Other>(size: Quantity | null | undefined, other: Other): number | Other {
  return typeof size === 'number' ? size : other;
}
