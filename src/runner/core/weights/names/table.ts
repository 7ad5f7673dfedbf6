// PyTorch's names for the classic networks, by the model's name; and why some of them have none.

import { inceptionV4Namings } from './inceptionV4';
import { mobileNetNamings } from './mobileNet';
import type { Naming } from './naming';
import { resNetNamings } from './resNet';
import { squeezeNetNamings } from './squeezeNet';
import { vggNamings } from './vgg';

export const namings: ReadonlyMap<string, Naming> = new Map(
  [vggNamings, resNetNamings, squeezeNetNamings, mobileNetNamings, inceptionV4Namings].flatMap(Object.entries),
);

const unavailable: readonly (readonly [RegExp, string])[] = [
  [
    /^alexnet$/,
    "torchvision's AlexNet is another network (one tower of 64-192-384-256-256 filters, no normalisation; here two groups of the 2012 paper)",
  ],
  [
    /^googlenet$/,
    "torchvision's GoogLeNet is another network (batch normalisation, and 3×3 convolutions in place of the 5×5)",
  ],
  [/^zfnet$/, 'neither torchvision nor timm has ZFNet'],
  [
    /^shufflenet_g\d$/,
    'neither torchvision nor timm has ShuffleNet v1; torchvision has ShuffleNet v2, which is another network',
  ],
  [/^plain34$/, 'neither torchvision nor timm has the plain network of 34 layers'],
];

/** Why PyTorch's weights do not fit a network that ConvLens ships; undefined for every other model. */
export function explainMissingNaming(modelName: string): string | undefined {
  return unavailable.find(([names]) => names.test(modelName))?.[1];
}
