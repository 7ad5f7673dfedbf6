// What a layer costs: parameters, multiply-adds and bytes of activation. Conventions: batch 1; no bias, normalisation, activation
// or pooling among the multiply-adds; 4 bytes per number.

import { add, multiply, product, Unknown, type Quantity } from '../formulas/quantity';
import { evaluate, type SumOfProducts } from '../formulas/sumOfProducts';
import { activationsOf, knownShapes, LayerError, type Application, type Layer } from '../graph/graph';
import { countable, elementCount, type Shape } from '../graph/shape';

const BYTES_PER_NUMBER = 4;

export interface LayerCosts {
  readonly parameters: Quantity;
  readonly trainableParameters: Quantity;
  /** The arithmetic behind `parameters`: one product per weight, in tfjs's order. */
  readonly parameterTerms: SumOfProducts;
  /** All applications together. */
  readonly macs: Quantity;
  readonly macTerms: SumOfProducts;
  /** 4 bytes per output element of one sample, all applications together. */
  readonly activationBytes: Quantity;
}

/**
 * Figures that depend on something unknown are Unknown, with the reason.
 * @param applications those to count, for a layer that is shared with another model; all of them by default
 */
export function costsOf(layer: Layer, applications: readonly Application[] = layer.applications): LayerCosts {
  const { weights } = layer;
  const parameterTerms = weightTerms(layer, weights);
  const parameters = evaluate(parameterTerms);
  const macTerms = macTermsOf(applications);
  return {
    parameters,
    trainableParameters: trainableParameters(weights, parameters),
    parameterTerms,
    macs: evaluate(macTerms),
    macTerms,
    activationBytes: multiply(BYTES_PER_NUMBER, outputElements(applications)),
  };
}

function weightTerms(layer: Layer, weights: Layer['weights']): SumOfProducts {
  if (weights === undefined) {
    return layer.behaviour.build ? [[new Unknown('the layer is not applied to anything', layer.call)]] : NONE;
  }
  if (weights instanceof Unknown) return [[weights]];
  return weights.map(({ shape }) => sizesOf(shape));
}

function trainableParameters(weights: Layer['weights'], parameters: Quantity): Quantity {
  if (weights === undefined || weights instanceof Unknown || weights.every(({ trainable }) => trainable === true)) {
    return parameters;
  }
  let total: Quantity = 0;
  for (const { shape, trainable } of weights) {
    if (trainable instanceof Unknown) return trainable;
    if (trainable) total = add(total, product(sizesOf(shape)));
  }
  return total;
}

/** The sizes of a weight as factors of a count: an open one is unknown. */
function sizesOf(shape: Shape): readonly Quantity[] {
  return shape.includes(null) ? shape.map(countable) : (shape as readonly Quantity[]);
}

const NONE: SumOfProducts = [];

function macTermsOf(applications: readonly Application[]): SumOfProducts {
  const [first, second] = applications;
  if (!first?.layer.behaviour.macs) return NONE;
  return second ? applications.flatMap(macTermsOfOne) : macTermsOfOne(first);
}

function macTermsOfOne({ layer: { behaviour }, inputs, outputs }: Application): SumOfProducts {
  const known = knownShapes(inputs, outputs);
  if (known instanceof Unknown) return [[known]];
  if (known.outputs.some(isImpossible)) return [[NO_ROOM]];
  try {
    return behaviour.macs?.(known.inputs, known.outputs) ?? NONE;
  } catch (error) {
    if (error instanceof LayerError) return [[new Unknown(error.message)]];
    throw error;
  }
}

function outputElements(applications: readonly Application[]): Quantity {
  let total: Quantity = 0;
  for (const application of applications) {
    for (const shape of keptShapes(application)) {
      if (shape instanceof Unknown) total = add(total, shape);
      else total = add(total, isImpossible(shape) ? NO_ROOM : elementCount(shape));
    }
  }
  return total;
}

function keptShapes(application: Application): readonly (Shape | Unknown)[] {
  try {
    return activationsOf(application);
  } catch (error) {
    if (error instanceof LayerError) return [new Unknown(error.message, application.call)];
    throw error;
  }
}

/** tfjs computes such shapes while it builds a model, and fails when it runs. */
function isImpossible(shape: Shape): boolean {
  return shape.some((size) => typeof size === 'number' && size < 0);
}

const NO_ROOM = new Unknown('no window fits into the input: the output has no positions');
