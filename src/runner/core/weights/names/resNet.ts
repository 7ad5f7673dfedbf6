// ResNet in torchvision and timm, which name their layers alike: conv1, layer1.0.conv1, layer1.0.downsample.0, fc.

import { TORCHVISION } from '../preprocessing';
import { convolution, withoutBias, type FileLayer, type Naming, type Variant } from './naming';

const strideOn3x3: Variant = {
  factories: ['resNet50', 'resNet101', 'resNet152'],
  parameter: 'strideOn',
  value: '3x3',
  description: 'with the stride on the 3×3 convolutions',
  layer: 'conv3_1/conv2_pad',
};

/** @param convolutions in each block @param blocks in each stage */
function resNet(convolutions: 2 | 3, ...blocks: readonly number[]): Naming {
  const layers = new Map<string, FileLayer>([
    ['conv1', withoutBias('conv1')],
    ['bn1', withoutBias('bn1')],
    ['fc', convolution('fc')],
  ]);
  for (const [stage, count] of blocks.entries()) {
    for (let block = 0; block < count; block++) {
      const [model, file] = [`conv${stage + 2}_${block + 1}`, `layer${stage + 1}.${block}`];
      for (let number = 1; number <= convolutions; number++) {
        layers.set(`${model}/conv${number}`, withoutBias(`${file}.conv${number}`));
        layers.set(`${model}/bn${number}`, withoutBias(`${file}.bn${number}`));
      }
      // a basic block of the first stage keeps the shape, so it has none
      if (block > 0 || (stage === 0 && convolutions === 2)) continue;
      layers.set(`${model}/projection`, withoutBias(`${file}.downsample.0`));
      layers.set(`${model}/projection_bn`, withoutBias(`${file}.downsample.1`));
    }
  }
  const naming: Naming = { origin: 'torchvision or timm', layers, epsilon: 1e-5, preprocessing: TORCHVISION };
  return convolutions === 3 ? { ...naming, variant: strideOn3x3 } : naming;
}

export const resNetNamings: Readonly<Record<string, Naming>> = {
  resnet18: resNet(2, 2, 2, 2, 2),
  resnet34: resNet(2, 3, 4, 6, 3),
  resnet50: resNet(3, 3, 4, 6, 3),
  resnet101: resNet(3, 3, 4, 23, 3),
  resnet152: resNet(3, 3, 8, 36, 3),
};
