import { describe, expect, it } from 'vitest';
import { adviceOf, placesOf } from './advice';

const RULE = 'untracked-weights';
const INNER = 'tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: "same" })';

/** A model of two blocks that apply a convolution in their call. */
const blocks = (members: string, call = 'this.conv.apply(x)', after = ''): string => `
  class Block extends tf.layers.Layer {
    static className = 'Block';
    conv: tf.layers.Layer = ${INNER};
    ${members}
    override call(inputs: any) {
      const x = inputs[0];
      return ${call};
    }
  }
  const model = tf.sequential();
  model.add(new Block({ inputShape: [16, 16, 8] }));
  model.add(new Block({}));
  ${after}`;

describe('untracked-weights', () => {
  it('finds a layer that is only applied', () => {
    const [finding, ...others] = adviceOf(RULE, blocks(''));
    expect(others).toEqual([]);
    expect(finding?.severity).toBe('warning');
    expect(finding?.message).toContain('The 584 weights of this layer are not among those of Block');
    expect(placesOf(RULE, blocks(''))).toEqual([INNER]);
  });

  it('finds one that is built and not listed, and a model', () => {
    const built = 'override build(shape: any) { this.conv.build(shape); super.build(shape); }';
    expect(adviceOf(RULE, blocks(built))).toHaveLength(1);
    const net = `net = tf.sequential({ layers: [tf.layers.dense({ units: 8, inputShape: [16, 16, 8] })] });`;
    expect(adviceOf(RULE, blocks(net, 'this.net.apply(x)')).map(({ message }) => message.slice(0, 18))).toEqual([
      'The 72 weights of ',
    ]);
  });

  const list = (how: string): string =>
    `override build(shape: any) { this.conv.build(shape); ${how}; super.build(shape); }`;
  it.each([
    ['a list that is set', blocks(list('this.trainableWeights = this.conv.trainableWeights'))],
    ['the list behind it', blocks(list('(this as any)._trainableWeights.push(...this.conv.trainableWeights)'))],
    ['an accessor', blocks('override get trainableWeights() { return this.conv.trainableWeights; }')],
    ['a list that nobody can know', blocks(list('this.trainableWeights = JSON.parse(localStorage.weights)'))],
    ['layers without weights', blocks('', 'tf.layers.reLU().apply(x)')],
    [
      'a layer that the model has, too',
      `const shared = ${INNER};
       class Again extends tf.layers.Layer {
         static className = 'Again';
         override call(inputs: any) { return shared.apply(inputs[0]) as tf.Tensor; }
       }
       const x = tf.input({ shape: [16, 16, 8] });
       const y = new Again({}).apply(shared.apply(x)) as tf.SymbolicTensor;
       const model = tf.model({ inputs: x, outputs: y });`,
    ],
  ])('leaves alone: %s', (_, text) => {
    expect(adviceOf(RULE, text)).toEqual([]);
  });
});
