// Custom layers and models by inheritance; channel shuffle; squeeze and excitation.
import * as tf from '@tensorflow/tfjs';

class ChannelShuffle extends tf.layers.Layer {
  static className = 'ChannelShuffle';
  constructor(private readonly groups: number) {
    super({});
  }
  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const [b, h, w, c] = x.shape as [number, number, number, number];
    return x
      .reshape([b, h, w, this.groups, c / this.groups])
      .transpose([0, 1, 2, 4, 3])
      .reshape([b, h, w, c]);
  }
}

class Scale extends tf.layers.Layer {
  private gain: tf.LayerVariable | undefined;
  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const channels = (inputShape as tf.Shape).at(-1) as number;
    this.gain = this.addWeight('gain', [channels], 'float32', tf.initializers.ones());
    this.addWeight('steps', [1], 'float32', tf.initializers.zeros(), undefined, false);
    super.build(inputShape);
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => tf.mul((inputs as tf.Tensor[])[0]!, this.gain!.read()));
  }
  static get className(): string {
    return 'Scale';
  }
}

function squeezeAndExcite(x: tf.SymbolicTensor, ratio = 4): tf.SymbolicTensor {
  const channels = x.shape[3] as number;
  let s = tf.layers.globalAveragePooling2d({}).apply(x);
  s = tf.layers.dense({ units: Math.max(1, Math.floor(channels / ratio)), activation: 'relu' }).apply(s);
  s = tf.layers.dense({ units: channels, activation: 'sigmoid' }).apply(s);
  s = tf.layers.reshape({ targetShape: [1, 1, channels] }).apply(s);
  return tf.layers.multiply().apply([x, s as tf.SymbolicTensor]) as tf.SymbolicTensor;
}

const image = tf.input({ shape: [12, 12, 8] });
let x = new ChannelShuffle(2).apply(image) as tf.SymbolicTensor;
x = new Scale({ name: 'scale' }).apply(x) as tf.SymbolicTensor;
export const shuffled = tf.model({ inputs: image, outputs: squeezeAndExcite(x) });

class Classifier extends tf.Sequential {
  constructor(classes: number) {
    super({ name: 'classifier' });
    this.add(tf.layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [9, 9, 1] }));
    this.add(tf.layers.flatten());
    this.add(tf.layers.dense({ units: classes }));
  }
}
export const classifier = new Classifier(5);
