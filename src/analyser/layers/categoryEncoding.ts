// tf.layers.categoryEncoding

import { Unknown } from '../formulas/quantity';
import { GLOBAL } from '../graph/window';
import type { LayerDefinition } from './definition';
import { isOpen, onlyShape } from './sizes';

export const categoryEncoding: LayerDefinition = {
  factory: 'categoryEncoding',
  className: 'CategoryEncoding',
  create: (config) => {
    config.requireArguments('numTokens');
    const numTokens = config.quantity('numTokens');
    const outputMode = config.flag('outputMode', false) === false ? 'multiHot' : config.value('outputMode');
    return {
      ...(outputMode instanceof Unknown && { unknownOutput: outputMode }),
      outputShapes: (inputs) => {
        const input = onlyShape(inputs);
        const last = input.at(-1);
        if (outputMode instanceof Unknown) return [];
        if (outputMode !== 'oneHot' || last === 1) return [[...input.slice(0, -1), numTokens]];
        // An unknown or symbolic size may be 1, and then tfjs replaces it instead of adding an axis.
        return typeof last === 'number' || isOpen(last) ? [[...input, numTokens]] : [];
      },
      overwritesInputShape: true,
      window: () => GLOBAL,
    };
  },
};
