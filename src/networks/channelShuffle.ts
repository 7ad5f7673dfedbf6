// ShuffleNet's channel shuffle, as a custom layer.

import * as tf from '@tensorflow/tfjs';

export interface ChannelShuffleConfig {
  name?: string;
  groups: number;
}

/**
 * Deals the channels of each group out to all groups, so that the next grouped convolution sees something of every one: channel
 * g · n + i goes to i · groups + g, where n = channels / groups. Shape unchanged, no parameters, no arithmetic.
 */
export class ChannelShuffle extends tf.layers.Layer {
  static className = 'ChannelShuffle';

  private readonly groups: number;

  constructor(config: ChannelShuffleConfig) {
    super(config);
    this.groups = config.groups;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
      const [batch, height, width, channels] = x.shape;
      const grouped = tf.reshape(x, [batch, height, width, this.groups, channels / this.groups]);
      const dealt = tf.transpose(grouped, [0, 1, 2, 4, 3]);
      return tf.reshape(dealt, [batch, height, width, channels]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), groups: this.groups };
  }
}

tf.serialization.registerClass(ChannelShuffle);
