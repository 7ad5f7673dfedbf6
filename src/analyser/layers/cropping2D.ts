// tf.layers.cropping2D

import { subtract, Unknown, type Quantity } from '../formulas/quantity';
import { LayerError, type ConfigValue, type Dimension } from '../graph/graph';
import { axesOf, withAxes } from './axes';
import { asQuantity } from './configReader';
import { isConfigList } from './configText';
import type { LayerDefinition } from './definition';
import { onlyShape } from './sizes';
import { shiftedWindow } from './slidingWindow';
import { readUncheckedDataFormat } from './zeroPadding2d';

export const cropping2D: LayerDefinition = {
  factory: 'cropping2D',
  className: 'Cropping2D',
  create: (config) => {
    config.requireArguments('cropping');
    const [height, width] = readCropping(config.value('cropping'));
    const margins = [height, width];
    const dataFormat = readUncheckedDataFormat(config);
    return {
      inputSpecs: () => [{ ndim: 4 }],
      outputShapes: (inputs) => {
        // tfjs subtracts from an open size as if it were 0.
        const crop = (size: Dimension, i: number): Dimension => {
          const [before, after] = margins[i]!;
          return subtract(subtract(size ?? 0, before), after);
        };
        return [withAxes(onlyShape(inputs), axesOf(dataFormat, 2), crop)];
      },
      window: () => shiftedWindow([subtract(0, height[0]), subtract(0, width[0])], dataFormat),
    };
  },
};

/** Rows or columns cut off before and after. */
type Margins = readonly [Quantity, Quantity];

function readCropping(value: ConfigValue): readonly [Margins, Margins] {
  if (value === undefined || value === null) {
    throw new LayerError(`Cannot read properties of ${String(value)} (reading '0')`, 'cropping');
  }
  if (!isConfigList(value)) {
    const margin = asQuantity(value, 'cropping');
    return [
      [margin, margin],
      [margin, margin],
    ];
  }
  return [readMargins(value[0]), readMargins(value[1])];
}

function readMargins(value: ConfigValue): Margins {
  if (isConfigList(value)) return [readSize(value[0]), readSize(value[1])];
  return [readSize(value), readSize(value)];
}

/** tfjs subtracts a missing number too, which gives NaN. */
function readSize(value: ConfigValue): Quantity {
  if (value === undefined) return NaN;
  return value === null ? new Unknown('cropping is null') : asQuantity(value, 'cropping');
}
