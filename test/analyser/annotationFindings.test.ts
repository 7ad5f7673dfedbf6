// Budgets in comments, and what in a comment is not understood.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import type { Finding } from '../../src/analyser/index';

const IMPORT = "import * as tf from '@tensorflow/tfjs';\n";
const DENSE = 'tf.sequential({ layers: [tf.layers.dense({ inputShape: [9], units: 10 })] })';

/** Of a file, or of several of which the first is analysed. */
function findingsOf(rule: string, main: string, files: Readonly<Record<string, string>> = {}): Finding[] {
  const texts = new Map([['/main.ts', IMPORT + main], ...Object.entries(files)]);
  const { findings } = createAnalyser({ readFile: (file) => texts.get(file) }).analyse('/main.ts');
  return findings.filter((finding) => finding.rule === rule);
}

function budgetsOf(main: string, files?: Readonly<Record<string, string>>): string[] {
  return findingsOf('budget', main, files).map(({ severity, limit = '' }) => `${severity} ${limit}`);
}

/** What is underlined, and what is said about it. */
function problemsOf(main: string): (readonly [string, string])[] {
  return findingsOf('convlens-comment', main).map(
    ({ range, message }) => [(IMPORT + main).slice(range.start, range.end), message] as const,
  );
}

describe('a budget', () => {
  it('is kept up to the limit, and exceeded behind it', () => {
    const over = (limits: string): string[] => budgetsOf(`/** @convlens budget ${limits} */\nconst model = ${DENSE};`);
    expect(over('params<=100 params<101 params>=100 params>99 macs<=90')).toEqual([]);
    expect(over('params<100 params<=99 params>=101 params>100 macs<90')).toEqual([
      'error params<100',
      'error params<=99',
      'error params>=101',
      'error params>100',
      'error macs<90',
    ]);
  });

  it('says what is measured, by how much it is over, and which layers hold most, on the call of the model', () => {
    const text = `/** @convlens budget params<1k */
const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [8, 8, 3], filters: 4, kernelSize: 3 }));
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 10, name: 'wide' }));`;
    const [{ message, range, model } = {}, ...others] = findingsOf('budget', text.replace('model = ', 'model /**/ = '));
    expect(others).toEqual([]);
    expect(model?.name).toBe('model');
    expect(range && range.end - range.start).toBe('tf.sequential()'.length);
    expect(message).toBe(
      '1,562 parameters, 562 more than the budget params<1k allows.\n' +
        'Most is held by wide 1,450 (93 %) and conv2d_Conv2D1 112 (7 %).',
    );
  });

  it('measures the memory of weights and activations', () => {
    // 100 parameters, and 9 + 10 numbers for one sample.
    const [finding] = findingsOf('budget', `/** @convlens budget memory<400B */\nconst model = ${DENSE};`);
    expect(finding?.message).toMatch(/^4\d\d bytes for weights and activations, \d\d more than/);
  });

  it('measures the receptive field on the axis that is worst', () => {
    const text = (limit: string): string => `/** @convlens budget ${limit} */
const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [64, 64, 3], filters: 4, kernelSize: [3, 7], strides: 2 }));`;
    expect(budgetsOf(text('rf>=3 rf<=7'))).toEqual([]);
    expect(budgetsOf(text('rf>=4 rf<7'))).toEqual(['error rf>=4', 'error rf<7']);
    expect(findingsOf('budget', text('rf>=8'))[0]?.message).toBe(
      'The receptive field at the head is 3 pixels, 5 less than the budget rf>=8 allows.\n' +
        'Each further 3×3 convolution at the head adds 4 pixels.',
    );
  });

  it('stands above the function, the class, or the statement that makes the model', () => {
    const over = ['error params<9'];
    const budget = '/** @convlens budget params<9 */';
    expect(budgetsOf(`${budget}\nfunction build() { return ${DENSE}; }`)).toEqual(over);
    expect(budgetsOf(`${budget}\nexport const build = () => ${DENSE};`)).toEqual(over);
    expect(budgetsOf(`class Net {\n${budget}\nbuild() { return ${DENSE}; } }`)).toEqual(over);
    expect(budgetsOf(`${budget}\nclass Net { build() { return ${DENSE}; } }`)).toEqual(over);
    expect(budgetsOf(`export default {\n${budget}\nbuild() { return ${DENSE}; } };`)).toEqual(over);
    expect(budgetsOf(`function build() { return ${DENSE}; }\n${budget}\nconst model = build();`)).toEqual(over);
    expect(budgetsOf(`${budget}\nconst other = 1;\nconst model = ${DENSE};`)).toEqual([]);
  });

  it('stands in another file, above what makes the model there', () => {
    const files = {
      '/net.ts': `${IMPORT}/** @convlens budget params<9 */\nexport function build() { return ${DENSE}; }`,
    };
    expect(budgetsOf("import { build } from './net';\nconst model = build();", files)).toEqual(['error params<9']);
  });

  it('is for the whole, not for the parts that it is made of', () => {
    const text = `/** @convlens budget params>=100 params>100 */
function build() {
  const base = ${DENSE};
  const whole = tf.sequential();
  whole.add(base);
  whole.add(tf.layers.dense({ units: 1 }));
  return whole;
}`;
    expect(budgetsOf(text)).toEqual([]);
  });

  it('is told for each model, one place together', () => {
    const text = `/** @convlens budget params<20 */
function build(units: number) { return tf.sequential({ layers: [tf.layers.dense({ inputShape: [9], units })] }); }
build(1); build(3); build(4);`;
    expect(findingsOf('budget', text).map(({ message }) => message.slice(0, 2))).toEqual(['30', '40']);
  });

  it('is silenced as any finding', () => {
    const text = `/** @convlens budget params<9 */\n// convlens-disable-next-line budget\nconst model = ${DENSE};`;
    expect(budgetsOf(text)).toEqual([]);
  });

  it('names the symbols when it cannot be decided', () => {
    const text = `/** @convlens budget params<5M */
export function build(units: number) { return tf.sequential({ layers: [tf.layers.dense({ inputShape: [9], units })] }); }`;
    const [finding, ...others] = findingsOf('budget', text);
    expect(others).toEqual([]);
    expect(finding?.severity).toBe('hint');
    expect(finding?.message).toMatch(/params<5M is kept depends on units: params = 10·units\. .*@convlens units=…/);
  });

  it('says why it cannot be decided', () => {
    const unknown = `/** @convlens budget params<5M */
const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [9], units: Number(prompt()) })] });`;
    expect(findingsOf('budget', unknown).map(({ severity, message }) => [severity, message])).toEqual([
      ['hint', expect.stringMatching(/^It is not known whether the budget params<5M is kept: .+\.$/)],
    ]);
    const stopped = `/** @convlens budget params>5M */\nconst model = ${DENSE};\nwhile (Date.now() > 0) model.layers.length;
for (;;) model.add(tf.layers.dense({ units: 3 }));`;
    expect(budgetsOf(stopped)).toEqual(['hint params>5M']);
  });

  it('stands beside values, in one comment or in several', () => {
    const build =
      'export function build(classes: number) { return tf.sequential({ layers: [tf.layers.dense({ inputShape: [9], units: classes })] }); }';
    const over = ['error params<20', 'error macs<20'];
    expect(budgetsOf(`/** @convlens classes=3 budget params<20 macs<20 */\n${build}`)).toEqual(over);
    expect(budgetsOf(`/** @convlens budget params<20 macs<20 classes=3 -- for phones */\n${build}`)).toEqual(over);
    expect(
      budgetsOf(`/**\n * @convlens budget params<20\n * @convlens classes=3 budget macs<20\n */\n${build}`),
    ).toEqual(over);
    expect(budgetsOf(`// @convlens classes=3\n// @convlens budget params < 20, macs < 20\n${build}`)).toEqual(over);
  });
});

describe('what a comment says', () => {
  it('is told where it is no limit', () => {
    const text = `/** @convlens budget flops<3 params=3 params<5Q nonsense params<1G -- words that say why */\nconst model = ${DENSE};`;
    expect(problemsOf(text)).toEqual([
      ['flops<3', expect.stringMatching(/cannot limit `flops`/)],
      ['params=3', expect.stringMatching(/<, <=, > or >=/)],
      ['params<5Q', expect.stringMatching(/must be followed by a number/)],
      ['nonsense', expect.stringMatching(/is not a limit/)],
    ]);
  });

  it('is told where a limit stands without the word, and the word without a limit', () => {
    expect(problemsOf(`/** @convlens params<3 */\nconst model = ${DENSE};`)).toEqual([
      ['params<3', expect.stringMatching(/write `budget` before it/)],
    ]);
    expect(problemsOf(`/** @convlens budget */\nconst model = ${DENSE};`)).toEqual([
      ['budget', expect.stringMatching(/no limit/)],
    ]);
  });

  it('is told where a value is for no parameter', () => {
    const body = `{ return ${DENSE}; }`;
    expect(
      problemsOf(`/** @convlens clases=3 size=2 */\nfunction build(classes: number, size: number) ${body}`),
    ).toEqual([['clases=3', 'The function below this comment has no parameter `clases`; it takes classes, size.']]);
    expect(problemsOf(`/** @convlens classes=3 */\nconst model = ${DENSE};`)).toEqual([
      ['classes=3', expect.stringMatching(/there is no function below this comment/)],
    ]);
    const good = [
      `/** @convlens options.classes=3 */\nfunction build(options: { classes: number }) ${body}`,
      `/** @convlens classes=3 */\nconst build = ({ classes = 2 }) => ${DENSE};`,
      `class Net {\n/** @convlens classes=3 */\nconstructor(private classes: number) {}\nbuild() ${body} }`,
      `/** Made for @convlens, where a > b.\n * classes=3 is not read here.\n */\nfunction build() ${body}`,
    ];
    for (const text of good) expect(problemsOf(text)).toEqual([]);
  });

  it('is not read in texts', () => {
    expect(problemsOf(`const text = "/** @convlens nonsense=3 budget */";\nconst model = ${DENSE};`)).toEqual([]);
  });
});
