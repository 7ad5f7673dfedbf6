// VGG in torchvision (features.0, classifier.0, …) and timm (features.0, pre_logits.fc1, head.fc).

import { TORCHVISION } from '../preprocessing';
import { convolution, type FileLayer, type Naming } from './naming';

/** @param stages how many convolutions each of the five stages has */
function vgg(...stages: readonly number[]): Naming {
  const layers = new Map<string, FileLayer>();
  let index = 0;
  for (const [stage, count] of stages.entries()) {
    for (let number = 1; number <= count; number++) {
      layers.set(`conv${stage + 1}_${number}`, convolution(`features.${index}`));
      // the convolution and its ReLU
      index += 2;
    }
    // the pooling
    index++;
  }
  layers.set('fc6', { ...convolution('classifier.0', 'pre_logits.fc1'), sees: 'map' });
  layers.set('fc7', { ...convolution('classifier.3', 'pre_logits.fc2'), sees: 'vector' });
  layers.set('fc8', convolution('classifier.6', 'head.fc'));
  return { origin: 'torchvision or timm', layers, epsilon: 0, preprocessing: TORCHVISION };
}

export const vggNamings: Readonly<Record<string, Naming>> = {
  vgg11: vgg(1, 1, 2, 2, 2),
  vgg13: vgg(2, 2, 2, 2, 2),
  vgg16: vgg(2, 2, 3, 3, 3),
  vgg19: vgg(2, 2, 4, 4, 4),
};
