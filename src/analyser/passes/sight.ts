// What the positions of a tensor see of the picture, from one layer application to the next.

import { joinFields, PIXEL, throughWindow, type AxisField } from '../formulas/receptiveField';
import { maximum, placeUnknown, Unknown, type Quantity } from '../formulas/quantity';
import { knownShapes, LayerError, type Application, type Layer, type Shape, type Tensor } from '../graph/graph';
import { countable } from '../graph/shape';
import { POINTWISE, type AxisWindow, type Window } from '../graph/window';

export type Sight =
  /** A region that moves with the position, one field per spatial axis. */
  | Picture<'region', { readonly axes: readonly AxisField[]; readonly aligned: boolean }>
  /** The whole picture. */
  | Picture<'whole', object>
  /** No place on the picture. */
  | Picture<'lost', { readonly because: Unknown }>;

/** `picture`: sizes of the input in pixels, one per spatial axis; empty when the input has no spatial axes. */
type Picture<Kind extends string, Rest> = { readonly kind: Kind; readonly picture: readonly Quantity[] } & Rest;

/** Why there is no field in a model that starts from a vector or from words: nothing is missing there. */
export const NO_PICTURE = 'the input of the model has no spatial axes: there is no picture to see';

/** The sight of a model's input: every pixel sees itself. */
export function lookAtPicture({ shape, blockedBy, producer }: Tensor): Sight {
  if (shape instanceof Unknown) return { kind: 'lost', because: blockedBy ?? shape, picture: [] };
  if (blockedBy) return { kind: 'lost', because: blockedBy, picture: [] };
  const picture = shape.slice(1, -1).map(countable);
  if (picture.length === 0) return { kind: 'lost', because: new Unknown(NO_PICTURE, producer?.layer.call), picture };
  return { kind: 'region', axes: picture.map(() => PIXEL), aligned: true, picture };
}

/** The sight of an application's outputs, from those of its inputs. */
export function lookThrough(application: Application, inputs: readonly Sight[]): Sight {
  const joined = joinSights(inputs);
  if (joined.kind === 'whole' || joined.picture.length === 0) return joined;
  const window = windowOf(application);
  if (window.kind === 'global') return { kind: 'whole', picture: joined.picture };
  if (joined.kind === 'lost') return joined;
  const { layer } = application;
  switch (window.kind) {
    case 'pointwise':
      return isBroadcast(application) ? { ...joined, aligned: false } : joined;
    case 'sliding':
      return slide(joined, window.axes, layer);
    case 'rearranged': {
      const because = new Unknown(`${layer.factory ?? layer.className} has no place on the picture`, layer.call);
      return { kind: 'lost', because, picture: joined.picture };
    }
    case 'unknown':
      return { kind: 'lost', because: placeUnknown(window.because, layer.call), picture: joined.picture };
  }
}

function slide(sight: Extract<Sight, { kind: 'region' }>, windows: readonly AxisWindow[], { call }: Layer): Sight {
  if (windows.length !== sight.axes.length) {
    const because = new Unknown('the number of spatial axes changes on the way from the picture', call);
    return { kind: 'lost', because, picture: sight.picture };
  }
  const axes = sight.axes.map((field, i) => withoutDust(throughWindow(field, windows[i]!)));
  return { kind: 'region', axes, aligned: sight.aligned, picture: sight.picture };
}

/** Inputs without a picture add nothing to see; an input that sees everything makes the output see everything. */
function joinSights(inputs: readonly Sight[]): Sight {
  if (inputs.length === 1) return inputs[0]!;
  const [first, ...others] = inputs.filter((sight) => sight.picture.length > 0);
  if (!first) return inputs[0] ?? { kind: 'lost', because: new Unknown(NO_PICTURE), picture: [] };
  return others.reduce(joinTwo, first);
}

function joinTwo(a: Sight, b: Sight): Sight {
  if (a === b) return a;
  if (a.picture.length !== b.picture.length) {
    const because = new Unknown('the inputs have different numbers of spatial axes');
    return { kind: 'lost', because, picture: a.picture };
  }
  const picture = a.picture === b.picture ? a.picture : a.picture.map((size, i) => maximum(size, b.picture[i]!));
  if (a.kind === 'whole' || b.kind === 'whole') return { kind: 'whole', picture };
  if (a.kind === 'lost') return { ...a, picture };
  if (b.kind === 'lost') return { ...b, picture };
  const joined = a.axes.map((field, i) => joinFields(field, b.axes[i]!));
  return {
    kind: 'region',
    axes: joined.map(({ field }) => field),
    aligned: a.aligned && b.aligned && joined.every(({ aligned }) => aligned),
    picture,
  };
}

function windowOf({ layer: { behaviour }, inputs, outputs }: Application): Window {
  if (!behaviour.window) return POINTWISE;
  const known = knownShapes(inputs, outputs);
  if (known instanceof Unknown) return { kind: 'unknown', because: known };
  try {
    return behaviour.window(known.inputs, known.outputs);
  } catch (error) {
    if (error instanceof LayerError) return { kind: 'unknown', because: new Unknown(error.message) };
    throw error;
  }
}

/** Whether an input has a single position that is used for many: what it sees then does not move with the output. */
function isBroadcast({ inputs, outputs }: Application): boolean {
  const output = outputs[0]?.shape;
  if (inputs.length < 2 || !output || !isShape(output)) return false;
  return inputs.some(({ shape }) => {
    if (!isShape(shape) || shape.length !== output.length) return false;
    return shape.slice(1, -1).some((size, i) => size === 1 && output[i + 1] !== 1);
  });
}

function isShape(shape: Shape | Unknown): shape is Shape {
  return !(shape instanceof Unknown);
}

/** Removes floating-point dust: the step 1/49 taken 49 times is 1. */
function withoutDust(field: AxisField): AxisField {
  if (Number.isInteger(field.size) && Number.isInteger(field.stride) && Number.isInteger(field.padding)) return field;
  return { size: tidy(field.size), stride: tidy(field.stride), padding: tidy(field.padding) };
}

function tidy(value: Quantity): Quantity {
  if (typeof value !== 'number') return value;
  const nearest = Math.round(value);
  return Math.abs(value - nearest) < 1e-9 ? nearest : value;
}
