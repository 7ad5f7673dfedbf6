// The class that the fix of a wide convolution puts into a file, as it puts it.

import * as tf from '@tensorflow/tfjs';

interface GroupedConv2DOptions {
  name?: string;
  inputShape?: tf.Shape;
  batchInputShape?: tf.Shape;
  batchSize?: number;
  dtype?: tf.DataType;
  filters: number;
  kernelSize: number;
  strides?: number;
  padding?: 'same' | 'valid';
  useBias?: boolean;
  kernelInitializer?: string;
  groups: number;
}

/** Each group of filters sees its own group of channels; the shuffle deals what they give out to all groups (ShuffleNet, 2017). */
class GroupedConv2D extends tf.layers.Layer {
  static className = 'GroupedConv2D';
  private readonly options: GroupedConv2DOptions;
  private kernel?: tf.LayerVariable;
  private bias?: tf.LayerVariable;

  constructor(options: GroupedConv2DOptions) {
    super(options);
    this.options = options;
  }

  override build(inputShape: tf.Shape) {
    const { filters, kernelSize, groups, useBias = true, kernelInitializer = 'glorotUniform' } = this.options;
    const channels = inputShape[3] as number;
    const initializer = tf.initializers[kernelInitializer as 'glorotUniform']({});
    const shape = [kernelSize, kernelSize, channels / groups, filters];
    this.kernel = this.addWeight('kernel', shape, 'float32', initializer);
    if (useBias) this.bias = this.addWeight('bias', [filters], 'float32', tf.initializers.zeros());
    super.build(inputShape);
  }

  override computeOutputShape([batch, height, width]: tf.Shape) {
    const { filters, kernelSize, strides = 1, padding = 'valid' } = this.options;
    const lost = padding === 'same' ? 0 : kernelSize - 1;
    const outputSize = (size: number | null | undefined) => (size == null ? null : Math.ceil((size - lost) / strides));
    return [batch ?? null, outputSize(height), outputSize(width), filters];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]) {
    return tf.tidy(() => {
      const { groups, strides = 1, padding = 'valid' } = this.options;
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
      const kernels = tf.split<tf.Tensor4D>(this.kernel!.read(), groups, 3);
      const parts = tf.split<tf.Tensor4D>(x, groups, 3);
      const outputs = parts.map((part, group) => tf.conv2d(part, kernels[group]!, strides, padding));
      let y: tf.Tensor = tf.concat(outputs, 3);
      if (this.bias) y = tf.add(y, this.bias.read());
      const [batch, height, width, channels] = y.shape as [number, number, number, number];
      const grouped = tf.reshape(y, [batch, height, width, groups, channels / groups]);
      return tf.reshape(tf.transpose(grouped, [0, 1, 2, 4, 3]), [batch, height, width, channels]);
    });
  }

  override getConfig() {
    return { ...super.getConfig(), ...this.options };
  }
}

tf.serialization.registerClass(GroupedConv2D);
const model = tf.sequential();
model.add(new GroupedConv2D({ inputShape: [9, 9, 8], filters: 12, kernelSize: 3, strides: 2, groups: 4 }));
model.add(
  new GroupedConv2D({
    filters: 8,
    kernelSize: 3,
    padding: 'same',
    useBias: false,
    kernelInitializer: 'heNormal',
    groups: 4,
  }),
);
model.add(tf.layers.activation({ activation: 'relu' }));

export { model };
