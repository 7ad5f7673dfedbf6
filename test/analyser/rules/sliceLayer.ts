// The text of a layer class that takes some of the channels.

export const SLICE = `
  class Slice extends tf.layers.Layer {
    static className = 'Slice';
    constructor(private readonly options: { start: number; size: number }) {
      super({});
    }
    override computeOutputShape([batch, height, width]: tf.Shape): tf.Shape {
      return [batch, height, width, this.options.size];
    }
    override call(inputs: tf.Tensor[]): tf.Tensor {
      const { start, size } = this.options;
      return tf.slice(inputs[0] as tf.Tensor4D, [0, 0, 0, start], [-1, -1, -1, size]);
    }
  }`;
