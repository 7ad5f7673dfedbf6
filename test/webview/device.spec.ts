// The graphics card of the panel's page computes what the cpu backend computes. Here the processor imitates it: slowly, and rightly.

import * as tf from '@tensorflow/tfjs';
import { alexNet } from '../../src/networks/alexnet';
import { googLeNet } from '../../src/networks/googlenet';
import { mobileNet } from '../../src/networks/mobilenet';
import { resNet18 } from '../../src/networks/resnet18';
import { shuffleNet } from '../../src/networks/shufflenet';
import { squeezeNet1_1 } from '../../src/networks/squeezenet1_1';
import type { ActivationFigures } from '../../src/runner/core/measureActivation';
import {
  askAll,
  drawTensor,
  installWeights,
  makeSmall,
  run,
  SMALL,
  type ComparedRun,
} from '../runner/core/device/deviceRun';
import { kernelCalls } from '../runner/core/device/kernelCalls';
import { expect, test, type PageDevice } from './deviceFixture';

/** Of the difference, as a part of the layer's largest value: sums of 32-bit floats in another order. */
const MAX_RELATIVE_ERROR = 1e-5;

const networks: Readonly<Record<string, () => tf.LayersModel>> = {
  alexnet: alexNet,
  googlenet: googLeNet,
  mobilenet: mobileNet,
  resnet18: resNet18,
  shufflenet: () => shuffleNet(1000, 3),
  squeezenet: squeezeNet1_1,
};

/** The quick one, or those that are named: CONVLENS_DEVICE_NETWORKS=alexnet,resnet18 */
const chosen = process.env.CONVLENS_DEVICE_NETWORKS?.split(',') ?? ['squeezenet'];
/** Pixels on a side: the least that Inception v4 takes. */
const SIZE = 75;

function relativeError(expected: ArrayLike<number>, found: ArrayLike<number>): number {
  let [difference, largest] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    // NaN must not pass for equal
    difference = Math.max(difference, Math.abs(expected[i]! - found[i]!));
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return found.length !== expected.length ? NaN : largest === 0 ? difference : difference / largest;
}

/** Values of less than this are 0 to a graphics card. */
const LEAST_NORMAL = 2 ** -126;

function expectSameFigures(found: ActivationFigures, expected: ActivationFigures, values: Float32Array): void {
  const largest = Math.max(Math.abs(expected.min), Math.abs(expected.max));
  for (const name of ['min', 'max', 'mean'] as const) {
    expect(Math.abs(found[name] - expected[name])).toBeLessThan(largest * MAX_RELATIVE_ERROR);
  }
  const mostZeros = values.filter((value) => Math.abs(value) < LEAST_NORMAL).length / values.length;
  // what lies around 0 may fall to either side of a ReLU
  expect(found.zeroShare).toBeGreaterThan(expected.zeroShare - 1e-3);
  expect(found.zeroShare).toBeLessThan(mostZeros + 1e-3);
}

/** The largest of all layers. */
async function compareLayers(far: ComparedRun, near: ComparedRun): Promise<number> {
  const errors: number[] = [];
  for (const { index } of near.plan.steps) {
    const [found, expected] = [await far.kept.readAll(index), await near.kept.readAll(index)];
    expect(found.shape).toEqual(expected.shape);
    expect(found.values.some((value) => value !== 0)).toBe(true);
    errors.push(relativeError(expected.values, found.values));
    const [maps, wanted] = [await far.kept.read(index), await near.kept.read(index)];
    // a value on the edge between two levels may fall to either side
    expect(Math.max(...maps.bytes.map((byte, at) => Math.abs(byte - wanted.bytes[at]!)))).toBeLessThanOrEqual(1);
    expectSameFigures(far.figures[index]!, near.figures[index]!, expected.values);
  }
  return Math.max(...errors);
}

test.beforeAll(async () => {
  await tf.setBackend('cpu');
  installWeights();
});

async function compareSmall(device: PageDevice): Promise<void> {
  await device.use();
  const far = await run(makeSmall, { device, size: SMALL });
  // the occlusion map runs the network 200 times
  const found = await askAll(far, ['occlusion']);
  const near = await run(makeSmall, { size: SMALL });
  const expected = await askAll(near, ['occlusion']);
  await device.use();
  expect(await compareLayers(far, near)).toBeLessThan(MAX_RELATIVE_ERROR);
  expect(far.milliseconds.every((time) => time >= 0)).toBe(true);
  expected.visualisations.forEach((wanted, at) => {
    expect(relativeError(wanted.values, found.visualisations[at]!.values)).toBeLessThan(MAX_RELATIVE_ERROR);
    expect(found.visualisations[at]!.position).toEqual(wanted.position);
  });
  expect(relativeError(expected.channel, found.channel)).toBeLessThan(MAX_RELATIVE_ERROR);
  expect(relativeError(expected.changed.output, found.changed.output)).toBeLessThan(MAX_RELATIVE_ERROR);
  expect(relativeError(expected.changed.changes, found.changed.changes)).toBeLessThan(MAX_RELATIVE_ERROR);
}

test('webgpu: layers of many kinds, gradients, the map of a class and an experiment', async ({ device }) => {
  expect(await device.open()).toMatchObject({ backend: 'webgpu', isSoftware: true, passedOver: [] });
  await compareSmall(device);
});

test('webgl: the same', async ({ deviceWithoutWebGpu: device }) => {
  expect(await device.open()).toMatchObject({
    backend: 'webgl',
    isSoftware: true,
    passedOver: ['WebGPU finds no graphics card in the panel.'],
  });
  await compareSmall(device);
});

/** A graphics card is free to compute these less exactly. */
const APPROXIMATED: readonly string[] = ['acos', 'sin', 'cos', 'tan', 'oneHot, fill, range and linspace'];
const MAX_APPROXIMATION = 1e-3;

interface Output {
  readonly form: string;
  readonly values: ArrayLike<number>;
}

function readOutputs(call: () => tf.Tensor | tf.Tensor[]): Promise<Output[]> {
  const outputs = tf.tidy(call);
  return Promise.all(
    [outputs].flat().map(async (output) => {
      const values = await output.data();
      output.dispose();
      return { form: `${output.dtype} [${output.shape.join()}]`, values };
    }),
  );
}

/** The kernels that give something else, with what, and those that the device refuses. */
async function compareKernels(device: PageDevice): Promise<{ different: string[]; refused: string[] }> {
  const [different, refused]: [string[], string[]] = [[], []];
  for (const [name, call] of kernelCalls) {
    await tf.setBackend('cpu');
    const expected = await readOutputs(call);
    await device.use();
    const found = await readOutputs(call).catch((error: unknown) => {
      refused.push(`${name}: ${String(error)}`);
      return expected;
    });
    const limit = APPROXIMATED.includes(name) ? MAX_APPROXIMATION : MAX_RELATIVE_ERROR;
    expected.forEach(({ form, values }, at) => {
      const error = relativeError(values, found[at]!.values);
      if (found[at]!.form !== form || !(error < limit)) different.push(`${name}: ${found[at]!.form}, by ${error}`);
    });
  }
  return { different, refused };
}

test('webgpu: every kernel gives what it gives on the cpu backend, or is refused', async ({ device }) => {
  await device.open();
  const { different, refused } = await compareKernels(device);
  expect(different).toEqual([]);
  // tfjs-backend-webgpu 4.22 has no shaders for these on integers
  expect(refused).toEqual([
    expect.stringMatching(/^integers: RunError: WebGPU refuses it /),
    expect.stringMatching(/^all and any: RunError: WebGPU refuses it /),
  ]);
});

test('webgl: every kernel gives what it gives on the cpu backend', async ({ deviceWithoutWebGpu: device }) => {
  await device.open();
  expect(await compareKernels(device)).toEqual({ different: [], refused: [] });
});

for (const id of chosen) {
  test(`webgpu: every layer of ${id}`, async ({ device }) => {
    test.setTimeout(900_000);
    const build = networks[id]!;
    await device.open();
    await device.use();
    // a small picture leaves fewer values than a dense layer has weights for: behind flatten it goes on with others
    const replace = ({ layer, outputShape }: { layer: { getClassName(): string }; outputShape: readonly unknown[] }) =>
      layer.getClassName() === 'Flatten' ? drawTensor('flattened', [1, outputShape[1] as number]) : undefined;
    const far = await run(build, { device, size: SIZE, replace });
    const near = await run(build, { size: SIZE, replace });
    await device.use();
    const error = await compareLayers(far, near);
    const { batches, characters } = device.sent;
    const layers = near.plan.steps.length;
    console.log(`${id}: ${layers} layers, largest difference ${error.toExponential(1)} of a layer's largest value`);
    console.log(`${id}: ${batches} batches, ${Math.round(characters / 1000)} KB to the page`);
    expect(error).toBeLessThan(MAX_RELATIVE_ERROR);
  });
}

test('a processor that imitates a graphics card is used only where that is asked for', async ({ device }) => {
  expect(await device.open(false)).toEqual({
    refusal: expect.stringMatching(
      /^WebGPU in the panel is imitated by the processor \(google swiftshader\)\. WebGL in the panel is imitated by the processor \(.*SwiftShader.*\)\.$/,
    ) as unknown,
  });
});

async function expectTooLarge(device: PageDevice, message: RegExp): Promise<void> {
  await device.open();
  await device.use();
  const huge = tf.tidy(() => tf.sum(tf.fill([50_000, 50_000], 1)));
  await expect(huge.data()).rejects.toThrow(message);
  // what is small enough goes on
  expect((await tf.sum(tf.fill([100, 100], 1)).data())[0]).toBe(10_000);
}

test('webgpu: what is too large for the graphics card is told, and is no number', async ({ device }) => {
  await expectTooLarge(
    device,
    /^(There is not enough memory for it on the graphics card|WebGPU refuses it) \(.*\)\. Choose/,
  );
});

test('webgl: the same of what is too large', async ({ deviceWithoutWebGpu: device }) => {
  await expectTooLarge(device, /^Requested texture size .* greater than WebGL maximum/);
});

async function loseCard(device: PageDevice): Promise<void> {
  await device.page.evaluate(() => {
    const { devices, contexts } = window as unknown as { devices: GPUDevice[]; contexts: WebGL2RenderingContext[] };
    for (const gpu of devices) gpu.destroy();
    for (const context of contexts) context.getExtension('WEBGL_lose_context')?.loseContext();
  });
}

/** The layer that was under way fails, and the next run has another card. */
async function expectRecovery(device: PageDevice): Promise<void> {
  await device.open();
  await device.use();
  await run(makeSmall, { device, size: SMALL });
  await loseCard(device);
  await expect(run(makeSmall, { device, size: SMALL })).rejects.toThrow(
    /^Layer "\w+" \(\w+\) failed: The graphics card was lost( \(.*\))?\. Run the model again\.$/,
  );
  await device.open();
  expect((await run(makeSmall, { device, size: SMALL })).figures.length).toBe(12);
}

test('webgpu: a graphics card that is lost', ({ device }) => expectRecovery(device));

test('webgl: a graphics card that is lost', ({ deviceWithoutWebGpu: device }) => expectRecovery(device));
