import { describe, expect, it } from 'vitest';
import { adviceOf } from './advice';
import { SLICE } from './sliceLayer';

const RULE = 'unmixed-groups';
const CLASSES = `
  class Grouped extends tf.layers.Layer {
    static className = 'Grouped';
    private kernel?: tf.LayerVariable;
    constructor(private readonly options: { groups: number; name?: string }) {
      super(options);
    }
    override build([, , , channels]: number[]): void {
      const { groups } = this.options;
      this.kernel = this.addWeight('kernel', [3, 3, channels! / groups, channels!], 'float32', tf.initializers.zeros());
    }
    override computeOutputShape(inputShape: tf.Shape): tf.Shape {
      return inputShape;
    }
    override call(inputs: tf.Tensor[]): tf.Tensor {
      const kernels = tf.split(this.kernel!.read() as tf.Tensor4D, this.options.groups, 3);
      const parts = tf.split(inputs[0] as tf.Tensor4D, this.options.groups, 3);
      return tf.relu(tf.concat(parts.map((part, group) => tf.conv2d(part, kernels[group]!, 1, 'same')), 3));
    }
  }
  class Shuffle extends tf.layers.Layer {
    static className = 'Shuffle';
    override call(inputs: tf.Tensor[]): tf.Tensor {
      const [batch, height, width, channels] = inputs[0]!.shape as [number, number, number, number];
      const grouped = tf.reshape(inputs[0]!, [batch, height, width, 4, channels / 4]);
      return tf.reshape(tf.transpose(grouped, [0, 1, 2, 4, 3]), [batch, height, width, channels]);
    }
  }
${SLICE}`;

const grouped = (groups: number): string => `new Grouped({ groups: ${groups} })`;
const model = (...layers: string[]): string => `${CLASSES}
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ name: 'stem', inputShape: [8, 8, 3], filters: 64, kernelSize: 3 }));
  ${layers.map((layer) => `model.add(${layer});`).join('\n')}`;

const KEPT = [
  'tf.layers.batchNormalization()',
  "tf.layers.activation({ activation: 'relu' })",
  'tf.layers.maxPooling2d({ poolSize: 2 })',
];

describe('unmixed-groups', () => {
  it('counts the groups and the channels that one depends on', () => {
    const [finding, ...others] = adviceOf(RULE, model(grouped(4), ...KEPT, grouped(4), grouped(4), grouped(4)));
    expect(others).toEqual([]);
    expect(finding?.message).toContain(
      'its 4 groups have not met: a channel depends on at most 16 of the 64 channels of stem.',
    );
  });

  it('knows that groups of different sizes meet in part', () => {
    const [finding] = adviceOf(RULE, model(grouped(8), grouped(4), grouped(2)));
    expect(finding?.message).toContain('its 2 groups have not met: a channel depends on at most 32 of the 64 channels');
  });

  it('follows a residual sum of the same groups', () => {
    const text = `${CLASSES}
      const x = tf.input({ shape: [8, 8, 3] });
      const y = tf.layers.conv2d({ filters: 64, kernelSize: 3 }).apply(x) as tf.SymbolicTensor;
      const a = ${grouped(2)}.apply(y) as tf.SymbolicTensor;
      const b = ${grouped(2)}.apply(a) as tf.SymbolicTensor;
      const sum = tf.layers.add().apply([a, b]) as tf.SymbolicTensor;
      const c = ${grouped(2)}.apply(sum) as tf.SymbolicTensor;
      const d = ${grouped(2)}.apply(c) as tf.SymbolicTensor;
      const model = tf.model({ inputs: x, outputs: d });`;
    expect(adviceOf(RULE, text)).toHaveLength(1);
  });

  const byHand = (mixing: string): string => `${CLASSES}
    function groups(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
      const parts = [0, 1].map((group) => {
        const part = new Slice({ start: 32 * group, size: 32 }).apply(x);
        return tf.layers.conv2d({ filters: 32, kernelSize: 3, padding: 'same' }).apply(part) as tf.SymbolicTensor;
      });
      return tf.layers.concatenate({ name }).apply(parts) as tf.SymbolicTensor;
    }
    const x = tf.input({ shape: [8, 8, 3] });
    let y = tf.layers.conv2d({ filters: 64, kernelSize: 3 }).apply(x) as tf.SymbolicTensor;
    y = groups(y, 'first');
    y = groups(y, 'second');
    ${mixing}
    y = groups(y, 'third');
    const model = tf.model({ inputs: x, outputs: y });`;

  it('reads slices, convolutions and a concatenation of the model itself', () => {
    expect(adviceOf(RULE, byHand(''))).toHaveLength(1);
    expect(
      adviceOf(RULE, byHand('y = tf.layers.conv2d({ filters: 64, kernelSize: 1 }).apply(y) as tf.SymbolicTensor;')),
    ).toEqual([]);
  });

  it.each([
    ['two in a row', model(grouped(4), grouped(4))],
    ['a shuffle between', model(grouped(4), 'new Shuffle({})', grouped(4), 'new Shuffle({})', grouped(4))],
    ['one group', model(grouped(1), grouped(1), grouped(1))],
    ['groups that lie across each other', model(grouped(2), grouped(1), grouped(2))],
    [
      'a softmax over the channels',
      model(grouped(4), grouped(4), "tf.layers.activation({ activation: 'softmax' })", grouped(4)),
    ],
    [
      'branches that meet once',
      `${CLASSES}
       const x = tf.input({ shape: [8, 8, 3] });
       const y = tf.layers.conv2d({ filters: 64, kernelSize: 3 }).apply(x) as tf.SymbolicTensor;
       const branch = (start: number): tf.SymbolicTensor => {
         let z = new Slice({ start, size: 32 }).apply(y) as tf.SymbolicTensor;
         for (let i = 0; i < 4; i++) z = tf.layers.conv2d({ filters: 32, kernelSize: 1 }).apply(z) as tf.SymbolicTensor;
         return z;
       };
       const both = tf.layers.concatenate().apply([branch(0), branch(32)]) as tf.SymbolicTensor;
       const model = tf.model({ inputs: x, outputs: both });`,
    ],
  ])('leaves %s alone', (_, text) => {
    expect(adviceOf(RULE, text)).toEqual([]);
  });
});
