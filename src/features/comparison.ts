// What models are compared by: totals, depth, the field at the head, the share of dense layers, and curves along the depth.

import {
  add,
  divide,
  elementCount,
  receptiveFieldOf,
  sum,
  Unknown,
  type Application,
  type Layer,
  type LayerReading,
  type ModelReading,
  type Quantity,
  type ReceptiveField,
  type Shape,
} from '../analyser/index';
import { readDepth, type DepthReading } from './depth';

export interface ComparedModel {
  readonly title: string;
  readonly status: ModelReading['status'];
  readonly parameters: Quantity;
  readonly macs: Quantity;
  /** Layers with weights on the longest way from input to output. */
  readonly depth: number | Unknown;
  /** At the head: of the last layer that still has places on the picture. */
  readonly receptiveField: ReceptiveField | Unknown;
  readonly activationBytes: Quantity;
  /** Parameters of dense layers, as a share of all: 0 … 1. */
  readonly denseShare: Quantity;
  /** The input, then each layer with weights on the longest way. Empty when the depth is not known. */
  readonly curve: readonly CurvePoint[];
}

export interface CurvePoint {
  /** 0 at the input. */
  readonly depth: number;
  readonly layer: string;
  readonly outputShape: Shape | Unknown;
  readonly receptiveField: ReceptiveField | Unknown;
  /** Of all layers up to this depth, those beside the longest way too. */
  readonly parameters: Quantity;
}

export function compareModel(title: string, reading: ModelReading): ComparedModel {
  const { totals, status, receptiveField } = reading;
  const depth = readDepth(reading);
  return {
    title,
    status,
    parameters: totals.parameters,
    macs: totals.macs,
    depth: depth instanceof Unknown ? depth : depth.depth,
    receptiveField,
    activationBytes: totals.activationBytes,
    denseShare: denseShare(reading),
    curve: depth instanceof Unknown ? [] : makeCurve(reading, depth),
  };
}

function denseShare({ totals: { parameters }, layers }: ModelReading): Quantity {
  if (parameters === 0) return new Unknown('the model has no parameters');
  if (parameters instanceof Unknown) return parameters;
  return divide(sum(layers.map((reading) => denseParameters(reading.layer, reading.parameters))), parameters);
}

function denseParameters(layer: Layer, parameters: Quantity): Quantity {
  if (layer.className === 'Dense') return parameters;
  return sum(layer.model?.layers.map((inner) => denseParameters(inner, parametersOf(inner))) ?? []);
}

function parametersOf({ weights }: Layer): Quantity {
  if (weights instanceof Unknown) return weights;
  return sum(weights?.map(({ shape }) => elementCount(shape, 0)) ?? []);
}

function makeCurve(reading: ModelReading, { depth, steps, depthOf }: DepthReading): CurvePoint[] {
  const fields = new Map(reading.layers.map(({ layer, receptiveField }) => [layer, receptiveField]));
  const parameters = parametersByDepth(reading.layers, depth, depthOf);
  const pointOf = ({ layer, outputs: [output] }: Application, at: number): CurvePoint => {
    const missing = new Unknown('the layer has no output', layer.call);
    return {
      depth: at,
      layer: layer.name,
      outputShape: output?.shape ?? missing,
      // The input layer that tf.sequential adds is none of the model's layers.
      receptiveField: fields.get(layer) ?? (output ? receptiveFieldOf(output) : missing),
      parameters: parameters[at] ?? 0,
    };
  };
  const input = [...depthOf].find(([application, at]) => at === 0 && application.inputs.length === 0);
  return [
    ...(input ? [pointOf(...input)] : []),
    ...steps.map(({ application, depth: at }) => pointOf(application, at)),
  ];
}

/** Entry d: parameters of all layers at depth d or before. A layer counts where it is used first. */
function parametersByDepth(
  layers: readonly LayerReading[],
  depth: number,
  depthOf: DepthReading['depthOf'],
): readonly Quantity[] {
  const own: Quantity[] = Array.from({ length: depth + 1 }, () => 0);
  for (const { layer, parameters } of layers) {
    const depths = layer.applications.flatMap((application) => depthOf.get(application) ?? []);
    const at = depths.length > 0 ? Math.min(...depths) : depth;
    own[at] = add(own[at] ?? 0, parameters);
  }
  let total: Quantity = 0;
  return own.map((parameters) => (total = add(total, parameters)));
}
