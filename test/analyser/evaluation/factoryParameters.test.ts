// What a function that makes a model has to be called with, beyond the values that are known.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../../src/analyser/createAnalyser';
import { misfitOf, parseGivenValue, type ModelReading, type ValueType } from '../../../src/analyser/index';

const BODY = '{ return tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [4] })] }); }';

function analyse(text: string): ModelReading {
  const source = `import * as tf from '@tensorflow/tfjs';\n${text}`;
  const [model] = createAnalyser({ readFile: () => source }).analyse('/project/model.ts').models;
  if (!model) throw new Error('There is no model.');
  return model;
}

const missingOf = (text: string): readonly { readonly name: string; readonly type: ValueType }[] =>
  (analyse(text).factoryParameters?.missing ?? []).map(({ name, type }) => ({ name, type }));

const NUMBER = { kind: 'number' } as const;

describe('what is missing', () => {
  it.each<readonly [string, readonly (readonly [string, ValueType])[]]>([
    ['classes: number, depth = 2, name?: string, ...rest: number[]', [['classes', NUMBER]]],
    ['classes', [['classes', { kind: 'any' }]]],
    ["size: 'small' | 'large'", [['size', { kind: 'choice', values: ['small', 'large'] }]]],
    ['size: 1 | 2 | -3 | null', [['size', { kind: 'choice', values: [1, 2, -3, null] }]]],
    ['size: Size', [['size', { kind: 'choice', values: ['s', 'l'] }]]],
    ['isDeep: boolean', [['isDeep', { kind: 'boolean' }]]],
    ['shape: [number, number]', [['shape', { kind: 'tuple', elements: [NUMBER, NUMBER] }]]],
    ['units: readonly number[]', [['units', { kind: 'list', element: NUMBER }]]],
    ['units: Array<number>', [['units', { kind: 'list', element: NUMBER }]]],
    [
      'size: number | [number, number]',
      [['size', { kind: 'union', options: [NUMBER, { kind: 'tuple', elements: [NUMBER, NUMBER] }] }]],
    ],
    ['base: tf.LayersModel', [['base', { kind: 'code' }]]],
    ['head: (x: number) => number', [['head', { kind: 'code' }]]],
    ['head: number | (() => number)', [['head', NUMBER]]],
    [
      'options: Options',
      [
        ['options.classes', NUMBER],
        ['options.activation', { kind: 'text' }],
      ],
    ],
    ['{ classes, depth = 3, side: pixels }: { classes: number; depth?: number; side?: number }', [['classes', NUMBER]]],
    [
      '{ classes, side: pixels }',
      [
        ['classes', { kind: 'any' }],
        ['side', { kind: 'any' }],
      ],
    ],
    ['options: Imported', [['options', { kind: 'any' }]]],
    ['options: Partial<Options>', []],
    [
      'tree: Tree',
      ['size', 'left', 'right'].map((name) => [`tree.${name}`, name === 'size' ? NUMBER : { kind: 'any' }] as const),
    ],
  ])('%s', (parameters, missing) => {
    const types = `enum Size { Small = 's', Large = 'l' }
      interface Options { classes: number; activation: string; depth?: number }
      interface Tree { size: number; left: Tree; right: Tree }`;
    expect(missingOf(`${types} export function build(${parameters}) ${BODY}`)).toEqual(
      missing.map(([name, type]) => ({ name, type })),
    );
  });

  it('is nothing that a comment or the program gives', () => {
    expect(missingOf(`/** @convlens a=1 c.d=3 */ export function build(a: number, b: number, c) ${BODY}`)).toEqual([
      { name: 'b', type: NUMBER },
    ]);
    const called = analyse(`function build(a: number) ${BODY}\nbuild(3);`);
    expect([called.factory, called.factoryParameters]).toEqual([undefined, undefined]);
  });

  it('comes from the constructor too, with the place for a comment', () => {
    const model = analyse(`class Net {
        constructor(private readonly classes: number) {}
        build(depth: number) { return tf.sequential({ layers: [tf.layers.dense({ units: this.classes, inputShape: [depth] })] }); }
      }`);
    expect(model.factory).toBe('Net.build');
    const { missing = [] } = model.factoryParameters ?? {};
    expect(missing.map(({ name, example }) => [name, example])).toEqual([
      ['classes', 10],
      ['depth', 4],
    ]);
    expect(missing[0]?.place.start).toBeLessThan(missing[1]?.place.start ?? 0);
  });

  it('is written above the documentation of the function, so that this stays next to it', () => {
    const text = `// about\n/** Makes it. */\nexport function build(units: number) ${BODY}`;
    const [units] = analyse(text).factoryParameters?.missing ?? [];
    expect(`import * as tf from '@tensorflow/tfjs';\n${text}`.slice(units?.place.start)).toMatch(/^\/\*\* Makes it/);
  });

  it('comes from the constructor of a parent class', () => {
    const model = analyse(`class Base { constructor(side: number) { this.side = side; } }
      class Net extends Base { build() { return tf.sequential({ layers: [tf.layers.dense({ units: this.side, inputShape: [4] })] }); } }`);
    expect(model.factoryParameters?.missing).toMatchObject([{ name: 'side', type: NUMBER, example: 224 }]);
  });

  it('is nothing that the code has a default for', () => {
    const model = analyse(`export function build(units, size, options, { depth, width }) {
        size = size || 4;
        const count = depth ?? 2;
        return tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [size, count, options.head ?? 3, width] })] });
      }`);
    const { missing = [], optional } = model.factoryParameters ?? {};
    expect(missing.map(({ name, example }) => [name, example])).toEqual([
      ['units', 10],
      ['options', {}],
      ['width', 224],
    ]);
    expect(optional).toEqual(['size']);
  });

  it('tells what may be left out, and the empty object that has to be there', () => {
    const model = analyse(`export function build(options: { depth?: number }, name?: string, side = 3) ${BODY}`);
    expect(model.factoryParameters).toEqual({ missing: [], optional: ['name'] });
    expect([...(model.factoryArguments ?? [])]).toEqual([['options', {}]]);
  });
});

describe('a value', () => {
  const list: ValueType = { kind: 'list', element: NUMBER };
  const pair: ValueType = { kind: 'tuple', elements: [NUMBER, NUMBER] };
  const options: ValueType = { kind: 'object', members: [{ name: 'classes', type: NUMBER, isOptional: false }] };
  it.each<readonly [string, ValueType, string | undefined]>([
    ['10', NUMBER, undefined],
    ['ten', NUMBER, 'x must be a number.'],
    ['true', { kind: 'boolean' }, undefined],
    ['1', { kind: 'boolean' }, 'x must be true or false.'],
    ['relu', { kind: 'text' }, undefined],
    ['[1,2]', list, undefined],
    ['[1,"2"]', list, 'x[1] must be a number.'],
    ['224,224', list, 'x must be a list of numbers in brackets, such as [3,3].'],
    ['[1,2]', pair, undefined],
    ['[1]', pair, 'x must have 2 values, not 1.'],
    ['{"classes":1}', options, undefined],
    ['{"clases":1}', options, 'x.classes is missing.'],
    ['[3]', { kind: 'union', options: [NUMBER, pair] }, 'x must be a number, or a list of 2 numbers in brackets.'],
    ['small', { kind: 'choice', values: ['large', 1] }, 'x must be "large" or 1.'],
    ['1', { kind: 'code' }, 'x cannot be written down as a value.'],
  ])('%s for %j', (text, type, misfit) => {
    expect(misfitOf(parseGivenValue(text), type, 'x')).toBe(misfit);
  });
});
