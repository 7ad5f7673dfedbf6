// Values of parameters: from a comment, from outside, and offered where they are missing.

import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/features/fixes';
import { createAnalyser } from '../../../src/analyser/createAnalyser';
import type { FileAnalysis } from '../../../src/analyser/index';
import { expectReadings, hostOf } from '../../support/annotatedSource';

const FILE = '/project/model.ts';

function analyse(text: string): FileAnalysis {
  return createAnalyser(hostOf(new Map([[FILE, text]]))).analyse(FILE);
}

describe('values', () => {
  const text = `
      import * as tf from '@tensorflow/tfjs';
      /** Builds it. @convlens classes=10 size=[8,8,3] activation='relu' */
      export const build = (classes: number, size: number[], activation: string) => tf.sequential({ layers: [
        tf.layers.flatten({ inputShape: size }),
//      ^ Flatten [null,192] 0
        tf.layers.dense({ units: classes, activation }),
//      ^ Dense [null,10] 1930
      ] });
    `;

  it('come from a comment above the function', () => {
    expectReadings(text);
  });

  it('from outside go before the comment', () => {
    expectReadings(text.replace('[null,10] 1930', '[null,2] 386'), { values: new Map([['classes', 2]]) });
  });

  it('reach functions whose call gives something unknown', () => {
    expectReadings(
      `
      import * as tf from '@tensorflow/tfjs';
      const args = parser.parseArgs();
      const build = (units) => tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units })] });
//                                                      ^ Dense [null,6] 24
      build(args.units);
    `,
      { values: new Map([['units', 6]]) },
    );
  });

  it('are offered where they are missing, and make the figures numbers', () => {
    const open = `import * as tf from '@tensorflow/tfjs';
class Net {
  build(classes: number, size: [number, number, number]) {
    return tf.sequential({ layers: [tf.layers.flatten({ inputShape: size }), tf.layers.dense({ units: classes })] });
  }
}
`;
    const [finding, ...others] = analyse(open).findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'open-parameter', severity: 'hint' });
    expect(finding?.message).toContain('`classes` and `size`');
    const fixed = applyEdits(open, finding?.fixes[0]?.edits ?? []);
    expect(fixed).toContain('  /** @convlens classes=10 size=[224,224,3] */\n  build(');
    const after = analyse(fixed);
    expect(after.findings).toEqual([]);
    expect(after.models[0]?.totals.parameters).toBe(224 * 224 * 3 * 10 + 10);
  });

  it.each([
    ['kernelSize', '3'],
    ['hiddenSize', '32'],
    ['imageSize', '224'],
    ['state_size', '32'],
    ['poolSize', '2'],
    ['height', '224'],
    ['blocks', '4'],
  ])('the comment has an example for %s', (name, example) => {
    const { findings } = analyse(`
      import * as tf from '@tensorflow/tfjs';
      export function build(${name}) {
        return tf.sequential({ layers: [tf.layers.dense({ units: ${name} * 2, inputShape: [3] })] });
      }
    `);
    const [finding] = findings.filter(({ rule }) => rule === 'open-parameter');
    expect(finding?.message).toContain(`@convlens ${name}=${example} */`);
  });

  it('the comment names what the figures depend on, a list where one is wanted', () => {
    const { findings } = analyse(`
      import * as tf from '@tensorflow/tfjs';
      export function pictures(inputShape, { epsilon, kind }) {
        const input = tf.input({ shape: inputShape });
        let x = tf.layers.dense({ units: 3 }).apply(input);
        if (kind === 'deep' || Math.random() < epsilon) x = tf.layers.dense({ units: 4 }).apply(x);
        return tf.model({ inputs: input, outputs: x });
      }
      export function split(parts, game, dropout) {
        const model = tf.sequential({ layers: [tf.layers.dense({ units: parts[1], inputShape: [game.rows()] })] });
        for (let i = 0; i < game.channels(); i++) model.add(tf.layers.dropout({ rate: dropout }));
        return model;
      }
      export function stack(sizes, state_size) {
        const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [state_size] })] });
        for (let i = 0; i < sizes.length; i++) model.add(tf.layers.dense({ units: sizes[i] }));
        return model;
      }
      export function explore(rate) {
        const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [4] })] });
        return rate * 2 > Math.random() ? model : undefined;
      }
    `);
    expect(findings.map(({ message }) => /@convlens .*(?= \*)/.exec(message)?.[0])).toEqual([
      '@convlens inputShape=[224,224,3]',
      '@convlens parts=[32,32]',
      '@convlens sizes=[32,32] state_size=32',
    ]);
  });
});
