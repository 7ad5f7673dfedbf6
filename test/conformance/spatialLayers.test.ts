// Receptive fields of random stacks of spatial layers: a pixel that changes an output lies within the output's field, and no output
// sees more pixels than its size says. Pixels are changed one row and one column at a time.

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { Unknown } from '../../src/analyser/index';
import { runSource } from '../support/runSource';

const FILE = '/project/model.ts';

const pair = (min: number, max: number): fc.Arbitrary<string> => {
  const size = fc.integer({ min, max });
  return fc.oneof(
    size.map(String),
    fc.tuple(size, size).map((sizes) => `[${sizes.join(', ')}]`),
  );
};
const padding = fc.constantFrom("padding: 'same'", "padding: 'valid'");
const edges = fc.constantFrom('1', '[1, 2]', '[[0, 2], [1, 0]]');
const ones = "kernelInitializer: 'ones'";

/** Layer calls; weights of 1 cancel nothing out. Maxima are left out: they hide what is not the largest. */
const layer = fc.oneof(
  fc
    .tuple(pair(1, 5), pair(1, 3), padding)
    .map(([size, strides, pad]) => `conv2d({ filters: 2, kernelSize: ${size}, strides: ${strides}, ${pad}, ${ones} })`),
  fc
    .tuple(pair(2, 3), pair(2, 3), padding)
    .map(([size, rate, pad]) => `conv2d({ filters: 2, kernelSize: ${size}, dilationRate: ${rate}, ${pad}, ${ones} })`),
  fc
    .tuple(pair(1, 4), fc.integer({ min: 1, max: 3 }), padding)
    .map(
      ([size, strides, pad]) =>
        `depthwiseConv2d({ kernelSize: ${size}, strides: ${String(strides)}, ${pad}, depthwiseInitializer: 'ones' })`,
    ),
  fc
    .tuple(pair(1, 4), padding)
    .map(
      ([size, pad]) =>
        `separableConv2d({ filters: 2, kernelSize: ${size}, ${pad}, depthwiseInitializer: 'ones', pointwiseInitializer: 'ones' })`,
    ),
  fc
    .tuple(pair(1, 4), pair(1, 2), padding)
    .map(
      ([size, strides, pad]) =>
        `conv2dTranspose({ filters: 2, kernelSize: ${size}, strides: ${strides}, ${pad}, ${ones} })`,
    ),
  fc
    .tuple(pair(1, 4), pair(1, 3), padding)
    .map(([size, strides, pad]) => `averagePooling2d({ poolSize: ${size}, strides: ${strides}, ${pad} })`),
  fc
    .tuple(pair(2, 3), fc.constantFrom('nearest', 'bilinear'))
    .map(
      ([size, how]) =>
        `upSampling2d({ size: ${size.startsWith('[') ? size : `[${size}, ${size}]`}, interpolation: '${how}' })`,
    ),
  fc
    .tuple(fc.integer({ min: 6, max: 20 }), fc.constantFrom('nearest', 'bilinear'))
    .map(([size, how]) => `resizing({ height: ${String(size)}, width: 9, interpolation: '${how}' })`),
  edges.map((sizes) => `zeroPadding2d({ padding: ${sizes} })`),
  edges.map((sizes) => `cropping2D({ cropping: ${sizes} })`),
  fc.integer({ min: 5, max: 8 }).map((size) => `centerCrop({ height: ${String(size)}, width: ${String(size)} })`),
  fc.constantFrom(`dense({ units: 2, ${ones} })`, "activation({ activation: 'softplus' })", 'layerNormalization()'),
);

const step = fc.oneof(
  { weight: 5, arbitrary: layer.map((call) => `x = tf.layers.${call}.apply(x);`) },
  { weight: 1, arbitrary: layer.map((call) => `x = tf.layers.add().apply([x, tf.layers.${call}.apply(x)]);`) },
);

/** The pixels along one axis that change an output position. */
type Seen = readonly boolean[];

/** For each axis and position on it, with the other axis in the middle; undefined where tfjs does not run the model. */
function measure(model: tf.LayersModel, [height, width]: readonly [number, number]): readonly Seen[][] | undefined {
  return tf.tidy(() => {
    const picture = tf.randomUniform([1, height, width, 2], 1, 2, 'float32', 7);
    const run = (pictures: tf.Tensor): number[][][][] =>
      (model.predict(pictures) as tf.Tensor).arraySync() as number[][][][];
    try {
      const before = run(picture)[0]!;
      return [height, width].map((length, axis) => {
        const changed = tf.eye(length).reshape(axis === 0 ? [length, length, 1, 1] : [length, 1, length, 1]);
        const after = run(picture.add(changed.mul(0.37)));
        const count = axis === 0 ? before.length : before[0]!.length;
        const at = (map: number[][][], u: number): number[] =>
          axis === 0 ? map[u]![Math.floor(map[u]!.length / 2)]! : map[Math.floor(map.length / 2)]![u]!;
        return Array.from({ length: count }, (_, u) =>
          after.map((map) => at(map, u).some((value, channel) => Math.abs(value - at(before, u)[channel]!) > 1e-4)),
        );
      });
    } catch {
      return undefined;
    }
  });
}

beforeAll(() => tf.setBackend('cpu'));

it('holds for random stacks', async () => {
  let measured = 0;
  const stacks = fc.tuple(
    fc.integer({ min: 9, max: 15 }),
    fc.integer({ min: 9, max: 15 }),
    fc.array(step, { minLength: 1, maxLength: 3 }),
  );
  for (const [height, width, steps] of fc.sample(stacks, { numRuns: 150, seed: 23 })) {
    const text = `import * as tf from '@tensorflow/tfjs';\nconst input = tf.input({ shape: [${String(height)}, ${String(width)}, 2] });\nlet x = input;\n${steps.join('\n')}\nexport const model = tf.model({ inputs: input, outputs: x });`;
    const model = await build(text);
    if (!model) continue;
    const analysis = createAnalyser({ readFile: () => text }).analyse(FILE).models[0];
    const field = analysis?.layers.find(({ application }) =>
      application?.outputs.includes(analysis.model.outputs[0]!),
    )?.receptiveField;
    const seen = measure(model, [height, width]);
    model.dispose();
    if (!seen || field === undefined || field instanceof Unknown || field.global) continue;
    measured++;
    seen.forEach((positions, axis) => {
      positions.forEach((pixels, u) => {
        const first = u * Number(field.stride[axis]) - Number(field.padding[axis]);
        const last = first + Number(field.extent[axis]) - 1;
        const where = `position ${String(u)} of axis ${String(axis)} in\n${text}`;
        const found = [pixels.indexOf(true), pixels.lastIndexOf(true)] as const;
        if (found[0] < 0) return;
        expect(found[0], `first pixel of ${where}`).toBeGreaterThanOrEqual(first - 1e-6);
        expect(found[1], `last pixel of ${where}`).toBeLessThanOrEqual(last + 1e-6);
        expect(found[1] - found[0] + 1, `pixels of ${where}`).toBeLessThanOrEqual(Number(field.size[axis]));
      });
    });
  }
  expect(measured).toBeGreaterThan(60);
});

/** @returns undefined where tfjs refuses the stack, or where there is too much of it to follow */
async function build(text: string): Promise<tf.LayersModel | undefined> {
  try {
    const { model } = (await runSource(new Map([[FILE, text]]), {}, () => tf)) as { model: tf.LayersModel };
    const [, height = 0, width = 0] = model.outputs[0]!.shape as number[];
    return height > 0 && width > 0 && height * width < 3000 ? model : undefined;
  } catch {
    return undefined;
  }
}
