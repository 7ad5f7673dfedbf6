// What `getWeights()` and `weights` list: of a weight, the program can see its name and its shape.

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import { evaluate } from '../formulas/sumOfProducts';
import type { Shape, Weight } from '../graph/graph';
import { elementCount, shapeText } from '../graph/shape';
import { newArray } from '../interpreter/builtins/native';
import type { Machine } from '../interpreter/machine';
import { HostValue, NativeFunction, type Value } from '../interpreter/values';
import { shapeMember } from './tensorObject';

export class WeightObject extends HostValue {
  readonly description = 'a weight';
  /** @param tensor what `read()` gives inside the `call` of a layer */
  constructor(
    readonly weight: Weight,
    private readonly tensor?: Value,
  ) {
    super();
  }
  get(name: string, machine: Machine, site: ts.Node): Value {
    switch (name) {
      case 'name':
      case 'originalName':
        return this.weight.name;
      case 'trainable':
        return this.weight.trainable;
      case 'shape':
      case 'rank':
      case 'size':
        return shapeMember(placeholderShape(this.weight.shape), name, machine);
      case 'read':
        return new NativeFunction(name, () => this.tensor ?? this);
      default:
        return machine.unknown(`\`${name}\` of a weight is known at run time only`, site);
    }
  }
  /** Branches that build the same layer make the same weight. */
  override joinWith(other: HostValue): Value | undefined {
    const isSame =
      other instanceof WeightObject &&
      other.weight.name === this.weight.name &&
      shapeText(other.weight.shape) === shapeText(this.weight.shape);
    return isSame ? this : undefined;
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
    case 'trainableWeights':
      return (machine) => list(weightsNow(), machine, true);
    case 'nonTrainableWeights':
      return (machine) => list(weightsNow(), machine, false);
    default:
      return undefined;
  }
}

/** The members in which TensorFlow.js's own layers keep their variables, by the names of these. */
const VARIABLES: Readonly<Record<string, string>> = {
  kernel: 'kernel',
  bias: 'bias',
  depthwiseKernel: 'depthwise_kernel',
  pointwiseKernel: 'pointwise_kernel',
  gamma: 'gamma',
  beta: 'beta',
  movingMean: 'moving_mean',
  movingVariance: 'moving_variance',
  embeddings: 'embeddings',
};

/** Recurrent layers keep them in their cells, wrappers in what they wrap. */
const KEEPING = /^(Dense|Conv\dD(Transpose)?|DepthwiseConv2D|SeparableConv2D|BatchNormalization|Embedding)$/;

/** `layer.kernel`, `layer.bias` of a layer with weights; undefined where there is no such member, or nothing in it. */
export function variableMember(name: string, className: string, weights: readonly Weight[] | Unknown): Value {
  const variable = KEEPING.test(className) ? VARIABLES[name] : undefined;
  if (variable === undefined) return undefined;
  if (weights instanceof Unknown) return weights;
  const weight = weights.find((one) => one.name === variable);
  return weight && new WeightObject(weight);
}

function count(weights: readonly Weight[] | Unknown): Value {
  if (weights instanceof Unknown) return weights;
  return evaluate(weights.map(({ shape }) => [elementCount(shape, 0)]));
}

/**
 * In tfjs's order: those that train come first.
 * @param trainable only those that train, or only those that do not
 */
function list(weights: readonly Weight[] | Unknown, machine: Machine, trainable?: boolean): Value {
  if (weights instanceof Unknown) return weights;
  const blocked = weights.find((weight) => weight.trainable instanceof Unknown)?.trainable;
  if (blocked instanceof Unknown) return blocked;
  const flags = trainable === undefined ? [true, false] : [trainable];
  const wanted = flags.flatMap((flag) => weights.filter((weight) => weight.trainable === flag));
  return newArray(
    wanted.map((weight) => new WeightObject(weight)),
    machine,
  );
}

/** One unknown size stands for a shape of which nothing is known. */
function placeholderShape(shape: Shape): Shape | Unknown {
  const [only] = shape;
  return shape.length === 1 && only instanceof Unknown ? only : shape;
}
