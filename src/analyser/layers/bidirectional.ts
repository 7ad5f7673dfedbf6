// tf.layers.bidirectional

import { multiply, Unknown } from '../formulas/quantity';
import { LayerError, type Layer, type Shape } from '../graph/graph';
import { GLOBAL } from '../graph/window';
import type { ConfigReader } from './configReader';
import type { BuiltInBehaviour, LayerDefinition } from './definition';
import { unknownWeights } from './nestedLayer';

const MERGE_MODES = ['sum', 'mul', 'concat', 'ave'];

export const bidirectional: LayerDefinition = {
  factory: 'bidirectional',
  className: 'Bidirectional',
  create: (config) => {
    config.requireArguments('layer');
    const layer = config.layer('layer');
    if (!layer) {
      const value = config.value('layer') === null ? 'null' : 'undefined';
      throw new LayerError(`Cannot read properties of ${value} (reading 'getConfig')`, 'layer');
    }
    const mergeMode = readMergeMode(config);
    const weights = config.value('weights');
    if (weights && !(weights instanceof Unknown)) {
      throw new LayerError('weights support is not implemented for Bidirectional layer yet.', 'weights');
    }
    const because = [layer, mergeMode].find((value) => value instanceof Unknown);
    const inside = layer instanceof Unknown ? undefined : runBothWays(layer, mergeMode);
    if (!(because instanceof Unknown) && inside) return inside;
    const reason = because instanceof Unknown ? because : new Unknown('the layer inside is not known');
    const costs = inside ?? { build: () => [unknownWeights(reason)], macs: () => [[reason]] };
    return { ...costs, unknownOutput: reason, outputShapes: () => [], window: () => GLOBAL };
  },
};

/** null keeps the two directions apart; undefined stands for 'concat'. */
function readMergeMode(config: ConfigReader): string | null | Unknown {
  if (config.value('mergeMode') === null) return null;
  return config.choice('mergeMode', MERGE_MODES, 'BidirectionalMergeMode', 'concat');
}

/** tfjs makes two copies of the layer, one of which runs backwards. */
function runBothWays({ behaviour }: Layer, mergeMode: string | null | Unknown): BuiltInBehaviour {
  const inner: BuiltInBehaviour = behaviour;
  return {
    ...(inner.unknownOutput && { unknownOutput: inner.unknownOutput }),
    holdsLayers: true,
    inputSpecs: (_built, inputs = []) => {
      checkStateCount(inputs.length - 1);
      const [first, ...others] = inner.inputSpecs?.(undefined, inputs.slice(0, 1)) ?? [];
      return first ? [first, ...others, ...inputs.slice(1).map(() => ({}))] : [];
    },
    build: (inputs) => {
      const [input, ...states] = inputs;
      const half = states.length / 2;
      return (['forward', 'backward'] as const).flatMap((way, i) => {
        const own = input ? [input, ...states.slice(i * half, (i + 1) * half)] : [];
        return (inner.build?.(own) ?? []).map((weight) => ({ ...weight, name: `${way}_${weight.name}` }));
      });
    },
    outputShapes: (inputs) => {
      const [output, ...states] = inner.outputShapes(inputs);
      if (!output) return [];
      if (mergeMode === null) return [output, output, ...states, ...states];
      return [mergeMode === 'concat' ? doubleLast(output) : output, ...states, ...states];
    },
    macs: (inputs, outputs) => {
      const terms = inner.macs?.(inputs, outputs) ?? [];
      return terms.map((factors) => [2, ...factors]);
    },
    window: () => GLOBAL,
  };
}

function checkStateCount(count: number): void {
  if (count <= 0 || count % 2 === 0) return;
  throw new LayerError(
    'When passing `initialState` to a Bidrectional RNN, the state should be an Array containing the states of ' +
      'the underlying RNNs.',
  );
}

function doubleLast(shape: Shape): Shape {
  const last = shape.at(-1);
  return [...shape.slice(0, -1), multiply(2, last ?? 0)];
}
