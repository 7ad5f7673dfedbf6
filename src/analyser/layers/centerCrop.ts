// tf.layers.centerCrop

import { floorDivide, subtract, Unknown } from '../formulas/quantity';
import type { AxisWindow } from '../graph/window';
import type { LayerDefinition } from './definition';
import { onlyShape } from './sizes';

export const centerCrop: LayerDefinition = {
  factory: 'centerCrop',
  className: 'CenterCrop',
  create: (config) => {
    config.requireArguments('height');
    const sizes = [config.quantity('height'), config.quantity('width')];
    return {
      overwritesInputShape: true,
      outputShapes: (inputs) => {
        const input = onlyShape(inputs);
        const first = input.length - 3;
        return [input.map((size, axis) => sizes[axis - first] ?? size)];
      },
      window: (inputs) => {
        const input = onlyShape(inputs);
        const axes: AxisWindow[] = [];
        for (const [i, size] of sizes.entries()) {
          const length = input[input.length - 3 + i];
          if (typeof length !== 'number' || typeof size !== 'number' || length < size) {
            const because = new Unknown('centerCrop enlarges a picture that is smaller than the crop');
            return { kind: 'unknown', because };
          }
          axes.push({ size: 1, step: 1, padding: subtract(0, floorDivide(subtract(length, size), 2)) });
        }
        return { kind: 'sliding', axes };
      },
    };
  },
};
