// Custom layers whose `call` reckons with the batch size, folds axes together and applies layers of its own.
import * as tf from '@tensorflow/tfjs';

const only = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor => (Array.isArray(inputs) ? inputs[0]! : inputs);

class Attention extends tf.layers.Layer {
  static className = 'Attention';
  private readonly heads: number;
  private readonly size: number;
  private query!: tf.LayerVariable;
  private key!: tf.LayerVariable;
  private value!: tf.LayerVariable;
  private output_!: tf.LayerVariable;
  constructor(args: { heads: number; size: number; name?: string }) {
    super(args);
    this.heads = args.heads;
    this.size = args.size;
  }
  override build(shape: tf.Shape): void {
    const width = shape[2]!;
    const weight = (name: string, rows: number, columns: number): tf.LayerVariable =>
      this.addWeight(name, [rows, columns], 'float32', tf.initializers.glorotNormal({}));
    this.query = weight('query', width, this.size);
    this.key = weight('key', width, this.size);
    this.value = weight('value', width, this.size);
    this.output_ = weight('output', this.size, width);
    super.build(shape);
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = only(inputs);
      const [b, n, width] = x.shape as [number, number, number];
      const depth = this.size / this.heads;
      const [q, k, v] = [this.query, this.key, this.value].map((weight) =>
        x
          .reshape([b * n, width])
          .matMul(weight.read() as tf.Tensor2D)
          .reshape([b, n, this.heads, depth])
          .transpose([0, 2, 1, 3])
          .reshape([b * this.heads, n, depth]),
      ) as [tf.Tensor, tf.Tensor, tf.Tensor];
      const attention = tf.matMul(q, k, false, true).div(Math.sqrt(depth)).softmax();
      return tf
        .matMul(attention, v)
        .reshape([-1, this.heads, n, depth])
        .transpose([0, 2, 1, 3])
        .reshape([-1, this.size])
        .matMul(this.output_.read() as tf.Tensor2D)
        .reshape([-1, n, width]);
    });
  }
}

class Patches extends tf.layers.Layer {
  static className = 'Patches';
  private kernel!: tf.LayerVariable;
  constructor(private readonly args: { size: number; width: number }) {
    super({});
  }
  override build([, , , channels]: tf.Shape): void {
    const { size, width } = this.args;
    this.kernel = this.addWeight('kernel', [size, size, channels!, width], 'float32', tf.initializers.heNormal({}));
    this.built = true;
  }
  override computeOutputShape([batch, height, width]: number[]): tf.Shape {
    const { size } = this.args;
    return [batch!, Math.floor(height! / size) * Math.floor(width! / size), this.args.width];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const y = tf.conv2d(only(inputs) as tf.Tensor4D, this.kernel.read() as tf.Tensor4D, this.args.size, 'valid');
    const [batch, height, width, channels] = y.shape;
    return y.reshape([batch, height * width, channels]);
  }
}

/** Each frame by itself, with one filter bank: the frames join the batch. */
class PerFrame extends tf.layers.Layer {
  static className = 'PerFrame';
  private kernel!: tf.LayerVariable;
  override build(shape: tf.Shape): void {
    this.kernel = this.addWeight('kernel', [3, 3, shape[4]!, 4], 'float32', tf.initializers.heNormal({}));
    super.build(shape);
  }
  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return [...shape.slice(0, -1), 4];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = only(inputs);
    const [b, frames, ...rest] = x.shape as [number, number, number, number, number];
    const y = tf.conv2d(x.reshape([b * frames, ...rest]) as tf.Tensor4D, this.kernel.read() as tf.Tensor4D, 1, 'same');
    return y.reshape([b, frames, ...y.shape.slice(1)]);
  }
}

/** Squeeze and excitation out of layers that it keeps, whose weights it hands over. */
class Excite extends tf.layers.Layer {
  static className = 'Excite';
  private down!: tf.layers.Layer;
  private up!: tf.layers.Layer;
  constructor(private readonly ratio = 16) {
    super();
  }
  override build(shape: tf.Shape): void {
    const channels = shape[3]!;
    this.down = tf.layers.dense({ units: channels / this.ratio, activation: 'relu' });
    this.up = tf.layers.dense({ units: channels, activation: 'sigmoid', trainable: false });
    this.down.build([null, channels]);
    this.up.build([null, channels / this.ratio]);
    this.trainableWeights = [...this.down.trainableWeights];
    this.nonTrainableWeights = this.up.weights;
    super.build(shape);
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = only(inputs);
    const squeezed = this.down.apply(tf.mean(x, [1, 2])) as tf.Tensor;
    const gate = this.up.apply(squeezed) as tf.Tensor;
    return tf.mul(x, gate.expandDims(1).expandDims(1));
  }
}

/** A pair of layers whose weights are given by an accessor of the class. */
class Pair extends tf.layers.Layer {
  static className = 'Pair';
  private readonly parts = [tf.layers.dense({ units: 6 }), tf.layers.dense({ units: 5, useBias: false })];
  override build(shape: tf.Shape): void {
    let width = shape.at(-1)!;
    for (const [i, part] of this.parts.entries()) {
      part.build([null, width]);
      width = [6, 5][i]!;
    }
    this.built = true;
  }
  override get trainableWeights(): tf.LayerVariable[] {
    return this.parts.flatMap((part) => part.trainableWeights);
  }
  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return [shape[0]!, 5];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return this.parts.reduce((x, part) => part.apply(x) as tf.Tensor, only(inputs));
  }
}

const picture = tf.input({ shape: [16, 16, 8] });
const excited = new Excite(4).apply(picture) as tf.SymbolicTensor;
const tokens = new Patches({ size: 4, width: 12 }).apply(excited) as tf.SymbolicTensor;
const attended = new Attention({ heads: 4, size: 8, name: 'attention' }).apply(tokens) as tf.SymbolicTensor;
const pooled = tf.layers.globalAveragePooling1d({}).apply(attended) as tf.SymbolicTensor;
export const transformer = tf.model({ inputs: picture, outputs: new Pair({}).apply(pooled) as tf.SymbolicTensor });

export const video = tf.sequential();
video.add(new PerFrame({ inputShape: [5, 9, 9, 2] }));
video.add(tf.layers.flatten());
