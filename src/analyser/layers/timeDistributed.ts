// tf.layers.timeDistributed

import { Unknown } from '../formulas/quantity';
import { LayerError, type Layer, type Shape } from '../graph/graph';
import { countable } from '../graph/shape';
import { POINTWISE, type Window } from '../graph/window';
import type { ShapeSpec } from './checkInputs';
import { jsonShape } from './configText';
import type { BuiltInBehaviour, LayerDefinition } from './definition';
import { unknownWeights } from './nestedLayer';
import { onlyShape } from './sizes';

export const timeDistributed: LayerDefinition = {
  factory: 'timeDistributed',
  className: 'TimeDistributed',
  create: (config) => {
    config.requireArguments('layer');
    const layer = config.layer('layer');
    if (layer instanceof Unknown) return distributeUnknown(layer);
    return layer ? distribute(layer) : { outputShapes: missingLayer, build: missingLayer };
  },
};

function distribute({ behaviour }: Layer): BuiltInBehaviour {
  const { unknownOutput }: BuiltInBehaviour = behaviour;
  return {
    ...(unknownOutput && { unknownOutput }),
    holdsLayers: true,
    inputSpecs: (built) => {
      const [shape] = built ?? [];
      const spec: ShapeSpec = { shape: shape ?? [] };
      return shape ? [spec] : [];
    },
    build: (inputs) => {
      const input = onlyShape(inputs);
      if (input.length < 3) {
        throw new LayerError(
          `TimeDistributed layer expects an input shape >= 3D, but received input shape ${jsonShape(input)}`,
        );
      }
      behaviour.checkBuild?.([stepOf(input)]);
      return behaviour.build?.([stepOf(input)]) ?? [];
    },
    outputShapes: (inputs) => {
      const input = onlyShape(inputs);
      const [output] = behaviour.outputShapes([stepOf(input)]);
      return output ? [output.toSpliced(1, 0, input[1] ?? null)] : [];
    },
    macs: (inputs, outputs) => {
      const input = onlyShape(inputs);
      const steps = behaviour.macs?.([stepOf(input)], outputs.map(stepOf)) ?? [];
      return steps.map((factors) => [countable(input[1]), ...factors]);
    },
    window: (inputs, outputs) => {
      const step = stepOf(onlyShape(inputs));
      // The features of a step are no positions.
      if (step.length <= 2 || !behaviour.window) return POINTWISE;
      return withTimeAxis(behaviour.window([step], outputs.map(stepOf)));
    },
  };
}

/** The shape of one step: without the time axis. */
function stepOf(shape: Shape): Shape {
  return shape.toSpliced(1, 1);
}

function withTimeAxis(window: Window): Window {
  if (window.kind === 'sliding') return { kind: 'sliding', axes: [{ size: 1, step: 1, padding: 0 }, ...window.axes] };
  if (window.kind !== 'global') return window;
  return { kind: 'unknown', because: new Unknown('each step sees the whole of its own part of the input') };
}

function distributeUnknown(because: Unknown): BuiltInBehaviour {
  return {
    unknownOutput: because,
    build: () => [unknownWeights(because)],
    outputShapes: () => [],
    macs: () => [[because]],
    window: () => ({ kind: 'unknown', because }),
  };
}

function missingLayer(): never {
  throw new LayerError("Cannot read properties of undefined (reading 'built')", 'layer');
}
