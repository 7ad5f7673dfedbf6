// `tf.InputSpec` and the `inputSpec` of custom layers: what they demand of their inputs.

import type { Dimension, InputSpec, LayerBehaviour } from '../graph/graph';
import type { ShapeSpec } from '../layers/checkInputs';
import { Unknown } from '../formulas/quantity';
import { HostClass } from '../interpreter/classes';
import type { Machine } from '../interpreter/machine';
import { ArrayValue, ObjectValue, toQuantity, type Value } from '../interpreter/values';
import { toShape } from './tensorObject';

/** Its instances have the properties they are made from; a shape also tells the rank. */
export class InputSpecClass extends HostClass {
  readonly description = 'tf.InputSpec';
  get(): Value {
    return undefined;
  }
  construct([args]: readonly Value[], machine: Machine): Value {
    return machine.track(new ObjectValue(new Map<string, Value>(args instanceof ObjectValue ? args.properties : [])));
  }
  initialise(): void {
    // Nobody derives from it.
  }
}

/** The demands in a layer's `inputSpec`; none where it is absent or not known. */
export function readInputSpecs(value: Value): readonly InputSpec[] {
  if (value instanceof ObjectValue) return [readInputSpec(value)];
  if (!(value instanceof ArrayValue) || value.open) return [];
  const specs = value.elements.filter((element) => element instanceof ObjectValue);
  return specs.length === value.elements.length ? specs.map(readInputSpec) : [];
}

function readInputSpec({ properties, open }: ObjectValue): InputSpec {
  if (open) return {};
  const number = (name: string): number | undefined => {
    const given = properties.get(name);
    return typeof given === 'number' ? given : undefined;
  };
  const shape = properties.get('shape') instanceof ArrayValue ? toShape(properties.get('shape')) : undefined;
  const known = shape instanceof Unknown ? undefined : shape;
  const [ndim, maxNDim, minNDim] = [known?.length ?? number('ndim'), number('maxNDim'), number('minNDim')];
  const [axes, dtype] = [properties.get('axes'), properties.get('dtype')];
  const spec: InputSpec & Partial<ShapeSpec> = {
    ...(ndim !== undefined && { ndim }),
    ...(maxNDim !== undefined && { maxNDim }),
    ...(minNDim !== undefined && { minNDim }),
    ...(typeof dtype === 'string' && { dtype }),
    ...(axes instanceof ObjectValue && { axes: readAxes(axes) }),
    ...(known && { shape: known }),
  };
  return spec;
}

function readAxes({ properties }: ObjectValue): ReadonlyMap<number, Dimension> {
  return new Map([...properties].map(([axis, size]) => [Number(axis), toQuantity(size) ?? null]));
}

/** How many axes a layer's input must have, where it takes one number of them only. */
export function axesDemanded(behaviour: LayerBehaviour): number | undefined {
  // Convolutions make their demand when they are built.
  const [demand] = [...(behaviour.inputSpecs?.(undefined) ?? []), ...(behaviour.inputSpecs?.([]) ?? [])];
  return demand?.ndim;
}
