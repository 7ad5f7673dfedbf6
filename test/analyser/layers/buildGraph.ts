// Builds layer graphs for tests without any source text: factories by name, applied to tensors.

import { Unknown } from '../../../src/analyser/formulas/quantity';
import type { Application, Layer, Shape, Tensor } from '../../../src/analyser/graph/graph';
import { applyLayer } from '../../../src/analyser/layers/applyLayer';
import { createLayer } from '../../conformance/layersRun';

const NOWHERE = { file: 'test.ts', start: 0, end: 0 };

export function input(...shape: Shape): Tensor {
  return { shape: [null, ...shape], producer: undefined };
}

export interface AppliedLayer {
  readonly layer: Layer;
  readonly output: Tensor;
}

export function applyTo(layer: Layer, ...inputs: readonly Tensor[]): AppliedLayer {
  const shapes = inputs.map(({ shape }) => {
    if (shape instanceof Unknown) throw new Error(shape.reason);
    return shape;
  });
  const { weights, outputs } = applyLayer(layer.name, layer.behaviour, shapes, undefined);
  const applied: Layer = { ...layer, weights };
  const application: Application = { layer: applied, inputs, outputs: [], call: NOWHERE };
  const tensors = outputs.map((shape): Tensor => ({ shape, producer: application }));
  Object.assign(application, { outputs: tensors });
  Object.assign(applied, { applications: [...layer.applications, application] });
  return { layer: applied, output: tensors[0]! };
}

/** The output of a new layer. */
export function through(
  factory: string,
  config: Readonly<Record<string, unknown>>,
  ...inputs: readonly Tensor[]
): Tensor {
  return applyTo(createLayer(factory, config), ...inputs).output;
}

/** One layer after the other. */
export function chain(
  start: Tensor,
  ...steps: readonly (readonly [string, Readonly<Record<string, unknown>>])[]
): Tensor {
  return steps.reduce((tensor, [factory, config]) => through(factory, config, tensor), start);
}
