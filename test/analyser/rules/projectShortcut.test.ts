import { describe, expect, it } from 'vitest';
import { applyEdits, measureEffect } from '../../../src/features/fixes';
import { modelOfFinding } from '../../../src/features/modelOfFinding';
import { analyse } from './advice';

const IMPORT = "import * as tf from '@tensorflow/tfjs';\n";

/** Applies the fix of the only error; what is left must be a complete model without errors. */
function projected(text: string) {
  const before = analyse(IMPORT + text);
  const errors = before.findings.filter(({ severity }) => severity === 'error');
  const [fix, ...others] = errors.flatMap(({ fixes }) => fixes);
  expect(others).toEqual([]);
  if (!fix) throw new Error(`no fix: ${errors.map(({ message }) => message).join()}`);
  expect(fix.title).toBe('Project the shortcut with a 1×1 convolution');
  const fixed = applyEdits(IMPORT + text, fix.edits);
  const after = analyse(fixed);
  expect(after.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(after.models.map(({ status }) => status)).toEqual(['complete']);
  const model = errors[0] && modelOfFinding(before, errors[0]);
  return { text: fixed, effect: model && measureEffect(before, after, model), after };
}

function fixesOf(text: string) {
  const errors = analyse(IMPORT + text).findings.filter(({ severity }) => severity === 'error');
  expect(errors).not.toEqual([]);
  return errors.flatMap(({ fixes }) => fixes);
}

const block = (sum: string, { shape = '[32, 32, 64]', residual = 'filters: 128, kernelSize: 3, strides: 2' } = {}) => `
  const x = tf.input({ shape: ${shape} });
  const y = tf.layers.conv2d({ ${residual}, padding: 'same' }).apply(x) as tf.SymbolicTensor;
  const z = tf.layers.batchNormalization().apply(y) as tf.SymbolicTensor;
  const sum = ${sum} as tf.SymbolicTensor;
  const model = tf.model({ inputs: x, outputs: sum });`;

describe('projectShortcut', () => {
  it('projects to the channels and the steps of the other branch', () => {
    const { text, after } = projected(block('tf.layers.add().apply([z, x])'));
    expect(text).toContain(
      'tf.layers.add().apply([z, tf.layers.conv2d({ filters: 128, kernelSize: 1, strides: 2 }).apply(x) as tf.SymbolicTensor])',
    );
    // 9·64·128 + 128, 4·128, and 64·128 + 128
    expect(after.models[0]?.totals.parameters).toBe(73_856 + 512 + 8_320);
  });

  it('takes no steps where only the channels differ', () => {
    const { text } = projected(block('tf.layers.add().apply([x, z])', { residual: 'filters: 128, kernelSize: 3' }));
    expect(text).toContain(
      'apply([tf.layers.conv2d({ filters: 128, kernelSize: 1 }).apply(x) as tf.SymbolicTensor, z])',
    );
  });

  it('keeps the type that the list has, and odd sizes', () => {
    const sum = 'tf.layers.add().apply([z, x] as tf.SymbolicTensor[])';
    const { text } = projected(block(sum, { shape: '[7, 7, 64]', residual: 'filters: 64, kernelSize: 3, strides: 2' }));
    expect(text).toContain(
      '[z, tf.layers.conv2d({ filters: 64, kernelSize: 1, strides: 2 }).apply(x)] as tf.SymbolicTensor[]',
    );
  });

  it('works on a layer that has a name, and on imported layers', () => {
    const text = `
      const { add, conv2d } = tf.layers;
      const x = tf.input({ shape: [32, 32, 64] });
      const y = conv2d({ filters: 128, kernelSize: 3, padding: 'same' }).apply(x) as tf.SymbolicTensor;
      const join = add();
      const sum = join.apply([x, y]) as tf.SymbolicTensor;
      const model = tf.model({ inputs: x, outputs: sum });`;
    expect(projected(text).text).toContain('join.apply([conv2d({ filters: 128, kernelSize: 1 }).apply(x), y])');
  });

  const residual = (calls: string): string => `
    function residual(x: tf.SymbolicTensor, filters: number, strides: number): tf.SymbolicTensor {
      let y = tf.layers.conv2d({ filters, kernelSize: 3, strides, padding: 'same' }).apply(x) as tf.SymbolicTensor;
      y = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same' }).apply(y) as tf.SymbolicTensor;
      return tf.layers.add().apply([x, y]) as tf.SymbolicTensor;
    }
    const image = tf.input({ shape: [64, 64, 3] });
    const x = tf.layers.conv2d({ filters: 64, kernelSize: 7, strides: 2, padding: 'same' }).apply(image) as tf.SymbolicTensor;
    const model = tf.model({ inputs: image, outputs: ${calls} });`;

  it("takes the function's own names, which hold for each of its calls", () => {
    const { text } = projected(residual('residual(residual(x, 128, 2), 256, 2)'));
    expect(text).toContain(
      'apply([tf.layers.conv2d({ filters, kernelSize: 1, strides }).apply(x) as tf.SymbolicTensor, y])',
    );
  });

  it('sees what comes behind a sum that is refused', () => {
    const { text } = projected(residual('residual(residual(residual(x, 64, 1), 128, 2), 128, 1)'));
    expect(text).toContain('[strides === 1 ? x : tf.layers.conv2d({ filters, kernelSize: 1, strides }).apply(x)');
  });

  it('leaves shortcuts that can be added as they are', () => {
    const { text, after } = projected(residual('residual(residual(x, 64, 1), 128, 2)'));
    expect(text).toContain(
      'apply([strides === 1 ? x : tf.layers.conv2d({ filters, kernelSize: 1, strides }).apply(x) as tf.SymbolicTensor, y])',
    );
    expect(after.models[0]?.layers.filter(({ layer }) => layer.factory === 'conv2d')).toHaveLength(6);
  });

  it('writes symbols where they are those of the other branch', () => {
    const text = `
      export function build(filters: number): tf.LayersModel {
        const x = tf.input({ shape: [32, 32, 64] });
        const y = tf.layers.conv2d({ filters, kernelSize: 3, strides: 2, padding: 'same' }).apply(x) as tf.SymbolicTensor;
        const sum = tf.layers.add().apply([y, x]) as tf.SymbolicTensor;
        return tf.model({ inputs: x, outputs: sum });
      }`;
    expect(projected(text).text).toContain('tf.layers.conv2d({ filters, kernelSize: 1, strides: 2 }).apply(x)');
  });

  it.each([
    [
      'a list that is not written there',
      block('tf.layers.add().apply(pair)').replace('const sum', 'const pair = [z, x];\nconst sum'),
    ],
    [
      'steps that do not fit',
      block('tf.layers.add().apply([z, x])', { residual: 'filters: 128, kernelSize: 3, strides: [2, 1]' }),
    ],
    [
      'a map that grows',
      block('tf.layers.add().apply([z, x])').replace(
        "conv2d({ filters: 128, kernelSize: 3, strides: 2, padding: 'same' })",
        'upSampling2d({ size: [2, 2] })',
      ),
    ],
    ['calls that need different ones', residual('residual(residual(x, 64, 1), 128, 1)')],
  ])('offers nothing for %s', (_, text) => {
    expect(fixesOf(text)).toEqual([]);
  });
});
