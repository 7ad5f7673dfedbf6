// tf.layers.randomWidth

import { Unknown, type Quantity } from '../formulas/quantity';
import { LayerError } from '../graph/graph';
import { asQuantity, type ConfigReader } from './configReader';
import { isConfigList, plainText } from './configText';
import type { LayerDefinition } from './definition';
import { checkInterpolation } from './interpolation';
import { onlyShape } from './sizes';

export const randomWidth: LayerDefinition = {
  factory: 'randomWidth',
  className: 'RandomWidth',
  create: (config) => {
    config.requireArguments('seed');
    checkFactor(config);
    checkInterpolation(config);
    return {
      // tfjs answers a shape without a batch, of undefined height, whatever the input's rank.
      outputShapes: (inputs) => [[null, -1, onlyShape(inputs)[2] ?? null]],
      window: () => ({ kind: 'unknown', because: new Unknown('randomWidth stretches every picture differently') }),
    };
  },
};

function checkFactor(config: ConfigReader): void {
  const factor = config.value('factor');
  if (factor instanceof Unknown) return;
  const [lower, upper] = isConfigList(factor)
    ? factor.map((bound) => asQuantity(bound, 'factor'))
    : [negative(asQuantity(factor, 'factor')), asQuantity(factor, 'factor')];
  const isPair = isConfigList(factor) && factor.length === 2;
  if (!isPair && (isConfigList(factor) || (typeof upper === 'number' ? !(upper > 0) : typeof factor !== 'object'))) {
    throw new LayerError(
      `Invalid factor: ${plainText(factor)}. Must be positive number or tuple of 2 numbers`,
      'factor',
    );
  }
  if (typeof lower !== 'number' || typeof upper !== 'number') return;
  if (lower < -1 || upper < -1) {
    throw new LayerError(`factor must have values larger than -1. Got: ${plainText(factor)}`, 'factor');
  }
  if (upper < lower) {
    throw new LayerError(
      `factor cannot have upper bound less than lower bound.\n        Got upper bound: ${upper}.\n` +
        `        Got lower bound: ${lower}\n      `,
      'factor',
    );
  }
}

function negative(value: Quantity): Quantity {
  return typeof value === 'number' ? -value : value;
}
