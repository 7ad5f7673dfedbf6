// SqueezeNet in torchvision: features.0, features.3.squeeze, …, classifier.1.

import { TORCHVISION } from '../preprocessing';
import { convolution, type FileLayer, type Naming } from './naming';

/** @param fireIndices where fire2 … fire9 stand among the file's features */
function squeezeNet(...fireIndices: readonly number[]): Naming {
  const layers = new Map<string, FileLayer>([
    ['conv1', convolution('features.0')],
    ['conv10', convolution('classifier.1')],
  ]);
  for (const [number, index] of fireIndices.entries()) {
    for (const [model, file] of [
      ['squeeze1x1', 'squeeze'],
      ['expand1x1', 'expand1x1'],
      ['expand3x3', 'expand3x3'],
    ]) {
      layers.set(`fire${number + 2}/${model}`, convolution(`features.${index}.${file}`));
    }
  }
  return { origin: 'torchvision', layers, epsilon: 0, preprocessing: TORCHVISION };
}

export const squeezeNetNamings: Readonly<Record<string, Naming>> = {
  squeezenet1_0: squeezeNet(3, 4, 5, 7, 8, 9, 10, 12),
  squeezenet1_1: squeezeNet(3, 4, 6, 7, 9, 10, 11, 12),
};
