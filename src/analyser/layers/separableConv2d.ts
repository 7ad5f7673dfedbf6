// tf.layers.separableConv2d

import { multiply } from '../formulas/quantity';
import { LayerError } from '../graph/graph';
import { countable } from '../graph/shape';
import { jsonShape, jsonText } from './configText';
import {
  biasWeights,
  builtChannels,
  builtSpecs,
  channelsOf,
  convolutionMacs,
  convolvedShape,
  positions,
  readConvolution,
  readFilters,
  refuseActivityPenalty,
} from './convolution';
import type { ConfigReader } from './configReader';
import type { LayerDefinition } from './definition';
import { onlyShape } from './sizes';
import { slidingWindow } from './slidingWindow';
import { addWeight } from './weights';

export const separableConv2d: LayerDefinition = {
  factory: 'separableConv2d',
  className: 'SeparableConv2D',
  create: (config) => {
    const convolution = readConvolution(config, 2);
    const filters = readFilters(config);
    checkSeparable(config);
    const multiplier = config.isAbsent('depthMultiplier') ? 1 : config.quantity('depthMultiplier');
    for (const part of ['depthwise', 'pointwise']) {
      config.initializer('depthwiseInitializer');
      config.regularizer(`${part}Regularizer`);
      config.constraint(`${part}Constraint`);
    }
    return {
      inputSpecs: (built) => (built ? builtSpecs(convolution, built) : []),
      build: (inputs) => {
        const input = onlyShape(inputs);
        if (input.length < 4) {
          throw new LayerError(
            `Inputs to SeparableConv2D should have rank 4, but received input shape: ${jsonShape(input)}`,
          );
        }
        const message = (size: Parameters<typeof jsonText>[0]): string =>
          `The channel dimension of the inputs should be defined, but found ${jsonText(size)}`;
        const channels = builtChannels(convolution, input, message);
        if (typeof channels === 'number' && channels < 0) throw new LayerError(message(channels));
        return [
          addWeight(config, 'depthwise_kernel', [...convolution.size, channels, multiplier]),
          addWeight(config, 'pointwise_kernel', [1, 1, multiply(channels, multiplier), filters]),
          ...biasWeights(config, convolution.useBias, filters),
        ];
      },
      outputShapes: (inputs) => {
        const shape = convolvedShape(convolution, onlyShape(inputs), filters);
        refuseActivityPenalty(config);
        return [shape];
      },
      macs: (inputs, outputs) => {
        const widened = multiply(countable(channelsOf(convolution, onlyShape(inputs))), multiplier);
        return [
          ...convolutionMacs(convolution, inputs, outputs, [multiplier]),
          [widened, filters, ...positions(convolution, outputs)],
        ];
      },
      window: (inputs) => slidingWindow(convolution, onlyShape(inputs)),
    };
  },
};

function checkSeparable(config: ConfigReader): void {
  const misplaced = ['kernelInitializer', 'kernelRegularizer', 'kernelConstraint'].find((name) =>
    config.isPresent(name),
  );
  if (misplaced !== undefined) {
    throw new LayerError(
      'Fields kernelInitializer, kernelRegularizer and kernelConstraint are invalid for SeparableConv2D. ' +
        'Use depthwiseInitializer, depthwiseRegularizer, depthwiseConstraint, pointwiseInitializer, ' +
        'pointwiseRegularizer and pointwiseConstraint instead.',
      misplaced,
    );
  }
  if (config.value('padding') === 'causal') {
    throw new LayerError(
      `SeparableConv2D supports only padding modes: 'same' and 'valid', but received ${jsonText('causal')}`,
      'padding',
    );
  }
}
