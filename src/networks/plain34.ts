// The plain 34-layer net (2015): ResNet-34 without its shortcuts, the negative result that the residual answers.
//
// Paper: K. He, X. Zhang, S. Ren, J. Sun, "Deep Residual Learning for Image Recognition", arXiv:1512.03385, CVPR 2016, Figure 3 (middle).
//
// What it taught: this net has a higher training error than a plain net of 18 layers (28.5 % against 27.9 % top-1 in validation). It does
// not overfit, and with batch normalisation its gradients do not vanish: it is merely hard to optimise.
//
// Figures: the paper prints 3.6 billion multiply-adds, the same as for ResNet-34 with parameter-free shortcuts; a shortcut of option B
// (see resnet18.ts) would add three small convolutions. Receptive field as ResNet-34: 899 pixels, stride 32.

import * as tf from '@tensorflow/tfjs';
import { classifier, convolution, stem } from './resnet50';

/** The plain 34-layer net on 224×224 pictures; layer names are those of ResNet-34. */
export function plain34(classes = 1000): tf.LayersModel {
  const image = tf.input({ shape: [224, 224, 3], name: 'data' });
  let x = stem(image);
  x = plainStage(x, 'conv2', 3, 64, 1);
  x = plainStage(x, 'conv3', 4, 128, 2);
  x = plainStage(x, 'conv4', 6, 256, 2);
  x = plainStage(x, 'conv5', 3, 512, 2);
  return tf.model({ name: 'plain34', inputs: image, outputs: classifier(x, classes) });
}

/** As many pairs of 3×3 convolutions as ResNet-34 has blocks in this stage; the first convolution has the stride. */
function plainStage(
  x: tf.SymbolicTensor,
  name: string,
  pairs: number,
  filters: number,
  stride: number,
): tf.SymbolicTensor {
  let y = x;
  for (let pair = 1; pair <= pairs; pair++) {
    const block = `${name}_${pair}`;
    y = convolution(y, filters, 3, pair === 1 ? stride : 1, `${block}/conv1`, `${block}/bn1`);
    y = tf.layers.reLU({ name: `${block}/relu1` }).apply(y) as tf.SymbolicTensor;
    y = convolution(y, filters, 3, 1, `${block}/conv2`, `${block}/bn2`);
    y = tf.layers.reLU({ name: `${block}/relu2` }).apply(y) as tf.SymbolicTensor;
  }
  return y;
}
