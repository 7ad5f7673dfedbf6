// tf.layers.upSampling2d

import { multiply, Unknown, type Quantity } from '../formulas/quantity';
import { axesOf, withAxes } from './axes';
import { asQuantity, type ConfigReader } from './configReader';
import { isConfigList } from './configText';
import type { LayerDefinition } from './definition';
import { resizingWindow } from './resizingWindow';
import { mapSize, onlyShape } from './sizes';

export const upSampling2d: LayerDefinition = {
  factory: 'upSampling2d',
  className: 'UpSampling2D',
  create: (config) => {
    config.requireArguments('size');
    const size = readSize(config);
    const dataFormat = config.dataFormat();
    const interpolation = config.choice('interpolation', ['nearest', 'bilinear'], 'InterpolationFormat', 'nearest');
    return {
      inputSpecs: () => [{ ndim: 4 }],
      outputShapes: (inputs) => {
        const axes = axesOf(dataFormat, 2);
        return [withAxes(onlyShape(inputs), axes, (length, i) => mapSize(length, (n) => multiply(size[i]!, n)))];
      },
      window: () => resizingWindow(size, interpolation, dataFormat),
    };
  },
};

/** tfjs takes a pair only: a plain number makes it compute with undefined, which gives NaN. */
function readSize(config: ConfigReader): readonly [Quantity, Quantity] {
  const value = config.isAbsent('size') ? [2, 2] : config.value('size');
  if (value instanceof Unknown) return [value, value];
  if (!isConfigList(value)) return [NaN, NaN];
  const at = (i: number): Quantity => (i < value.length ? asQuantity(value[i], 'size') : NaN);
  return [at(0), at(1)];
}
