import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/features/fixes';
import { adviceOf, fixOf, placesOf, sequential } from './advice';

const RULE = 'convolution-without-reduction';
const HEAD = ['globalAveragePooling2d({})', "dense({ units: 10, activation: 'softmax' })"];
const wide = (options: string): string =>
  sequential(`conv2d({ name: 'wide', inputShape: [14, 14, 256], ${options}, padding: 'same' })`, ...HEAD);
const WIDE = "filters: 512, kernelSize: 3, activation: 'relu'";

const COMPRESS = 'Compress the channels with a 1×1 convolution first';
const BOTTLENECK = 'Replace by a bottleneck';
const SEPARABLE = 'Make it depthwise-separable';
const GROUPED = 'Convolve in 4 groups, with a shuffle';
const FIRE = 'Replace by a Fire module';
/** 9·256·512 weights and 512 biases, at 14·14 positions. */
const WEIGHTS = 1_179_648;
const POSITIONS = 196;

/** What is left of the weights, with the biases of the layers put before. */
const change = (weights: number, biases: number) => ({
  parameters: weights + biases - WEIGHTS,
  macs: POSITIONS * (weights - WEIGHTS),
  receptiveField: 0,
});

describe('convolution-without-reduction', () => {
  it('counts the weights of the layer and of what could stand in its place', () => {
    expect(placesOf(RULE, wide(WIDE))).toEqual(['kernelSize: 3']);
    const [finding] = adviceOf(RULE, wide(WIDE));
    expect(finding?.message).toContain(
      '1,179,648 weights look at all 256 channels through a 3×3 window: 99 % of the model',
    );
    // 256·128 + 9·128·512; 256·64 + 9·64·64 + 64·512; 9·256 + 256·512; 9·256·512 / 4; 256·64 + 10·64·256
    expect(finding?.message).toContain(
      'compressed to 128 channels first, 622,592; as a bottleneck of 64, 86,016; depthwise-separable, 133,376; ' +
        'in 4 groups with a shuffle, 294,912; as a Fire module, 180,224 weights.',
    );
  });

  it.each([
    ['few channels', sequential('conv2d({ inputShape: [14, 14, 64], filters: 512, kernelSize: 3 })', ...HEAD)],
    ['little work', sequential('conv2d({ inputShape: [14, 14, 256], filters: 256, kernelSize: 3 })', ...HEAD)],
    ['a 1×1 window', wide('filters: 512, kernelSize: 1')],
    ['a layer that is not trained', wide(`trainable: false, ${WIDE}`)],
    ['a row', wide('filters: 512, kernelSize: [1, 7]')],
    [
      'what was compressed before',
      sequential(
        'conv2d({ inputShape: [14, 14, 512], filters: 128, kernelSize: 1 })',
        'batchNormalization()',
        'reLU()',
        "conv2d({ filters: 512, kernelSize: 3, padding: 'same' })",
        ...HEAD,
      ),
    ],
    [
      'a small part of the model',
      sequential(
        'conv2d({ inputShape: [56, 56, 96], filters: 128, kernelSize: 3 })',
        'maxPooling2d({ poolSize: 4 })',
        'conv2d({ filters: 128, kernelSize: 3 })',
        'flatten()',
        'dense({ units: 100 })',
      ),
    ],
    [
      'a residual block',
      `const x = tf.input({ shape: [14, 14, 256] });
       const conv = (y: tf.SymbolicTensor) =>
         tf.layers.conv2d({ filters: 256, kernelSize: 3, padding: 'same' }).apply(y) as tf.SymbolicTensor;
       const z = tf.layers.reLU().apply(conv(x)) as tf.SymbolicTensor;
       const sum = tf.layers.add().apply([x, conv(z)]) as tf.SymbolicTensor;
       const model = tf.model({ inputs: x, outputs: sum });`,
    ],
  ])('leaves %s alone', (_, text) => {
    expect(adviceOf(RULE, text)).toEqual([]);
  });

  it('compresses first, with the promised figures', () => {
    const { text, effect } = fixOf(RULE, wide(WIDE), COMPRESS);
    expect(text).toContain(
      "model.add(tf.layers.conv2d({ name: 'wide_reduce', inputShape: [14, 14, 256], filters: 128, kernelSize: 1, activation",
    );
    expect(text).toContain(
      "model.add(tf.layers.conv2d({ name: 'wide', filters: 512, kernelSize: 3, activation: 'relu'",
    );
    expect(effect).toEqual(change(622_592, 128));
  });

  it('makes a bottleneck, which takes the steps in its middle', () => {
    expect(fixOf(RULE, wide(WIDE), BOTTLENECK).effect).toEqual(change(86_016, 128));
    const { text } = fixOf(RULE, wide(`strides: 2, useBias: false, ${WIDE}`), BOTTLENECK);
    expect(text).toContain("inputShape: [14, 14, 256], useBias: false, filters: 64, kernelSize: 1, activation: 'relu'");
    expect(text).toContain(
      "{ name: 'wide', strides: 2, useBias: false, filters: 64, kernelSize: 3, activation: 'relu'",
    );
    expect(text).toContain("{ name: 'wide_expand', useBias: false, filters: 512, kernelSize: 1, activation: 'relu'");
  });

  it('makes it depthwise-separable by another factory, with initialisers for both kernels', () => {
    const { text, effect } = fixOf(RULE, wide(`kernelInitializer: 'heNormal', ${WIDE}`), SEPARABLE);
    expect(text).toContain("tf.layers.separableConv2d({ name: 'wide', inputShape: [14, 14, 256], filters: 512");
    expect(text).toContain("padding: 'same', depthwiseInitializer: 'heNormal', pointwiseInitializer: 'heNormal' }");
    expect(effect).toEqual(change(133_376, 0));
  });

  it('repeats a normalisation and an activation that are layers of their own', () => {
    const text = sequential(
      "conv2d({ inputShape: [14, 14, 256], filters: 512, kernelSize: 3, padding: 'same', useBias: false })",
      "batchNormalization({ name: 'bn' })",
      'leakyReLU({ alpha: 0.1 })',
      ...HEAD,
    );
    const { text: fixed, effect } = fixOf(RULE, text, BOTTLENECK);
    expect(fixed).toContain(`
model.add(tf.layers.conv2d({ inputShape: [14, 14, 256], filters: 64, kernelSize: 1, padding: 'same', useBias: false }));
model.add(tf.layers.batchNormalization({ name: 'bn_reduce' }));
model.add(tf.layers.leakyReLU({ alpha: 0.1 }));
model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same', useBias: false }));
model.add(tf.layers.batchNormalization({ name: 'bn_2' }));
model.add(tf.layers.leakyReLU({ alpha: 0.1 }));
model.add(tf.layers.conv2d({ filters: 512, kernelSize: 1, padding: 'same', useBias: false }));
model.add(tf.layers.batchNormalization({ name: 'bn' }));
`);
    expect(effect).toMatchObject({ parameters: 86_016 - WEIGHTS + 2 * 4 * 64 });
  });

  it('puts a ReLU between layers where the model has no activation', () => {
    const text = sequential(
      "conv2d({ inputShape: [14, 14, 256], filters: 512, kernelSize: 3, padding: 'same' })",
      'batchNormalization()',
      ...HEAD,
    ).replaceAll("'", '"');
    const fixed = fixOf(RULE, text.replace(/^.*/, "import * as tf from '@tensorflow/tfjs';"), BOTTLENECK).text;
    expect(fixed.match(/activation: "relu"/g)).toHaveLength(2);
    expect(fixed.match(/batchNormalization/g)).toHaveLength(1);
  });

  it('writes a Fire module beside the statement that applies the layer', () => {
    const text = `
      const input = tf.input({ shape: [14, 14, 256] });
      let x = tf.layers.zeroPadding2d({ padding: 0 }).apply(input);
      x = tf.layers.conv2d({ name: 'wide', ${WIDE}, padding: 'same' }).apply(x);
      x = tf.layers.globalAveragePooling2d({}).apply(x);
      const y = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(x) as tf.SymbolicTensor;
      const model = tf.model({ inputs: input, outputs: y });`;
    const { text: fixed, effect } = fixOf(RULE, text, FIRE);
    expect(fixed).toContain(`
      const squeezed = tf.layers.conv2d({ name: 'wide_squeeze', filters: 64, kernelSize: 1, activation: 'relu', padding: 'same' }).apply(x);
      x = tf.layers.concatenate().apply([
        tf.layers.conv2d({ name: 'wide_expand1x1', filters: 256, kernelSize: 1, activation: 'relu', padding: 'same' }).apply(squeezed),
        tf.layers.conv2d({ name: 'wide_expand', filters: 256, kernelSize: 3, activation: 'relu', padding: 'same' }).apply(squeezed),
      ] as tf.SymbolicTensor[]);
`);
    expect(effect).toEqual(change(180_224, 64));
  });

  it('writes a Fire module in a function, with the normalisation that follows', () => {
    const text = `
      const block = (input: tf.SymbolicTensor, filters: number) => {
        const squeezed = input;
        return tf.layers.reLU().apply(
          tf.layers.batchNormalization().apply(
            tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', useBias: false }).apply(squeezed),
          ),
        ) as tf.SymbolicTensor;
      };
      const x = tf.input({ shape: [32, 32, 512] });
      const model = tf.model({ inputs: x, outputs: block(block(x, 512), 256) });`;
    const { text: fixed, effect } = fixOf(RULE, text, FIRE);
    expect(fixed).toContain(`
        const squeezed2 = tf.layers.conv2d({ filters: filters / 8, kernelSize: 1, padding: 'same', useBias: false, activation: 'relu' }).apply(squeezed);
        return tf.layers.reLU().apply(`);
    const fire = (channels: number, filters: number): number => (channels * filters + 5 * filters * filters) / 8;
    expect(effect).toMatchObject({ parameters: fire(512, 512) + fire(512, 256) - 9 * 512 * (512 + 256) });
  });

  it('offers no Fire module where a layer has one input and one output, or where its windows leave places out', () => {
    const titles = (text: string): readonly string[] => adviceOf(RULE, text)[0]?.fixes.map(({ title }) => title) ?? [];
    expect(titles(wide(WIDE))).toEqual([COMPRESS, BOTTLENECK, SEPARABLE, GROUPED]);
    const text = `
      const x = tf.input({ shape: [14, 14, 256] });
      const y = tf.layers.conv2d({ ${WIDE}, padding: 'same', strides: 2 }).apply(x) as tf.SymbolicTensor;
      const model = tf.model({ inputs: x, outputs: y });`;
    expect(titles(text)).not.toContain(FIRE);
    expect(titles(text.replace('strides: 2', 'strides: 1'))).toContain(FIRE);
  });

  it('convolves in groups by a layer class that it puts into the file', () => {
    const { text, effect } = fixOf(RULE, wide(WIDE), GROUPED);
    expect(text).toContain("tfjs';\n\ninterface GroupedConv2DOptions {");
    expect(text).toContain(`
model.add(new GroupedConv2D({ name: 'wide', inputShape: [14, 14, 256], filters: 512, kernelSize: 3, padding: 'same', groups: 4 }));
model.add(tf.layers.activation({ activation: 'relu' }));
`);
    expect(effect).toEqual(change(294_912, 0));
  });

  it('puts the class into a file once, in the style of the file', () => {
    const layer = "conv2d({ filters: 512, kernelSize: [3, 3], strides: [2, 2], padding: 'same', useBias: false })";
    const text = sequential(
      "conv2d({ inputShape: [14, 14, 512], filters: 512, kernelSize: 3, padding: 'same' })",
      'reLU()',
      layer,
      ...HEAD,
    ).replace(/\);\n/g, ')\n');
    const [first, second] = adviceOf(RULE, text).map(({ fixes }) => fixes.find(({ title }) => title === GROUPED));
    const once = applyEdits(text, second?.edits ?? []);
    expect(once).toContain(
      "new GroupedConv2D({ filters: 512, kernelSize: 3, strides: 2, padding: 'same', useBias: false, groups: 4 }))\n",
    );
    expect(once.match(/;$/gm)).toHaveLength(1);
    const { text: twice } = fixOf(RULE, once, GROUPED);
    expect(first?.title).toBe(GROUPED);
    expect(twice.match(/class GroupedConv2D/g)).toHaveLength(1);
    expect(twice.match(/new GroupedConv2D/g)).toHaveLength(2);
  });

  it.each([
    ['kernelRegularizer', wide(`kernelRegularizer: 'l1l2', ${WIDE}`)],
    ['another class of that name', `${wide(WIDE)}\nclass GroupedConv2D {}`],
  ])('offers no groups with %s', (_, text) => {
    expect(adviceOf(RULE, text)[0]?.fixes.map(({ title }) => title)).not.toContain(GROUPED);
  });

  it('edits a function that is called several times', () => {
    const text = `
      const common = { padding: 'same', activation: 'relu', strides: 2 } as const;
      function block(x: tf.SymbolicTensor, filters: number): tf.SymbolicTensor {
        return tf.layers.conv2d({ filters, kernelSize: 3, ...common }).apply(x) as tf.SymbolicTensor;
      }
      const x = tf.input({ shape: [32, 32, 512] });
      const model = tf.model({ inputs: x, outputs: block(block(x, 512), 256) });`;
    const [finding, ...others] = adviceOf(RULE, text);
    expect(others).toEqual([]);
    expect(finding?.message).toContain('the first of 2 layers made here, which together take 100 % of the model');
    const { text: fixed, effect } = fixOf(RULE, text, BOTTLENECK);
    expect(fixed).toContain('.conv2d({ ...common, filters: filters / 4, kernelSize: 1, strides: 1 }).apply(x)');
    expect(fixed).toContain('.conv2d({ filters, ...common, kernelSize: 1, strides: 1 }).apply(');
    const weights = 512 * 128 + 9 * 128 * 128 + 128 * 512 + (512 * 64 + 9 * 64 * 64 + 64 * 256);
    expect(effect).toMatchObject({
      parameters: weights + 2 * 128 + 2 * 64 - 9 * 512 * (512 + 256),
      receptiveField: 0,
    });
  });

  it('divides what is divided, and says the number where the filters are more than the channels', () => {
    const text = sequential(
      "conv2d({ inputShape: [14, 14, 256], filters: C, kernelSize: 3, padding: 'same', activation: 'relu' })",
      "conv2d({ filters: C / 2, kernelSize: 3, padding: 'same', activation: 'relu' })",
      ...HEAD,
    ).replace('const model', 'const C = 512;\nconst model');
    const texts = adviceOf(RULE, text).map(
      ({ fixes }) => fixes.find(({ title }) => title === COMPRESS)?.edits[0]?.newText,
    );
    expect(texts[0]).toContain('filters: 128, kernelSize: 1');
    expect(texts[1]).toContain('filters: C / 4, kernelSize: 1');
  });

  it('offers no fix where the same call makes layers that are all right', () => {
    const text = `
      const conv = (x: tf.SymbolicTensor, kernelSize: number): tf.SymbolicTensor =>
        tf.layers.conv2d({ filters: 256, kernelSize, padding: 'same' }).apply(x) as tf.SymbolicTensor;
      const x = tf.input({ shape: [32, 32, 256] });
      const model = tf.model({ inputs: x, outputs: conv(conv(x, 3), 1) });`;
    expect(adviceOf(RULE, text).map(({ fixes }) => fixes)).toEqual([[]]);
  });
});
