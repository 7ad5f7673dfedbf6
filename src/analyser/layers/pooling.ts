// What the pooling layers share: a window over the spatial axes of each channel.

import { Unknown, type Quantity } from '../formulas/quantity';
import { LayerError, type ConfigValue } from '../graph/graph';
import { asQuantity, checkPositiveInteger, type Choice, type ConfigReader } from './configReader';
import { isConfigList, jsonText } from './configText';
import type { BuiltInBehaviour } from './definition';
import { onlyShape } from './sizes';
import { slidingShape, slidingWindow, type Sliding } from './slidingWindow';

/** maxPooling1d, averagePooling1d. */
export function createPooling1d(config: ConfigReader): BuiltInBehaviour {
  config.requireArguments('poolSize');
  const poolSize = config.isAbsent('poolSize') ? 2 : config.value('poolSize');
  const size = readSingle(poolSize, 'poolSize');
  checkPositiveInteger(listOf(poolSize, 1), 'poolSize', 'poolSize');
  const strides = config.isAbsent('strides') ? poolSize : config.value('strides');
  const stride = readSingle(strides, 'strides');
  checkPositiveInteger(listOf(strides, 1), 'strides', 'strides');
  return slidingBehaviour({ size, stride, dilation: [1], padding: config.padding(), dataFormat: 'channelsLast' });
}

/** maxPooling2d, averagePooling2d, maxPooling3d, averagePooling3d. */
export function createPooling(config: ConfigReader, rank: 2 | 3): BuiltInBehaviour {
  config.requireArguments('poolSize');
  const poolSize = listOf(config.isAbsent('poolSize') ? 2 : config.value('poolSize'), rank);
  const strides = config.isAbsent('strides') ? poolSize : listOf(config.value('strides'), rank);
  if (isConfigList(config.value('strides')) && isConfigList(strides) && strides.length !== rank) {
    throw new LayerError(
      `If the strides property of a ${rank}D pooling layer is an Array, it is expected to have a length of ${rank}, ` +
        `but received length ${strides.length}.`,
      'strides',
    );
  }
  checkPositiveInteger(poolSize, 'poolSize', 'poolSize');
  checkPositiveInteger(strides, 'strides', config.isAbsent('strides') ? 'poolSize' : 'strides');
  const dataFormat = config.dataFormat();
  const padding: Choice = config.padding();
  return slidingBehaviour({
    size: readAxes(poolSize, rank, 'poolSize'),
    stride: readAxes(strides, rank, 'strides'),
    dilation: Array<number>(rank).fill(1),
    padding,
    dataFormat,
  });
}

function slidingBehaviour(sliding: Sliding): BuiltInBehaviour {
  return {
    inputSpecs: () => [{ ndim: sliding.size.length + 2 }],
    outputShapes: (inputs) => [slidingShape(sliding, onlyShape(inputs))],
    window: (inputs) => slidingWindow(sliding, onlyShape(inputs)),
  };
}

function readSingle(value: ConfigValue, name: 'poolSize' | 'strides'): Quantity[] {
  const single = isConfigList(value) ? (value.length === 1 ? value[0] : undefined) : value;
  const quantity = single === undefined ? undefined : asQuantity(single, name);
  const isPlainOther = typeof single === 'string' || typeof single === 'boolean' || single === null;
  if (quantity === undefined || isPlainOther || isConfigList(single)) {
    throw new LayerError(
      `${name} for 1D convolutional layer must be a number or an Array of a single number, ` +
        `but received ${jsonText(value)}`,
      name,
    );
  }
  return [quantity];
}

/** tfjs spreads anything but an array over all axes. */
function listOf(value: ConfigValue, rank: number): ConfigValue {
  if (isConfigList(value)) return value;
  return Array<ConfigValue>(rank).fill(value);
}

/** A list that is too short makes tfjs compute with undefined, which gives NaN. */
function readAxes(list: ConfigValue, rank: number, name: string): Quantity[] {
  if (!isConfigList(list)) return Array<Quantity>(rank).fill(new Unknown(`${name} is not a list`));
  return Array.from({ length: rank }, (_, i) => (i < list.length ? asQuantity(list[i], name) : NaN));
}
