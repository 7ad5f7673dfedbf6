// tf.layers.centerCrop

import { Unknown } from '../formulas/quantity';
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
          const cut = length - size;
          // tfjs cuts the one column too many off at the left, but the one row at the bottom.
          const before = i === 1 && cut === 1 ? 1 : Math.floor(cut / 2);
          axes.push({ size: 1, step: 1, padding: 0 - before });
        }
        return { kind: 'sliding', axes };
      },
    };
  },
};
