// User files as people write them, and the model that is found in them.

import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ModelChoice } from '../../../src/protocol/runner';
import { choose, chooseFixture, request, startRunner, writeFiles } from './startRunner';

const IMPORT = `import * as tf from '@tensorflow/tfjs';\n`;
const MODEL = `export const model = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 3], filters: 2, kernelSize: 3 })] });\n`;

async function runLayers(choice: ModelChoice): Promise<string[]> {
  const runner = startRunner();
  await runner.client.run(request(choice));
  return runner.results.map(({ index, shape }) => {
    const { className } = runner.layers[index] ?? {};
    return `${className} ${shape.slice(1).join('×')}`;
  });
}

describe('fixtures', () => {
  it.each<readonly [string, ModelChoice, readonly string[]]>([
    [
      'an enum, an extensionless import, layers added in another file',
      chooseFixture('tiny.ts', 10, { name: 'net' }),
      [
        'InputLayer 16×16×3',
        'Conv2D 16×16×4',
        'BatchNormalization 16×16×4',
        'MaxPooling2D 8×8×4',
        'Flatten 256',
        'Dense 5',
      ],
    ],
    ['top-level await in an ES module', chooseFixture('topLevelAwait.mjs', 6), ['InputLayer 8×8×3', 'Conv2D 6×6×2']],
    [
      'CommonJS, a layer applied twice, a free size',
      chooseFixture('commonJs.cjs', 10),
      ['InputLayer 224×224×1', 'Conv2D 224×224×1', 'Conv2D 224×224×1', 'Add 224×224×1', 'GlobalAveragePooling2D 1'],
    ],
    [
      'custom layers and a nested model',
      chooseFixture('customLayer.ts', 70),
      [
        'InputLayer 12×12×3',
        'Conv2D 10×10×4',
        'Scale 10×10×4',
        'GroupedConvolution 10×10×4',
        'DepthwiseConv2D 8×8×4',
        'ReLU 8×8×4',
        'Flatten 256',
        'Normalise 8×8×4',
      ].sort(),
    ],
    [
      'a script that trains',
      chooseFixture('trains.ts', 6),
      ['InputLayer 8×8×3', 'Conv2D 6×6×2', 'GlobalAveragePooling2D 2'],
    ],
    [
      'a function with a required argument',
      chooseFixture('factory.ts', 5, { factory: 'build', arguments: { filters: 4 } }),
      ['InputLayer 8×8×3', 'Conv2D 6×6×4'],
    ],
    [
      'a function with named options',
      chooseFixture('factory.ts', 5, { factory: 'build', arguments: { filters: 4, side: 10 } }),
      ['InputLayer 10×10×3', 'Conv2D 8×8×4'],
    ],
    [
      'an asynchronous function with a default argument',
      chooseFixture('factory.ts', 5, { factory: 'buildLater' }),
      ['InputLayer 8×8×3', 'Conv2D 6×6×3'],
    ],
    ['a class', chooseFixture('factory.ts', 5, { factory: 'Net' }), ['InputLayer 8×8×3', 'Conv2D 6×6×6']],
    ['a method', chooseFixture('factory.ts', 5, { factory: 'Net.make' }), ['InputLayer 8×8×3', 'Conv2D 6×6×7']],
    [
      'a method of an instance, both with parameters',
      chooseFixture('factory.ts', 5, {
        factory: 'Sized.make',
        arguments: { filters: 2, side: 9 },
        optionalParameters: ['note'],
      }),
      ['InputLayer 9×9×3', 'Conv2D 7×7×2'],
    ],
    [
      'a static method',
      chooseFixture('factory.ts', 5, { factory: 'Net.create' }),
      ['InputLayer 8×8×3', 'Conv2D 6×6×8'],
    ],
  ])('%s', async (_, choice, layers) => {
    const found = await runLayers(choice);
    expect(choice.file.endsWith('customLayer.ts') ? found.sort() : found).toEqual(layers);
  });
});

describe('ways to write a module', () => {
  const two = ['InputLayer 8×8×3', 'Conv2D 6×6×2'];

  it.each<readonly [string, Readonly<Record<string, string>>, number]>([
    ['default import', { 'model.ts': `import tf from '@tensorflow/tfjs';\n${MODEL}` }, 2],
    [
      'named imports of a part',
      {
        'model.ts': `import { sequential, layers } from '@tensorflow/tfjs-layers';\nconst model = sequential();\nmodel.add(layers.conv2d({ inputShape: [8, 8, 3], filters: 2, kernelSize: 3 }));`,
      },
      2,
    ],
    ['tfjs-node', { 'model.ts': `import * as tf from '@tensorflow/tfjs-node-gpu';\n${MODEL}` }, 2],
    ['dynamic import', { 'model.mjs': `const tf = await import('@tensorflow/tfjs');\n${MODEL}` }, 2],
    [
      'require in a JavaScript file',
      {
        'model.js': `const tf = require('@tensorflow/tfjs');\nconst model = tf.sequential();\nmodel.add(tf.layers.conv2d({ inputShape: [8, 8, 3], filters: 2, kernelSize: 3 }));`,
      },
      2,
    ],
    [
      '`type: module` and import.meta',
      {
        'package.json': '{"type":"module"}',
        'model.js': `${IMPORT}if (!import.meta.url.endsWith('model.js')) throw new Error();\n${MODEL}`,
      },
      3,
    ],
    [
      'TSX',
      {
        'model.tsx': `${IMPORT}${MODEL}const React = { createElement: () => null };\nexport const View = () => <p>{model.name}</p>;`,
      },
      2,
    ],
    [
      'a path mapped by tsconfig',
      {
        'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["./lib/*"]}}}',
        'lib/sizes.ts': 'export const filters = 2;',
        'model.ts': `${IMPORT}import { filters } from '@/sizes';\nexport const model = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 3], filters, kernelSize: 3 })] });`,
      },
      3,
    ],
    [
      'a package that requires TensorFlow.js',
      {
        'node_modules/heads/package.json': '{"name":"heads","main":"main.js"}',
        'node_modules/heads/main.js': `const tf = require('@tensorflow/tfjs');\nexports.head = () => tf.layers.conv2d({ inputShape: [8, 8, 3], filters: 2, kernelSize: 3 });`,
        'model.ts': `${IMPORT}import { head } from 'heads';\nexport const model = tf.sequential({ layers: [head()] });`,
      },
      3,
    ],
    [
      'an ES package that imports TensorFlow.js',
      {
        'node_modules/heads/package.json': '{"name":"heads","type":"module","exports":"./main.js"}',
        'node_modules/heads/main.js': `import * as tf from '@tensorflow/tfjs';\nexport const head = () => tf.layers.conv2d({ inputShape: [8, 8, 3], filters: 2, kernelSize: 3 });`,
        'model.ts': `${IMPORT}import { head } from 'heads';\nexport const model = tf.sequential({ layers: [head()] });`,
      },
      3,
    ],
    [
      'files that import each other',
      {
        'model.ts': `${IMPORT}import { size } from './other';\nexport const filters = 2;\nexport const model = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 3], filters, kernelSize: size })] });`,
        'other.ts': `import { filters } from './model';\nexport const size = 3;\nexport const doubled = () => 2 * filters;`,
      },
      4,
    ],
    [
      'JSON and Node modules',
      {
        'sizes.json': '{"filters":2}',
        'model.ts': `${IMPORT}import path from 'node:path';\nimport sizes from './sizes.json';\nexport const model = tf.sequential({ name: path.basename('a/b'), layers: [tf.layers.conv2d({ inputShape: [8, 8, 3], kernelSize: 3, ...sizes })] });`,
      },
      4,
    ],
    ['a byte-order mark', { 'model.ts': `\uFEFF${IMPORT}${MODEL}` }, 2],
    ['a first line for the shell', { 'model.ts': `#!/usr/bin/env node\n${IMPORT}${MODEL}` }, 3],
  ])('%s', async (_, files, line) => {
    const folder = writeFiles(files);
    const name = Object.keys(files).find((file) => file.startsWith('model.')) ?? '';
    expect(await runLayers(choose(path.join(folder, name), line))).toEqual(two);
  });

  it('tells where each layer was created, through helpers and imports', async () => {
    const runner = startRunner();
    await runner.client.run(request(chooseFixture('tiny.ts', 10, { name: 'net' })));
    const places = runner.layers.map(({ source }) => source && `${path.basename(source.file)}:${source.line}`);
    expect(places.slice(1)).toEqual(['tiny.ts:12', 'tiny.ts:20', 'tiny.ts:21', 'head.ts:6', 'head.ts:7']);
  });

  it('chooses between the models of a file by their lines', async () => {
    const one = (name: string, filters: number) =>
      `export const ${name} = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 3], filters: ${filters}, kernelSize: 3 })] });\n`;
    const folder = writeFiles({ 'model.ts': `${IMPORT}${one('a', 1)}${one('b', 2)}${one('c', 3)}` });
    const file = path.join(folder, 'model.ts');
    expect(await runLayers(choose(file, 3, { name: 'b' }))).toContain('Conv2D 6×6×2');
    expect(await runLayers(choose(file, 4, { name: 'c' }))).toContain('Conv2D 6×6×3');
  });
});
