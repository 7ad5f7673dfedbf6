// Models that run although they look like those that do not: ConvLens must say nothing about them.

export const RUNNING: Readonly<Record<string, string>> = {
  'a model that is compiled with every kind of loss and metric': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2], name: 'out' })] });
      model.compile({ optimizer: 'rmsprop', loss: { out: 'hinge' }, metrics: { out: ['acc', 'mse'], other: 'auc' } });
      model.compile({ optimizer: tf.train.adam(0.1), loss: ['logcosh'], metrics: 'accuracy' });
      model.compile({ optimizer: 'SGD', loss: tf.losses.huberLoss, metrics: [tf.metrics.precision] });
      model.compile({ optimizer: 'Adamax', loss: () => tf.scalar(0), metrics: [] });
      model.summary(80);
    `,
  'a model with two outputs': `
      const x = tf.input({ shape: [4] });
      const a = tf.layers.dense({ units: 2, name: 'a' }).apply(x) as tf.SymbolicTensor;
      const b = tf.layers.dense({ units: 1, name: 'b' }).apply(x) as tf.SymbolicTensor;
      const model = tf.model({ inputs: x, outputs: [a, b] });
      model.compile({ optimizer: 'adam', loss: ['hinge', 'meanSquaredError'] });
      model.compile({ optimizer: 'adam', loss: { a: 'hinge' } });
      model.compile({ optimizer: 'adam', loss: 'hinge', metrics: { b: 'mae' } });
    `,
  'layers asked for what they have': `
      const layer = tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [8, 8, 1] });
      const model = tf.sequential({ layers: [layer] });
      const sizes = [layer.output, layer.input, layer.outputShape, layer.getOutputAt(0), layer.getInputAt(0)];
      layer.apply(tf.input({ shape: [8, 8, 1] }));
      const same = [layer.outputShape, layer.getOutputAt(1), layer.countParams(), layer.getInputAt(1)];
      const input = tf.layers.inputLayer({ inputShape: [4] });
      const tensors = [input.output, input.input, input.outputShape, input.countParams()];
    `,
  'layers without weights count none': `
      const layer = tf.layers.lstm({ units: 2, stateful: true });
      layer.apply(tf.input({ batchShape: [1, 5, 4] }));
      layer.resetStates();
      const pool = tf.layers.maxPooling2d({ poolSize: 2 });
      pool.apply(tf.input({ shape: [4, 4, 1] }));
      const count = pool.countParams();
    `,
  'initializers where they fit': `
      tf.layers.dense({ units: 4, kernelInitializer: 'identity' }).apply(tf.input({ shape: [4] }));
      tf.layers.dense({ units: 4, kernelInitializer: tf.initializers.identity({ gain: 2 }) }).apply(tf.input({ shape: [4] }));
      tf.layers.conv2d({ filters: 2, kernelSize: 3, kernelInitializer: 'orthogonal' }).apply(tf.input({ shape: [8, 8, 1] }));
      tf.layers.simpleRNN({ units: 4, recurrentInitializer: 'identity' }).apply(tf.input({ shape: [3, 2] }));
      tf.layers.dense({ units: 2, useBias: false, biasInitializer: 'orthogonal' }).apply(tf.input({ shape: [4] }));
      tf.initializers.constant({ value: 0 });
      tf.initializers.heNormal(undefined as never);
      tf.initializers.varianceScaling({ scale: 2, mode: 'fanAvg', distribution: 'truncatedNormal' });
      tf.initializers.varianceScaling({} as never);
    `,
  'regularizers with and without arguments': `
      const all = [tf.regularizers.l1(), tf.regularizers.l2({ l2: 0.01 }), tf.regularizers.l1l2({ l1: 0.1 })];
      tf.layers.dense({ units: 2, kernelRegularizer: all[1] }).apply(tf.input({ shape: [4] }));
    `,
  'names that tensors may have': `
      const x = tf.input({ shape: [4], name: 'Input-1.a/b_c' });
      const y = tf.layers.dense({ units: 2, name: '2nd.layer/x-y_z' }).apply(x);
      const unused = tf.layers.dense({ units: 2, name: 'never applied' });
      const model = tf.model({ inputs: x, outputs: y as tf.SymbolicTensor, name: 'my model' });
    `,
  'states of recurrent layers': `
      const words = tf.input({ shape: [5, 4] });
      const [, h, c] = tf.layers.lstm({ units: 8, returnState: true }).apply(words) as tf.SymbolicTensor[];
      tf.layers.lstm({ units: 8 }).apply(words, { initialState: [h, c] });
      tf.layers.lstm({ units: 8 }).apply([words, h!, c!]);
      tf.layers.lstm({ units: 8 }).apply([words]);
      const both = tf.layers.bidirectional({ layer: tf.layers.simpleRNN({ units: 8 }) as tf.RNN, mergeMode: 'sum' });
      both.apply(words, { initialState: [h, c] });
      tf.layers.dense({ units: 2 }).apply(words, { training: true });
    `,
  'a custom layer that is built once, with demands that are met': `
      class Scale extends tf.layers.Layer {
        static className = 'Scale';
        constructor(config = {}) {
          super(config);
          this.inputSpec = [new tf.InputSpec({ minNDim: 2, maxNDim: 4, axes: { '-1': 3 }, dtype: 'float32' })];
        }
        override build() {
          const zeros = tf.initializers.zeros();
          this.addWeight('scale', [1], 'float32', zeros);
          this.addWeight('offset', [1], 'bool', zeros);
          this.addWeight('square', [3, 3], null, tf.initializers.identity({}));
          this.built = true;
        }
      }
      const scale = new Scale();
      scale.apply(tf.input({ shape: [8, 3] }));
      scale.apply(tf.input({ shape: [3] }));
    `,
  'inputs of whole numbers': `
      class Whole extends tf.layers.Layer {
        static className = 'Whole';
        constructor() {
          super({});
          this.inputSpec = [new tf.InputSpec({ dtype: 'int32' })];
        }
      }
      new Whole().apply(tf.input({ shape: [3], dtype: 'int32' }));
    `,
  'a model that starts inside of another one': `
      const base = tf.sequential({ layers: [tf.layers.dense({ units: 8, inputShape: [4] }), tf.layers.reLU()] });
      const cut = tf.model({ inputs: base.inputs, outputs: base.layers[0]!.output });
      const head = tf.sequential({ layers: [base, tf.layers.dense({ units: 2 })] });
      const whole = tf.model({ inputs: base.input, outputs: head.apply(base.input as tf.SymbolicTensor) as never });
      whole.compile({ optimizer: 'adam', loss: 'hinge' });
    `,
  'layers taken out of a model again': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 8, inputShape: [4] })] });
      model.add(tf.layers.dense({ units: 3 }));
      model.pop();
      model.add(tf.layers.dense({ units: 2 }));
      model.compile({ optimizer: 'adam', loss: 'hinge' });
      model.getLayer('', 1);
    `,
  'a model whose class adds the layers when it is built': `
      class Late extends tf.Sequential {
        override build() {
          if (this.layers.length === 0) this.add(tf.layers.dense({ units: 8, inputShape: [4] }));
          super.build();
        }
      }
      const late = new Late();
      late.compile({ optimizer: 'adam', loss: 'hinge' });
    `,
  'weights that are the same on both sides of a condition': `
      class Twice extends tf.layers.Layer {
        static className = 'Twice';
        override build() {
          this.addWeight('scale', [1], 'float32', tf.initializers.zeros());
        }
      }
      const layer = new Twice({});
      const input = tf.input({ shape: [3] });
      if (Date.now() > 0) layer.apply(input);
      else layer.apply(input);
      const shape = layer.output;
    `,
  'a model that something unknown fills': `
      const fill = globalThis['fill' as never] as undefined | ((model: tf.Sequential) => void);
      const model = tf.sequential();
      if (fill) fill(model);
      else model.add(tf.layers.dense({ units: 8, inputShape: [4] }));
      model.compile({ optimizer: 'adam', loss: 'hinge' });
    `,
  'classes that name themselves in other ways': `
      class Base extends tf.layers.Layer {
        static get className() {
          return 'Base';
        }
      }
      class Heir extends Base {}
      class Late extends tf.layers.Layer {
        override getClassName() {
          return 'Late';
        }
      }
      class Named extends tf.layers.Layer {}
      class Whole extends tf.Sequential {}
      for (const Registered of [Base, Heir, Whole]) tf.serialization.registerClass(Registered as never);
      const input = tf.input({ shape: [3] });
      for (const layer of [new Base({}), new Heir({}), new Late({}), new Named({ name: 'named' })]) layer.apply(input);
      const whole = new Whole({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
    `,
};
