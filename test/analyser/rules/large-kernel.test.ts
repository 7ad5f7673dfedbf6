import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, placesOf, sequential } from './advice';

const RULE = 'large-kernel';
const layer = (options: string): string =>
  `conv2d({ name: 'big', inputShape: [28, 28, 64], ${options}, padding: 'same', activation: 'relu' })`;

describe('large-kernel', () => {
  it('counts the weights of both', () => {
    const text = sequential(layer('filters: 64, kernelSize: 7'));
    expect(placesOf(RULE, text)).toEqual(['kernelSize: 7']);
    const [finding] = adviceOf(RULE, text);
    // 49·64·64 against 3·9·64·64, at 28·28 positions
    expect(finding?.message).toContain('200,704 weights; 3 layers of 3×3 see the same 7×7 with 110,592, 45 % fewer');
    expect(finding?.message).toContain(' 70,647,808 fewer multiply-adds');
  });

  it.each([
    'filters: 64, kernelSize: 3',
    'filters: 64, kernelSize: 5, strides: 2',
    'filters: 64, kernelSize: [1, 7]',
    'filters: 64, kernelSize: 5, dilationRate: 2',
    'filters: 512, kernelSize: 5',
    'filters: 64, kernelSize: 1000000001',
  ])('leaves %s alone', (options) => {
    expect(adviceOf(RULE, sequential(layer(options)))).toEqual([]);
  });

  it('leaves a large kernel on colours alone', () => {
    const stem = "conv2d({ inputShape: [28, 28, 3], filters: 64, kernelSize: 7, padding: 'same', activation: 'relu' })";
    expect(adviceOf(RULE, sequential(stem))).toEqual([]);
  });

  it('leaves a kernel to the rule that compresses its channels first', () => {
    const wide =
      "conv2d({ inputShape: [28, 28, 256], filters: 256, kernelSize: 5, padding: 'same', activation: 'relu' })";
    expect(adviceOf(RULE, sequential(wide))).toEqual([]);
    expect(adviceOf('convolution-without-reduction', sequential(wide))).toHaveLength(1);
  });

  it('stacks calls of add, with the promised figures', () => {
    const { text, effect } = fixOf(RULE, sequential(layer('filters: 64, kernelSize: 7')));
    expect(text.match(/model\.add\(tf\.layers\.conv2d\(/g)).toHaveLength(3);
    expect(text).toContain("name: 'big_1', inputShape: [28, 28, 64], filters: 64, kernelSize: 3,");
    expect(text).toContain("model.add(tf.layers.conv2d({ name: 'big_3', filters: 64, kernelSize: 3, padding");
    expect(effect).toEqual({ parameters: -90_112 + 128, macs: -70_647_808, receptiveField: 0 });
  });

  it('stacks elements of a list', () => {
    const text = `
      const model = tf.sequential({
        layers: [
          tf.layers.inputLayer({ inputShape: [8, 8, 16] }),
          tf.layers.conv2d({ filters: 16, kernelSize: [5, 5], padding: 'same', activation: 'relu' }),
        ],
      });`;
    const stacked = fixOf(RULE, text);
    expect(stacked.effect).toMatchObject({ parameters: 2 * 9 * 256 - 25 * 256 + 16, receptiveField: 0 });
    expect(stacked.text).toContain(
      "kernelSize: 3, padding: 'same', activation: 'relu' }),\n          tf.layers.conv2d({ filters",
    );
  });

  it('puts braces around a loop that has none', () => {
    const text = `
      const model = tf.sequential();
      model.add(tf.layers.inputLayer({ inputShape: [8, 8, 16] }));
      for (let i = 0; i < 2; i++)
        model.add(tf.layers.conv2d({ filters: 16, kernelSize: 5, padding: 'same', activation: 'relu' }))
    `;
    const stacked = fixOf(RULE, text);
    expect(stacked.effect).toMatchObject({ parameters: 2 * (18 * 256 - 25 * 256 + 16) });
    const layer = "model.add(tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' }))";
    expect(stacked.text).toContain(`        { ${layer}; ${layer} }\n`);
  });

  it('finds a kernel that a parameter of a function says, among others of that function', () => {
    const text = `
      const conv = (filters: number, kernelSize: number, more = {}) =>
        tf.layers.conv2d({ filters, kernelSize, padding: 'same', activation: 'relu', ...more });
      const model = tf.sequential({ layers: [conv(16, 3, { inputShape: [8, 8, 3] }), conv(16, 7), conv(16, 3)] });`;
    expect(adviceOf(RULE, text)).toMatchObject([{ fixes: [] }]);
  });

  it('gives names to the outputs on the way', () => {
    const text = `
      const x = tf.input({ shape: [8, 8, 16] });
      const conv1 = tf.layers.conv2d({ filters: 16, kernelSize: 5, padding: 'same', activation: 'relu' }).apply(x);
      const model = tf.model({ inputs: x, outputs: conv1 as tf.SymbolicTensor });`;
    expect(fixOf(RULE, text).text).toContain(`
      const conv1_1 = tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' }).apply(x);
      const conv1 = tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' }).apply(conv1_1);
`);
  });

  it('nests applications where nothing takes the output', () => {
    const text = `
      const x = tf.input({ shape: [8, 8, 16] });
      const outputs = [tf.layers.conv2d({ filters: 16, kernelSize: 7, padding: 'same', activation: 'relu' }).apply(x)];
      const model = tf.model({ inputs: x, outputs: outputs as tf.SymbolicTensor[] });`;
    const stacked = fixOf(RULE, text);
    expect(stacked.effect).toMatchObject({ macs: 64 * 256 * (27 - 49), receptiveField: 0 });
    expect(stacked.text.match(/kernelSize: 3/g)).toHaveLength(3);
  });

  it('crosses a row and a column, with the promised figures', () => {
    const [finding] = adviceOf(RULE, sequential(layer('filters: 64, kernelSize: 7')));
    // 2·7·64·64
    expect(finding?.message).toContain('or 1×7 and 7×1, as in Inception v4, with 57,344 weights.');
    const { text, effect } = fixOf(RULE, sequential(layer('filters: 64, kernelSize: 7')), 'Replace by 1×7 and 7×1');
    expect(text).toContain("name: 'big_1x7', inputShape: [28, 28, 64], filters: 64, kernelSize: [1, 7], padding");
    expect(text).toContain("model.add(tf.layers.conv2d({ name: 'big_7x1', filters: 64, kernelSize: [7, 1], padding");
    expect(effect).toEqual({ parameters: 57_344 - 200_704 + 64, macs: 784 * (57_344 - 200_704), receptiveField: 0 });
  });

  it('keeps what is spread and names that are put together, in a function that is called twice', () => {
    const text = `
      const same = { kernelSize: 5, padding: 'same', activation: 'relu' } as const;
      function view(x: tf.SymbolicTensor, filters: number, name: string): tf.SymbolicTensor {
        return tf.layers
          .conv2d({
            name: \`\${name}/5x5\`,
            filters,
            ...same,
          })
          .apply(x) as tf.SymbolicTensor;
      }
      const x = tf.input({ shape: [8, 8, 16] });
      const model = tf.model({ inputs: x, outputs: view(view(x, 16, 'a'), 16, 'b') });`;
    const stacked = fixOf(RULE, text);
    expect(stacked.effect).toMatchObject({ parameters: 2 * (18 * 256 - 25 * 256 + 16), receptiveField: 0 });
    expect(stacked.text).toContain(`
            name: \`\${name}/5x5_2\`,
            filters,
            ...same,
            kernelSize: 3,
          })`);
  });

  it('repeats the normalisation and the activation that are layers of their own', () => {
    const text = `
      const alpha = 0.1;
      function view(input: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
        let x = tf.layers.conv2d({ filters: 16, kernelSize: 5, padding: 'same', useBias: false }).apply(input);
        x = tf.layers.conv2d({ filters: 16, kernelSize: 5, padding: 'same', useBias: false }).apply(x);
        x = tf.layers.batchNormalization({ name: name + '/bn' }).apply(x);
        x = tf.layers.leakyReLU({ alpha }).apply(x);
        return x as tf.SymbolicTensor;
      }
      const input = tf.input({ shape: [8, 8, 16] });
      const model = tf.model({ inputs: input, outputs: view(view(input, 'a'), 'b') });`;
    const { text: fixed, effect } = fixOf(RULE, text);
    expect(fixed).toContain(`
        x = tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', useBias: false }).apply(x);
        x = tf.layers.batchNormalization({ name: name + '/bn_1' }).apply(x);
        x = tf.layers.leakyReLU({ alpha }).apply(x);
        x = tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', useBias: false }).apply(x);
        x = tf.layers.batchNormalization({ name: name + '/bn' }).apply(x);
`);
    // 4·16 of each new normalisation.
    expect(effect).toMatchObject({ parameters: 2 * (18 * 256 - 25 * 256 + 64), receptiveField: 0 });
  });

  it('offers no fix where the sizes or the names cannot be told', () => {
    const text = `
      const options = { name: 'a', filters: 16, kernelSize: 5, padding: 'same', activation: 'relu' } as const;
      const x = tf.input({ shape: [8, 8, 16] });
      const y = tf.layers.conv2d({ ...options }).apply(x) as tf.SymbolicTensor;
      const model = tf.model({ inputs: x, outputs: y });`;
    expect(adviceOf(RULE, text).map(({ fixes }) => fixes)).toEqual([[]]);
  });
});
