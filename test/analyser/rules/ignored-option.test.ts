import { describe, expect, it } from 'vitest';
import { adviceOf, analyse, fixOf, placesOf, sequential } from './advice';

const RULE = 'ignored-option';
const conv = (options: string): string => sequential(`conv2d({ inputShape: [9, 9, 3], filters: 8, ${options} })`);

describe('ignored-option', () => {
  it('tells what was meant, and what the model becomes', () => {
    const text = conv('kernelSize: 3, stride: 2');
    expect(placesOf(RULE, text)).toEqual(['stride: 2']);
    const [finding] = adviceOf(RULE, text);
    expect(finding?.severity).toBe('warning');
    expect(finding?.message).toMatch(/^TensorFlow.js ignores `stride`: conv2d has no such option\.\n/);
    expect(finding?.message).toMatch(/Use `strides` if that is what is meant\.$/);
    // 4·4 positions instead of 7·7
    expect(fixOf(RULE, text)).toMatchObject({
      text: text.replace('stride:', 'strides:'),
      effect: { macs: (16 - 49) * 216 },
    });
  });

  it.each([
    ['kernelSize: 3, fitlers: 8', undefined],
    ['kernelSize: 3, use_bias: false', 'useBias'],
    ["kernelSize: 3, 'dilation': 2", 'dilationRate'],
    ["kernelSize: 3, activaton: 'relu'", 'activation'],
    ['kernelSize: 3, paddng: pad', 'padding'],
  ])('knows what %s means', (options, meant) => {
    const [finding] = adviceOf(RULE, `const pad = 'same';\n${conv(options)}`.replace(/^(.*\n)(import.*\n)/, '$2$1'));
    expect(finding?.fixes.map(({ title }) => title)).toEqual([meant === undefined ? 'Remove fitlers' : `Use ${meant}`]);
  });

  it('renames what TensorFlow.js misses, before there is a model', () => {
    const findings = analyse(conv('kernelsize: 3')).findings.map(({ rule, fixes }) => [rule, fixes[0]?.title]);
    expect(findings).toEqual([
      ['tfjs-error', undefined],
      [RULE, 'Use kernelSize'],
    ]);
  });

  it('renames a short form', () => {
    const text = sequential('conv2d({ inputShape: [9, 9, 3], filters: 8, kernelSize: 3, stride })').replace(
      'const model',
      'const stride = 2;\nconst model',
    );
    expect(fixOf(RULE, text).text).toContain('kernelSize: 3, strides: stride }');
  });

  it('takes away what has no counterpart', () => {
    const text = sequential("batchNormalization({ inputShape: [9], activation: 'relu' })");
    expect(adviceOf(RULE, text)[0]?.message).toContain('Remove it; batchNormalization takes axis, momentum, epsilon');
    expect(fixOf(RULE, text).text).toContain('batchNormalization({ inputShape: [9] })');
  });

  it.each([
    [
      'every option of a layer',
      conv("kernelSize: 3, name: 'a', trainable: true, weights: undefined, inputDType: 'int32'"),
    ],
    ['what is undefined', conv('kernelSize: 3, groups: undefined')],
    [
      'an object for several kinds of layers',
      `const options = { padding: 'same', poolSize: 2, kernelSize: 3, filters: 8 } as const;
       const model = tf.sequential();
       model.add(tf.layers.conv2d({ inputShape: [9, 9, 3], ...options }));
       model.add(tf.layers.maxPooling2d(options));`,
    ],
    [
      'what a description of layers has besides',
      `const described = [{ type: 'dense', units: 4, inputShape: [2] }, { type: 'dense', units: 2 }] as const;
       const model = tf.sequential();
       for (const layer of described) model.add(tf.layers[layer.type](layer));`,
    ],
    [
      'a layer class of the program',
      `class Scale extends tf.layers.Layer {
         static className = 'Scale';
         override call(x: tf.Tensor[]): tf.Tensor { return x[0]!; }
       }
       const model = tf.sequential();
       model.add(new Scale({ inputShape: [4], factor: 2 } as object));`,
    ],
  ])('leaves %s alone', (_, text) => {
    expect(adviceOf(RULE, text)).toEqual([]);
  });

  it('tells what is near in an object that is spread', () => {
    const text = `const options = { filters: 8, kernelSize: 3, stride: 2 };
      const model = tf.sequential();
      model.add(tf.layers.conv2d({ inputShape: [9, 9, 3], ...options }));`;
    expect(adviceOf(RULE, text)).toMatchObject([{ fixes: [] }]);
  });
});
