// What a layer costs: parameters, multiply-adds and bytes of activation. Conventions: batch 1; no bias, normalisation, activation
// or pooling among the multiply-adds; 4 bytes per number.

import { multiply, sum, Unknown, type Quantity } from '../formulas/quantity';
import { evaluate, type SumOfProducts } from '../formulas/sumOfProducts';
import { LayerError, type Application, type Layer, type Shape, type Weight } from '../graph/graph';
import { elementCount } from '../graph/shape';

const BYTES_PER_NUMBER = 4;

export interface LayerCosts {
  readonly parameters: Quantity;
  readonly trainableParameters: Quantity;
  /** One product per weight, in tfjs's order. */
  readonly parameterTerms: SumOfProducts;
  readonly trainableTerms: SumOfProducts;
  /** All applications together. */
  readonly macs: Quantity;
  readonly macTerms: SumOfProducts;
  /** 4 bytes per output element of one sample, all applications together. */
  readonly activationBytes: Quantity;
}

/** @param applications those to count, for a layer that is shared with another model; all of them by default */
export function costsOf(layer: Layer, applications: readonly Application[] = layer.applications): LayerCosts {
  const parameterTerms = weightTerms(layer, () => true);
  const trainableTerms = weightTerms(layer, (weight) => weight.trainable);
  const macTerms = applications.flatMap(macTermsOf);
  return {
    parameters: evaluate(parameterTerms),
    trainableParameters: evaluate(trainableTerms),
    parameterTerms,
    trainableTerms,
    macs: evaluate(macTerms),
    macTerms,
    activationBytes: multiply(BYTES_PER_NUMBER, sum(applications.flatMap(outputElements))),
  };
}

function weightTerms(layer: Layer, isCounted: (weight: Weight) => boolean): SumOfProducts {
  const { weights } = layer;
  if (weights === undefined) {
    return layer.behaviour.build ? [[new Unknown('the layer is not applied to anything', layer.call)]] : [];
  }
  if (weights instanceof Unknown) return [[weights]];
  return weights.filter(isCounted).map(({ shape }) => shape.map(countable));
}

function macTermsOf(application: Application): SumOfProducts {
  const { behaviour } = application.layer;
  if (!behaviour.macs) return [];
  const inputs = application.inputs.map(({ shape }) => shape);
  const outputs = application.outputs.map(({ shape }) => shape);
  const unknown = [...inputs, ...outputs].find((shape) => shape instanceof Unknown);
  if (unknown instanceof Unknown) return [[unknown]];
  try {
    return behaviour.macs(inputs.filter(isShape), outputs.filter(isShape));
  } catch (error) {
    if (error instanceof LayerError) return [[new Unknown(error.message)]];
    throw error;
  }
}

function outputElements(application: Application): readonly Quantity[] {
  return application.outputs.map(({ shape }) => (isShape(shape) ? elementCount(shape) : shape));
}

function countable(size: Quantity | null): Quantity {
  return size ?? new Unknown('the size is open until run time (null)');
}

function isShape(shape: Shape | Unknown): shape is Shape {
  return !(shape instanceof Unknown);
}
