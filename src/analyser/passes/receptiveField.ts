// Receptive fields over the layer graph: for every tensor the region of the picture that one of its positions sees.

import { floorDivide, Unknown, type Quantity } from '../formulas/quantity';
import type { Tensor } from '../graph/graph';
import { lookAtPicture, lookThrough, type Sight } from './sight';

/** One entry per spatial axis, in the order of the shape ([height, width]), in pixels of the picture. */
export interface ReceptiveField {
  readonly size: readonly Quantity[];
  /**
   * `size` before it was rounded down: position u sees the whole pixels from u·stride - padding to u·stride - padding + extent - 1.
   * It may be fractional below upsampling.
   */
  readonly extent: readonly Quantity[];
  readonly stride: readonly Quantity[];
  readonly padding: readonly Quantity[];
  /** False where paths do not line up: size is then the bounding region and differs from place to place. */
  readonly aligned: boolean;
  /** Every output sees the whole input: `size` is the input's, `stride` likewise, `padding` 0. */
  readonly global: boolean;
}

/** @returns pixels of the picture; Unknown, with the reason, for a tensor that has no place on it */
export type ReceptiveFieldPass = (tensor: Tensor) => ReceptiveField | Unknown;

/** A pass remembers what it found, so that a whole graph takes one visit per layer application. */
export function createReceptiveFieldPass(): ReceptiveFieldPass {
  const sights = new Map<Tensor, Sight>();
  // Layers that look at one position keep the sight of their input: so do activations and normalisations.
  const fields = new Map<Sight, ReceptiveField | Unknown>();
  return (tensor) => {
    const sight = sights.get(tensor) ?? followSight(tensor, sights);
    let field = fields.get(sight);
    if (!field) {
      field = fieldOf(sight);
      fields.set(sight, field);
    }
    return field;
  };
}

/** The receptive field of one tensor; use a pass of its own for many tensors of a graph. */
export function receptiveFieldOf(tensor: Tensor): ReceptiveField | Unknown {
  return createReceptiveFieldPass()(tensor);
}

/** Walks the producers with a stack of its own: graphs can be deeper than the call stack. */
function followSight(tensor: Tensor, sights: Map<Tensor, Sight>): Sight {
  if (tensor.producer?.inputs.every((input) => sights.has(input)) ?? true) return look(tensor, sights);
  const pending = [tensor];
  const entered = new Set<Tensor>();
  for (let current = pending.at(-1); current; current = pending.at(-1)) {
    const { producer } = current;
    const count = pending.length;
    if (producer && !entered.has(current)) {
      for (const input of producer.inputs) if (!sights.has(input) && !entered.has(input)) pending.push(input);
    }
    entered.add(current);
    if (pending.length > count) continue;
    pending.pop();
    if (!sights.has(current)) look(current, sights);
  }
  return sights.get(tensor) ?? CYCLE;
}

/** What a tensor sees, when all that leads to it was looked at. */
function look(tensor: Tensor, sights: Map<Tensor, Sight>): Sight {
  const { producer } = tensor;
  const sight =
    producer && producer.inputs.length > 0
      ? lookThrough(
          producer,
          producer.inputs.map((input) => sights.get(input) ?? CYCLE),
        )
      : lookAtPicture(tensor);
  sights.set(tensor, sight);
  return sight;
}

const CYCLE: Sight = { kind: 'lost', because: new Unknown('the layer sees its own output'), picture: [] };

function fieldOf(sight: Sight): ReceptiveField | Unknown {
  if (sight.kind === 'lost') return sight.because;
  if (sight.kind === 'whole') {
    const padding = sight.picture.map(() => 0);
    return { size: sight.picture, extent: sight.picture, stride: sight.picture, padding, aligned: true, global: true };
  }
  return {
    size: sight.axes.map((axis) => wholePixels(axis.size)),
    extent: sight.axes.map((axis) => axis.size),
    stride: sight.axes.map((axis) => axis.stride),
    padding: sight.axes.map((axis) => axis.padding),
    aligned: sight.aligned,
    global: false,
  };
}

/** Below upsampling an extent may be fractional: no output sees more pixels than its whole part. */
function wholePixels(size: Quantity): Quantity {
  return typeof size === 'number' ? Math.floor(size) : floorDivide(size, 1);
}
