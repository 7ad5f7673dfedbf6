// A convolution in groups, as a custom layer: tf.layers.conv2d has no such option.

import * as tf from '@tensorflow/tfjs';

export interface GroupedConvolution2DConfig {
  name?: string;
  filters: number;
  kernelSize: number;
  /** Both the input channels and the filters must be divisible by it. */
  groups: number;
  strides?: number;
  padding?: 'valid' | 'same';
  activation?: 'linear' | 'relu';
  useBias?: boolean;
}

/**
 * Splits the channels into `groups` equal parts and convolves each with its own share of the filters: group g of the output sees
 * group g of the input and nothing else. Parameters and multiply-adds fall by the factor `groups`.
 *
 * [batch, height, width, channels] → [batch, height', width', filters], kernel [k, k, channels / groups, filters].
 */
export class GroupedConvolution2D extends tf.layers.Layer {
  static className = 'GroupedConvolution2D';

  private readonly filters: number;
  private readonly kernelSize: number;
  private readonly groups: number;
  private readonly strides: number;
  private readonly padding: 'valid' | 'same';
  private readonly activation: 'linear' | 'relu';
  private readonly useBias: boolean;
  private kernel: tf.LayerVariable | undefined;
  private bias: tf.LayerVariable | undefined;

  constructor(config: GroupedConvolution2DConfig) {
    super(config);
    this.filters = config.filters;
    this.kernelSize = config.kernelSize;
    this.groups = config.groups;
    this.strides = config.strides ?? 1;
    this.padding = config.padding ?? 'valid';
    this.activation = config.activation ?? 'linear';
    this.useBias = config.useBias ?? true;
  }

  override build(inputShape: tf.Shape): void {
    const channels = inputShape[3] as number;
    if (channels % this.groups !== 0 || this.filters % this.groups !== 0) {
      throw new Error(
        `${this.name}: ${channels} channels and ${this.filters} filters do not divide into ${this.groups} groups`,
      );
    }
    const kernelShape = [this.kernelSize, this.kernelSize, channels / this.groups, this.filters];
    this.kernel = this.addWeight('kernel', kernelShape, 'float32', tf.initializers.heNormal({}));
    if (this.useBias) {
      this.bias = this.addWeight('bias', [this.filters], 'float32', tf.initializers.zeros());
    }
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    const [batch, height, width] = inputShape as [number | null, number | null, number | null, number];
    return [batch, this.outputSize(height), this.outputSize(width), this.filters];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
      const kernel = (this.kernel as tf.LayerVariable).read();
      const kernels = tf.split<tf.Tensor4D>(kernel, this.groups, 3);
      const parts = tf.split<tf.Tensor4D>(x, this.groups, 3);
      const outputs = parts.map((part, group) =>
        tf.conv2d(part, kernels[group] as tf.Tensor4D, this.strides, this.padding),
      );
      let y: tf.Tensor = tf.concat(outputs, 3);
      if (this.bias !== undefined) y = tf.add(y, this.bias.read());
      return this.activation === 'relu' ? tf.relu(y) : y;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      filters: this.filters,
      kernelSize: this.kernelSize,
      groups: this.groups,
      strides: this.strides,
      padding: this.padding,
      activation: this.activation,
      useBias: this.useBias,
    };
  }

  private outputSize(inputSize: number | null): number | null {
    if (inputSize === null) return null;
    const span = this.padding === 'same' ? inputSize : inputSize - this.kernelSize + 1;
    return Math.ceil(span / this.strides);
  }
}

tf.serialization.registerClass(GroupedConvolution2D);
