// A function without values of its own: the file beside it calls it.
import * as tf from '@tensorflow/tfjs';

export function makeClassifier(classes: number): tf.Sequential {
  return tf.sequential({ layers: [tf.layers.dense({ units: classes, inputShape: [16] })] });
}
