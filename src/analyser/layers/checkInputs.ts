// What a layer demands of its inputs before each application: tfjs's assertInputCompatibility.

import { Formula, Unknown } from '../formulas/quantity';
import { LayerError, type Dimension, type InputSpec, type Shape } from '../graph/graph';
import { joinedShape, sizeText } from './configText';

/** The type of an input's elements, by its position. */
export type DtypeOf = (index: number) => string;

/** A demand on the whole shape; null fits any size. Recurrent layers and timeDistributed make it after their first use. */
export interface ShapeSpec extends InputSpec {
  readonly shape: Shape;
}

/**
 * @param layerName as the message shows it
 * @throws LayerError with tfjs's message when an input certainly does not fit; unknown and symbolic sizes fit
 */
export function checkInputs(
  layerName: string,
  specs: readonly InputSpec[],
  inputs: readonly Shape[],
  dtypeOf: DtypeOf,
): void {
  if (specs.length === 0) return;
  if (inputs.length !== specs.length) {
    throw new LayerError(
      `Layer ${layerName} expects ${specs.length} inputs, but it received ${inputs.length} input tensors. ` +
        `Input received: ${inputs.map(() => '[object Object]').join(',')}`,
    );
  }
  inputs.forEach((shape, i) => {
    const problem = describeMismatch(specs[i]!, shape, layerName, i, dtypeOf);
    if (problem !== undefined) throw new LayerError(problem);
  });
}

function describeMismatch(
  spec: InputSpec,
  shape: Shape,
  layerName: string,
  index: number,
  dtypeOf: DtypeOf,
): string | undefined {
  const rank = shape.length;
  const incompatible = `Input ${index} is incompatible with layer ${layerName}: `;
  if (spec.ndim !== undefined && rank !== spec.ndim) {
    return `${incompatible}expected ndim=${spec.ndim}, found ndim=${rank}`;
  }
  if (spec.maxNDim !== undefined && rank > spec.maxNDim) {
    return `${incompatible}expected max_ndim=${spec.maxNDim}, found ndim=${rank}`;
  }
  if (spec.minNDim !== undefined && rank < spec.minNDim) {
    return `${incompatible}expected min_ndim=${spec.minNDim}, found ndim=${rank}.`;
  }
  if (spec.dtype !== undefined && dtypeOf(index) !== spec.dtype) {
    return (
      `Input ${index} is incompatible with layer ${layerName} : ` +
      `expected dtype=${spec.dtype}, found dtype=${dtypeOf(index)}.`
    );
  }
  for (const [axis, wanted] of spec.axes ?? []) {
    const found = axis >= 0 ? shape[axis] : shape[rank + axis];
    if (found === undefined ? wanted !== null : certainlyDiffer(wanted, found)) {
      return (
        `${incompatible}expected axis ${axis} of input shape to have value ${sizeText(wanted)} ` +
        `but got shape ${joinedShape(shape)}.`
      );
    }
  }
  const wantedShape = 'shape' in spec ? (spec as ShapeSpec).shape : [];
  if (wantedShape.some((wanted, axis) => certainlyDiffer(wanted, shape[axis] ?? null))) {
    return `${incompatible}expected shape=${joinedShape(wantedShape)}, found shape=${joinedShape(shape)}.`;
  }
  return undefined;
}

function certainlyDiffer(wanted: Dimension, found: Dimension): boolean {
  if (wanted === null || found === null) return false;
  if (wanted instanceof Unknown || found instanceof Unknown) return false;
  if (wanted instanceof Formula || found instanceof Formula) return false;
  return wanted !== found;
}
