import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, placesOf } from './advice';

const RULE = 'window-larger-than-input';

const functional = (size: number, ...layers: string[]): string => `import * as tf from '@tensorflow/tfjs';
const image = tf.input({ shape: [${String(size)}, ${String(size)}, 3] });
let x = image;
${layers.map((layer) => `x = tf.layers.${layer}.apply(x) as tf.SymbolicTensor;\n`).join('')}const model = tf.model({ inputs: image, outputs: x });
`;

describe(RULE, () => {
  it('names the first layer without room, with the sizes', () => {
    const text = functional(5, 'conv2d({ filters: 4, kernelSize: 7 })', 'conv2d({ filters: 8, kernelSize: 3 })');
    expect(placesOf(RULE, text)).toEqual(['tf.layers.conv2d({ filters: 4, kernelSize: 7 })']);
    const [finding] = adviceOf(RULE, text);
    expect(finding?.severity).toBe('error');
    expect(finding?.message).toContain('The window does not fit into its 5×5 input: the output would be -1×-1.');
  });

  it('counts an output without any position, too', () => {
    expect(adviceOf(RULE, functional(1, 'maxPooling2d({ poolSize: 2 })'))[0]?.message).toContain('would be 0×0');
  });

  it.each([
    ['a window as large as the input', functional(7, 'conv2d({ filters: 4, kernelSize: 7 })')],
    ["padding 'same'", functional(5, "conv2d({ filters: 4, kernelSize: 7, padding: 'same' })")],
  ])('leaves %s alone', (_, text) => {
    expect(adviceOf(RULE, text)).toEqual([]);
  });

  it("offers padding 'same'", () => {
    const text = functional(5, 'conv2d({ filters: 4, kernelSize: 7 })');
    expect(fixOf(RULE, text).text).toContain("conv2d({ filters: 4, kernelSize: 7, padding: 'same' })");
  });
});
