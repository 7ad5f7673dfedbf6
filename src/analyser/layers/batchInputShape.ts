// The shape of a first input, as a layer's configuration gives it: inputShape, batchInputShape, batchSize.

import { Formula, Unknown } from '../formulas/quantity';
import type { ConfigValue, Dimension, Shape } from '../graph/graph';
import { asQuantity, type ConfigReader } from './configReader';
import { isConfigList } from './configText';
import type { LayerDefinition } from './definition';

/**
 * The batch input shape of a layer, batch first; undefined when its configuration gives none.
 * A layer of tf.sequential that has one gets an input layer before it.
 */
export function readBatchInputShape(definition: LayerDefinition, config: ConfigReader): Shape | Unknown | undefined {
  if (!config.isAbsent('batchInputShape')) return asShape(config.value('batchInputShape'), 'batchInputShape');
  if (config.isAbsent('inputShape')) return definition.batchInputShape?.(config);
  const sizes = asShape(config.value('inputShape'), 'inputShape');
  return sizes instanceof Unknown ? sizes : [readBatchSize(config), ...sizes];
}

export function readBatchSize(config: ConfigReader): Dimension {
  return config.isAbsent('batchSize') ? null : config.quantity('batchSize');
}

/** A shape from a list of sizes; a single size counts as a list of one, as in tfjs. */
function asShape(value: ConfigValue, name: string): Shape | Unknown {
  if (isConfigList(value)) {
    return value.map((size) => (size === null || size === undefined ? null : asQuantity(size, name)));
  }
  if (value instanceof Unknown) return value;
  // A parameter that stands here alone may be a list: its length is not known.
  if (value instanceof Formula && value.isSymbol) return new Unknown(`\`${value.toString()}\` has no known value here`);
  return typeof value === 'object' && value !== null && value.kind !== 'formula'
    ? new Unknown(`${name} is not a list of sizes`)
    : [value === null ? null : asQuantity(value, name)];
}
