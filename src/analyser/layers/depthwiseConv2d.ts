// tf.layers.depthwiseConv2d

import { multiply, Unknown, type Quantity } from '../formulas/quantity';
import { LayerError, type Dimension, type Shape } from '../graph/graph';
import { jsonShape, sizeText } from './configText';
import { biasWeights, builtChannels, convolutionMacs, readConvolution, refuseActivityPenalty } from './convolution';
import type { LayerDefinition } from './definition';
import { onlyShape } from './sizes';
import { slidingShape, slidingWindow, type Sliding } from './slidingWindow';
import { addWeight } from './weights';

export const depthwiseConv2d: LayerDefinition = {
  factory: 'depthwiseConv2d',
  className: 'DepthwiseConv2D',
  create: (config) => {
    // tfjs checks dilationRate and then ignores it in this layer.
    const convolution = { ...readConvolution(config, 2), dilation: [1, 1] };
    const multiplier = config.isAbsent('depthMultiplier') ? 1 : config.quantity('depthMultiplier');
    config.initializer('depthwiseInitializer');
    config.constraint('depthwiseConstraint');
    config.regularizer('depthwiseRegularizer');
    return {
      build: (inputs) => {
        const input = onlyShape(inputs);
        if (input.length < 4) {
          throw new LayerError(
            `Inputs to DepthwiseConv2D should have rank 4. Received input shape: ${jsonShape(input)}.`,
          );
        }
        const channels = builtChannels(convolution, input.slice(0, 4), openChannelsText);
        if (typeof channels === 'number' && channels < 0) throw new LayerError(openChannelsText(channels));
        return [
          addWeight(config, 'depthwise_kernel', [...convolution.size, channels, multiplier]),
          ...biasWeights(config, convolution.useBias, multiply(channels, multiplier)),
        ];
      },
      outputShapes: (inputs) => {
        const input = onlyShape(inputs);
        const image = [0, 1, 2, 3].map((axis) => input[axis] ?? null);
        const shape = slidingShape(convolution, image, widenedChannels(convolution, input, multiplier));
        refuseActivityPenalty(config);
        return [shape];
      },
      macs: (inputs, outputs) => convolutionMacs(convolution, inputs, outputs, [multiplier]),
      window: (inputs) => slidingWindow(convolution, onlyShape(inputs)),
    };
  },
};

/** tfjs multiplies whatever it finds at the channel axis: an open size counts as 0 and a missing one gives NaN. */
function widenedChannels({ dataFormat }: Sliding, input: Shape, multiplier: Quantity): Quantity {
  if (dataFormat instanceof Unknown) return dataFormat;
  const channels = input[dataFormat === 'channelsFirst' ? 1 : 3];
  return channels === undefined ? NaN : multiply(channels ?? 0, multiplier);
}

function openChannelsText(channels: Dimension | undefined): string {
  return `The channel dimension of the inputs to DepthwiseConv2D should be defined, but is not (${sizeText(channels)}).`;
}
