// What the global pooling layers share: one figure per channel, seen from the whole input.

import { Unknown } from '../formulas/quantity';
import { GLOBAL } from '../graph/window';
import type { ConfigReader } from './configReader';
import type { BuiltInBehaviour } from './definition';
import { onlyShape } from './sizes';

export function createGlobalPooling1d(): BuiltInBehaviour {
  return {
    inputSpecs: () => [{ ndim: 3 }],
    outputShapes: (inputs) => [[onlyShape(inputs)[0] ?? null, onlyShape(inputs)[2] ?? null]],
    window: () => GLOBAL,
  };
}

export function createGlobalPooling2d(config: ConfigReader): BuiltInBehaviour {
  config.requireArguments('dataFormat');
  const dataFormat = config.dataFormat();
  return {
    inputSpecs: () => [{ ndim: 4 }],
    outputShapes: (inputs) => {
      const input = onlyShape(inputs);
      const channels = dataFormat instanceof Unknown ? dataFormat : input[dataFormat === 'channelsLast' ? 3 : 1];
      return [[input[0] ?? null, channels ?? null]];
    },
    window: () => GLOBAL,
  };
}
