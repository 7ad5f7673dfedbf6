// AlexNet's local response normalisation, as a custom layer: tf.layers has none, tf.localResponseNormalization is the operation.

import * as tf from '@tensorflow/tfjs';

export interface LocalResponseNormalizationConfig {
  name?: string;
  /** Neighbouring channels on each side; the paper's n = 5 is a radius of 2. */
  depthRadius?: number;
  /** The paper's k. */
  bias?: number;
  alpha?: number;
  beta?: number;
}

/**
 * Divides each activation by (bias + alpha · Σ a²)^beta, the sum running over the neighbouring channels at the same position, so
 * that a strong response quiets its neighbours. The defaults are the AlexNet paper's. Shape unchanged, no parameters.
 */
export class LocalResponseNormalization extends tf.layers.Layer {
  static className = 'LocalResponseNormalization';

  private readonly depthRadius: number;
  private readonly bias: number;
  private readonly alpha: number;
  private readonly beta: number;

  constructor(config: LocalResponseNormalizationConfig = {}) {
    super(config);
    this.depthRadius = config.depthRadius ?? 2;
    this.bias = config.bias ?? 2;
    this.alpha = config.alpha ?? 1e-4;
    this.beta = config.beta ?? 0.75;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
      return tf.localResponseNormalization(x, this.depthRadius, this.bias, this.alpha, this.beta);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      depthRadius: this.depthRadius,
      bias: this.bias,
      alpha: this.alpha,
      beta: this.beta,
    };
  }
}

tf.serialization.registerClass(LocalResponseNormalization);
