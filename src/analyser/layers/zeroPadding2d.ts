// tf.layers.zeroPadding2d

import { add, Unknown, type Quantity } from '../formulas/quantity';
import { LayerError, type ConfigValue, type Dimension } from '../graph/graph';
import { axesOf, withAxes } from './axes';
import { asQuantity, type Choice, type ConfigReader } from './configReader';
import { isConfigList } from './configText';
import type { LayerDefinition } from './definition';
import { mapSize, onlyShape } from './sizes';
import { shiftedWindow } from './slidingWindow';

/** Rows or columns added before and after. */
type Margins = readonly [Quantity, Quantity];

export const zeroPadding2d: LayerDefinition = {
  factory: 'zeroPadding2d',
  className: 'ZeroPadding2D',
  create: (config) => {
    const dataFormat = readUncheckedDataFormat(config);
    const [height, width] = readPadding(config.value('padding'));
    const margins = [height, width];
    return {
      inputSpecs: () => [{ ndim: 4 }],
      outputShapes: (inputs) => {
        const pad = (size: Dimension, i: number): Dimension => {
          if (typeof size === 'number' && !(size >= 0)) return null;
          return mapSize(size, (n) => add(add(n, margins[i]![0]), margins[i]![1]));
        };
        return [withAxes(onlyShape(inputs), axesOf(dataFormat, 2), pad)];
      },
      window: () => shiftedWindow([height[0], width[0]], dataFormat),
    };
  },
};

/** This layer does not check the format; anything but channelsFirst counts as channelsLast. */
export function readUncheckedDataFormat(config: ConfigReader): Choice {
  const value = config.value('dataFormat');
  if (value instanceof Unknown) return value;
  return value === 'channelsFirst' ? 'channelsFirst' : 'channelsLast';
}

function readPadding(padding: ConfigValue): readonly [Margins, Margins] {
  if (padding === undefined || padding === null) return [both(1), both(1)];
  if (!isConfigList(padding)) return [both(asQuantity(padding, 'padding')), both(asQuantity(padding, 'padding'))];
  if (padding.length !== 2) {
    throw new LayerError(
      `ZeroPadding2D expects padding to be a length-2 array, but received a length-${padding.length} array.`,
      'padding',
    );
  }
  const [height, width] = padding;
  if (!isConfigList(height) || !isConfigList(width)) {
    return [both(asQuantity(height, 'padding')), both(asQuantity(width, 'padding'))];
  }
  return [readMargins(height, 'height'), readMargins(width, 'width')];
}

function readMargins(list: readonly ConfigValue[], side: string): Margins {
  if (list.length !== 2) {
    throw new LayerError(
      `ZeroPadding2D expects ${side} padding to be a length-2 array, but received a length-${list.length} array.`,
      'padding',
    );
  }
  return [asQuantity(list[0], 'padding'), asQuantity(list[1], 'padding')];
}

function both(size: Quantity): Margins {
  return [size, size];
}
