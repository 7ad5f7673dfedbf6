import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, placesOf } from './advice';

const RULE = 'local-response-normalization';
const network = (name: string, layers: string): string => `
  class ${name} extends tf.layers.Layer {
    static className = '${name}';
    computeOutputShape(inputShape: tf.Shape): tf.Shape {
      return inputShape;
    }
  }
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 64, kernelSize: 3, activation: 'relu' }),
      ${layers}
    ],
  });`;

describe('local-response-normalization', () => {
  it.each(['LocalResponseNormalization', 'LRN', 'LocalResponseNorm2D', 'LRNLayer'])(
    'finds a class named %s',
    (name) => {
      const text = network(name, `new ${name}({ name: 'norm' }),`);
      expect(placesOf(RULE, text)).toEqual([`new ${name}({ name: 'norm' })`]);
      expect(adviceOf(RULE, text)[0]?.message).toContain('Local response normalisation over 64 channels');
    },
  );

  it.each(['LayerNorm', 'GroupNormalization', 'LrnStatistics'])('leaves a class named %s alone', (name) => {
    expect(adviceOf(RULE, network(name, `new ${name}({}),`))).toEqual([]);
  });

  it('puts batch normalisation there and keeps the name', () => {
    const { text, effect } = fixOf(RULE, network('LRN', "new LRN({ name: 'norm', depthRadius: 2 }),"));
    expect(text).toContain("tf.layers.batchNormalization({ name: 'norm' }),");
    expect(effect).toEqual({ parameters: 256, macs: 0, receptiveField: 0 });
  });
});
