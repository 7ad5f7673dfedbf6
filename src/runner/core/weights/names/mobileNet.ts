// MobileNet v1 in timm (mobilenetv1_100): conv_stem, blocks.0.0.conv_dw, blocks.0.0.conv_pw, classifier.

import { TIMM_HALF } from '../preprocessing';
import { convolution, withoutBias, type FileLayer, type Naming } from './naming';

/** The thirteen blocks as timm groups them: by width. */
const blocksOfStages = [1, 2, 2, 6, 2];

function mobileNet(): Naming {
  const layers = new Map<string, FileLayer>([
    ['Conv2d_0', withoutBias('conv_stem')],
    ['Conv2d_0/BatchNorm', withoutBias('bn1')],
    ['Logits', convolution('classifier')],
  ]);
  let number = 1;
  for (const [stage, count] of blocksOfStages.entries()) {
    for (let block = 0; block < count; block++, number++) {
      const [model, file] = [`Conv2d_${number}`, `blocks.${stage}.${block}`];
      layers.set(`${model}_depthwise`, withoutBias(`${file}.conv_dw`));
      layers.set(`${model}_depthwise/BatchNorm`, withoutBias(`${file}.bn1`));
      layers.set(`${model}_pointwise`, withoutBias(`${file}.conv_pw`));
      layers.set(`${model}_pointwise/BatchNorm`, withoutBias(`${file}.bn2`));
    }
  }
  return {
    origin: 'timm',
    layers,
    epsilon: 1e-5,
    preprocessing: TIMM_HALF,
    variant: {
      factories: ['mobileNet'],
      parameter: 'padding',
      value: 'symmetric',
      description: 'padded alike on all sides',
      layer: 'Conv2d_0_pad',
    },
  };
}

export const mobileNetNamings: Readonly<Record<string, Naming>> = { mobilenet: mobileNet() };
