// Models as people type them: by add, by array, functional, with helpers, with classes, with loops.

export const FILE = '/project/model.ts';

export const TYPED_MODELS: Readonly<Record<string, string>> = {
  'a sequential model by add': `import * as tf from '@tensorflow/tfjs';

// A digit classifier.
const IMAGE_SIZE = 28;
const CLASSES = 10;

export function createModel() {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({
    inputShape: [IMAGE_SIZE, IMAGE_SIZE, 1],
    kernelSize: 5,
    filters: 8,
    strides: 1,
    activation: 'relu',
    kernelInitializer: 'varianceScaling',
  }));
  model.add(tf.layers.maxPooling2d({ poolSize: [2, 2], strides: [2, 2] }));
  model.add(tf.layers.conv2d({ kernelSize: 5, filters: 16, activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: [2, 2] }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dropout({ rate: 0.25 }));
  model.add(tf.layers.dense({ units: CLASSES, activation: 'softmax' }));
  model.compile({
    optimizer: tf.train.adam(),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  });
  return model;
}

const model = createModel();
model.summary();
`,

  'a sequential model by array': `import * as tf from '@tensorflow/tfjs';

const common = { padding: 'same', activation: 'relu' } as const;

export const net = tf.sequential({
  name: 'small',
  layers: [
    tf.layers.inputLayer({ inputShape: [64, 64, 3] }),
    tf.layers.conv2d({ filters: 16, kernelSize: 3, ...common }),
    tf.layers.conv2d({ filters: 16, kernelSize: 3, ...common }),
    tf.layers.batchNormalization(),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.separableConv2d({ filters: 32, kernelSize: 3, ...common }),
    tf.layers.depthwiseConv2d({ kernelSize: 3, strides: 2 }),
    tf.layers.globalAveragePooling2d({}),
    tf.layers.dense({ units: 10, activation: 'softmax' }),
  ],
});

net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
`,

  'a functional model with a helper': `import * as tf from '@tensorflow/tfjs';

type Tensor = tf.SymbolicTensor;

/** Convolution, normalisation, activation. */
function convBlock(x: Tensor, filters: number, strides = 1): Tensor {
  let y = tf.layers.conv2d({ filters, kernelSize: 3, strides, padding: 'same', useBias: false }).apply(x) as Tensor;
  y = tf.layers.batchNormalization({}).apply(y) as Tensor;
  return tf.layers.activation({ activation: 'relu' }).apply(y) as Tensor;
}

const input = tf.input({ shape: [32, 32, 3] });
let x = convBlock(input, 16);
for (const filters of [32, 64]) {
  const shortcut = tf.layers.conv2d({ filters, kernelSize: 1, strides: 2 }).apply(x) as Tensor;
  x = convBlock(x, filters, 2);
  x = convBlock(x, filters);
  x = tf.layers.add().apply([x, shortcut]) as Tensor;
}
x = tf.layers.globalAveragePooling2d({}).apply(x) as Tensor;
const output = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(x) as Tensor;
export const model = tf.model({ inputs: input, outputs: output });
`,

  'a functional model with branches': `import * as tf from '@tensorflow/tfjs';

const image = tf.input({ shape: [28, 28, 192] });

const one = tf.layers.conv2d({ filters: 64, kernelSize: 1 }).apply(image);
const reduced3 = tf.layers.conv2d({ filters: 96, kernelSize: 1 }).apply(image);
const three = tf.layers
  .conv2d({ filters: 128, kernelSize: 3, padding: 'same' })
  .apply(reduced3);
const reduced5 = tf.layers.conv2d({ filters: 16, kernelSize: 1 }).apply(image);
const five = tf.layers.conv2d({ filters: 32, kernelSize: 5, padding: 'same' }).apply(reduced5);
const pooled = tf.layers.maxPooling2d({ poolSize: 3, strides: 1, padding: 'same' }).apply(image);
const projected = tf.layers.conv2d({ filters: 32, kernelSize: 1 }).apply(pooled);

const joined = tf.layers.concatenate({ axis: -1 }).apply(
  [one, three, five, projected] as tf.SymbolicTensor[],
) as tf.SymbolicTensor;
const height = joined.shape[1] as number;
const flat = tf.layers.averagePooling2d({ poolSize: height }).apply(joined);
const classes = tf.layers.dense({ units: 1000 }).apply(tf.layers.flatten().apply(flat)) as tf.SymbolicTensor;

export const inception = tf.model({ inputs: image, outputs: classes, name: \`inception_\${1 + 1}\` });
`,

  'a class': `import * as tf from '@tensorflow/tfjs';

interface Options {
  readonly classes?: number;
  readonly width?: number;
}

export class Network {
  private readonly model: tf.Sequential;
  private readonly sizes = [8, 16];

  constructor({ classes = 10, width = 2 }: Options = {}) {
    this.model = tf.sequential();
    this.model.add(tf.layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [20, 20, 1] }));
    this.sizes.forEach((filters, index) => {
      this.model.add(tf.layers.conv2d({ filters: filters * width, kernelSize: 3, strides: index + 1 }));
    });
    this.addHead(classes);
  }

  private addHead(units: number): void {
    this.model.add(tf.layers.flatten());
    this.model.add(tf.layers.dense({ units, activation: units > 1 ? 'softmax' : 'sigmoid' }));
  }

  get parameters(): number {
    return this.model.countParams();
  }
}

export const network = new Network();
console.log(network.parameters);
`,

  'loops, switches and tables': `import * as tf from '@tensorflow/tfjs';

const CONFIG = [64, 'pool', 128, 'pool'] as const;

const layers: tf.layers.Layer[] = [tf.layers.inputLayer({ inputShape: [16, 16, 3] })];
for (const step of CONFIG) {
  if (step === 'pool') {
    layers.push(tf.layers.maxPooling2d({ poolSize: 2 }));
  } else {
    layers.push(tf.layers.conv2d({ filters: step, kernelSize: 3, padding: 'same' }));
  }
}

const head = (kind: string): tf.layers.Layer => {
  switch (kind) {
    case 'pool':
      return tf.layers.globalMaxPooling2d({});
    default:
      return tf.layers.flatten();
  }
};

layers.push(head('flat'));
for (let units = 32; units >= 8; units /= 2) {
  layers.push(tf.layers.dense({ units, name: \`fc_\${units}\` }));
}
export const table = tf.sequential({ layers });
`,
};
