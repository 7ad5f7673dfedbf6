// Symbolic tensors as the program sees them.

import type ts from 'typescript';
import { Formula, isUnknown, Unknown } from '../formulas/quantity';
import type { Application, Dimension, Shape, Tensor } from '../graph/graph';
import { elementCount } from '../graph/shape';
import type { LayerUse } from './layerParts';
import type { Machine } from '../interpreter/machine';
import { ArrayValue, HostValue, toQuantity, type Value } from '../interpreter/values';

/** What tf.input and layer.apply give. */
export class TensorObject extends HostValue implements Tensor {
  readonly description = 'a symbolic tensor';
  constructor(
    /** Changes where tfjs writes over it, and where the first layer tells how many axes it has. */
    public shape: Shape | Unknown,
    readonly use: LayerUse | undefined,
    readonly name: string,
    readonly blockedBy?: Unknown,
  ) {
    super();
  }

  /** The shape once it is known how many axes there are: symbols, where a caller gives it. */
  shapeOf: ((axes: number) => Shape) | undefined;

  /** The application that gives it; undefined where branches with different ones were joined, or something was unknown. */
  get producer(): Application | undefined {
    return this.use;
  }

  /** What layers give is of tfjs's default type; only inputs may be of another one. */
  get dtype(): string {
    const given = this.use?.layer.className === 'InputLayer' ? this.use.layer.config.get('dtype') : undefined;
    return typeof given === 'string' ? given : 'float32';
  }

  get(name: string, machine: Machine, site: ts.Node): Value {
    switch (name) {
      case 'shape':
        return shapeValue(this.shape, machine);
      case 'rank':
        return isUnknown(this.shape) ? this.shape : this.shape.length;
      case 'name':
      case 'originalName':
        return this.name;
      case 'dtype':
        return this.dtype;
      default:
        return machine.unknown(`\`${name}\` of a symbolic tensor is not known`, site);
    }
  }

  /** Tensors of two branches: sizes that agree stay known. */
  override joinWith(other: HostValue, because: Unknown): Value | undefined {
    if (!(other instanceof TensorObject) || isUnknown(this.shape) || isUnknown(other.shape)) return because;
    const otherShape = other.shape;
    if (this.shape.length !== otherShape.length) return because;
    const shape = this.shape.map((d, i) => (sameDimension(d, otherShape[i]!) ? d : because));
    return new TensorObject(shape, undefined, this.name, because);
  }
}

function sameDimension(a: Dimension, b: Dimension): boolean {
  if (a instanceof Formula && b instanceof Formula) return a.toString() === b.toString();
  return a === b;
}

export function shapeValue(shape: Shape | Unknown, machine: Machine): Value {
  return isUnknown(shape) ? shape : machine.track(new ArrayValue([...shape]));
}

/** `shape`, `rank` and `size` of a tensor or weight; undefined for any other name. */
export function shapeMember(shape: Shape | Unknown, name: string, machine: Machine): Value {
  switch (name) {
    case 'shape':
      return shapeValue(shape, machine);
    case 'rank':
      return shape instanceof Unknown ? shape : shape.length;
    case 'size':
      return shape instanceof Unknown ? shape : elementCount(shape, 0);
    default:
      return undefined;
  }
}

/** A value of the program as a shape. */
export function toShape(value: Value): Shape | Unknown {
  if (value instanceof ArrayValue) {
    if (value.open) return value.open;
    return Array.from(value.elements, (e) =>
      e === null || e === undefined ? null : (toQuantity(e) ?? new Unknown('the size is not a number')),
    );
  }
  if (isUnknown(value)) return value;
  const quantity = toQuantity(value);
  return quantity === undefined || quantity instanceof Formula ? new Unknown('the shape is not known') : [quantity];
}

/** The tensors in an argument of apply, or of tf.model: one or a list. */
export function toTensors(value: Value): TensorObject[] | Unknown | undefined {
  if (value instanceof TensorObject) return [value];
  if (value instanceof Unknown) return value;
  if (!(value instanceof ArrayValue)) return undefined;
  if (value.open) return value.open;
  const tensors: TensorObject[] = [];
  for (const element of value.elements) {
    if (element instanceof TensorObject) tensors.push(element);
    else if (element instanceof Unknown) tensors.push(new TensorObject(element, undefined, 'unknown'));
    else return undefined;
  }
  return tensors;
}
