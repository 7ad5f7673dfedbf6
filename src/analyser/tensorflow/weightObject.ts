// What `getWeights()` and `weights` list: of a weight, the program can see its name and its shape.

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import { evaluate } from '../formulas/sumOfProducts';
import type { Shape, Weight } from '../graph/graph';
import { elementCount } from '../graph/shape';
import { newArray } from '../interpreter/builtins/native';
import type { Machine } from '../interpreter/machine';
import { HostValue, NativeFunction, type Value } from '../interpreter/values';
import { shapeMember } from './tensorObject';

class WeightObject extends HostValue {
  readonly description = 'a weight';
  constructor(
    private readonly name: string,
    private readonly shape: Shape | Unknown,
  ) {
    super();
  }
  get(name: string, machine: Machine, site: ts.Node): Value {
    switch (name) {
      case 'name':
        return this.name;
      case 'shape':
      case 'rank':
      case 'size':
        return shapeMember(this.shape, name, machine);
      case 'read':
        return new NativeFunction(name, () => this);
      default:
        return machine.unknown(`\`${name}\` of a weight is known at run time only`, site);
    }
  }
}

/** A member that layers and models share: `countParams`, `getWeights`, `weights` …; undefined for any other name. */
export function weightMember(
  name: string,
  weightsNow: () => readonly Weight[] | Unknown,
): ((machine: Machine) => Value) | undefined {
  switch (name) {
    case 'countParams':
      return () => new NativeFunction(name, () => count(weightsNow()));
    case 'getWeights':
      return () => new NativeFunction(name, (machine) => list(weightsNow(), machine));
    case 'weights':
      return (machine) => list(weightsNow(), machine);
    default:
      return undefined;
  }
}

function count(weights: readonly Weight[] | Unknown): Value {
  if (weights instanceof Unknown) return weights;
  return evaluate(weights.map(({ shape }) => [elementCount(shape, 0)]));
}

/** In tfjs's order: those that train come first. */
function list(weights: readonly Weight[] | Unknown, machine: Machine): Value {
  if (weights instanceof Unknown) return weights;
  const blocked = weights.find(({ trainable }) => trainable instanceof Unknown)?.trainable;
  if (blocked instanceof Unknown) return blocked;
  const training = weights.filter(({ trainable }) => trainable);
  const others = weights.filter(({ trainable }) => !trainable);
  return newArray(
    [...training, ...others].map(({ name, shape }) => new WeightObject(name, placeholderShape(shape))),
    machine,
  );
}

/** One unknown size stands for a shape of which nothing is known. */
function placeholderShape(shape: Shape): Shape | Unknown {
  const [only] = shape;
  return shape.length === 1 && only instanceof Unknown ? only : shape;
}
