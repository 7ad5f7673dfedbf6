// A run on a device elsewhere: every layer gives what it gives here, and what goes wrong there is told in one sentence.

import * as tf from '@tensorflow/tfjs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { classicNetworks } from '../../../../src/networks/index';
import { LayerFailure } from '../../../../src/runner/core/failure';
import { loadFactory } from '../../../networks/runningModel';
import { askAll, installWeights, makeSmall, run, SMALL, type ComparedRun } from './deviceRun';
import { NearDevice } from './nearDevice';

const SIZE = 75;

beforeAll(async () => {
  await tf.setBackend('cpu');
  installWeights();
});

/** Of each layer, what tells its values and maps from others. */
async function digestAll({ kept, plan }: ComparedRun): Promise<string[]> {
  const digests: string[] = [];
  for (const { index, layer } of plan.steps) {
    const { shape, values } = await kept.readAll(index);
    const { bytes, min, max, mean, variance } = await kept.read(index);
    const hash = createHash('sha256');
    for (const array of [values, bytes, min, max, mean, variance]) hash.update(Buffer.from(array.slice().buffer));
    digests.push(`${layer.name} ${shape.join()} ${hash.digest('hex')}`);
  }
  return digests;
}

it('every layer of a network is what it is here, and so are its figures and maps', async () => {
  const { file, factory } = classicNetworks.find(({ id }) => id === 'squeezenet1.1')!;
  const build = await loadFactory({ file: path.basename(file), factory, arguments: {} });
  const device = await NearDevice.start();
  const far = await run(build, { device, size: SIZE });
  const layers = await digestAll(far);
  const near = await run(build, { size: SIZE });
  expect(far.figures).toEqual(near.figures);
  expect(layers).toEqual(await digestAll(near));
  expect(layers.length).toBeGreaterThan(40);
  // the weights are drawn there
  const written = device.commands.flatMap((command) => (command.kind === 'write' ? [command.values.length] : []));
  expect(Math.max(...written)).toBe(SIZE * SIZE * 3);
});

it('what is asked about a run is answered as here', async () => {
  const far = await askAll(await run(makeSmall, { device: await NearDevice.start(), size: SMALL }));
  expect(far).toEqual(await askAll(await run(makeSmall, { size: SMALL })));
});

it('lets go on the device of all that is let go here', async () => {
  const device = await NearDevice.start();
  const { kept } = await run(makeSmall, { device, size: SMALL });
  kept.clear();
  const written = new Set<number>();
  const freed = new Set<number>();
  await new Promise((resolve) => setTimeout(resolve, 20));
  for (const command of device.commands) {
    if (command.kind === 'compute') for (const { id } of command.outputs) written.add(id);
    if (command.kind === 'free') for (const id of command.ids) freed.add(id);
  }
  expect(written.size).toBeGreaterThan(8);
  expect([...written].filter((id) => !freed.has(id))).toEqual([]);
});

describe('what does not go on a device', () => {
  class Custom extends tf.layers.Layer {
    static className = 'Custom';

    constructor(private readonly give: (input: tf.Tensor) => tf.Tensor) {
      super({ name: 'custom' });
    }

    override computeOutputShape(shape: tf.Shape): tf.Shape {
      return shape;
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return this.give([inputs].flat()[0]!);
    }
  }

  async function failureOf(compute: (input: tf.Tensor, device: NearDevice) => tf.Tensor): Promise<LayerFailure> {
    const device = await NearDevice.start();
    const build = (): tf.LayersModel => {
      const input = tf.input({ shape: [SMALL, SMALL, 3] });
      return tf.model({
        inputs: input,
        outputs: new Custom((values) => compute(values, device)).apply(input) as tf.SymbolicTensor,
      });
    };
    const thrown: unknown = await run(build, { device, size: SMALL }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(thrown).toBeInstanceOf(LayerFailure);
    return thrown as LayerFailure;
  }

  it('values that are read at once', async () => {
    const failure = await failureOf((input) => tf.tensor(tf.relu(tf.mul(input, 2)).dataSync(), [1, SMALL, SMALL, 3]));
    expect(failure.message).toBe(
      'Layer "custom" (Custom) failed: Values that are on the graphics card are read with dataSync() or arraySync(), which cannot wait for them. Choose the backend wasm, or leave the reading out.',
    );
    expect(failure.isOfDevice).toBe(true);
  });

  it('shapes that depend on values', async () => {
    const { message, isOfDevice } = await failureOf((input) => tf.unique(tf.reshape(tf.mul(input, 2), [-1])).values);
    expect(message).toMatch(/^Layer "custom" \(Custom\) failed: Unique is not computed on the panel's graphics card/);
    expect(isOfDevice).toBe(true);
  });

  it('what the device cannot compute, or a device that is lost, fails the layer that wanted it', async () => {
    // the cpu backend gives height and width exchanged
    const { message } = await failureOf((input) => {
      const wide = tf.slice(tf.mul<tf.Tensor4D>(input, 2), [0, 0, 0, 0], [1, 8, SMALL, 3]);
      return tf.grad((x: tf.Tensor) => tf.image.resizeBilinear(x as tf.Tensor4D, [4, 4]))(wide);
    });
    expect(message).toMatch(/ResizeBilinearGrad gave a tensor of shape \[1, 24, 8, 3\] and not \[1, 8, 24, 3\]/);
    const lost = await failureOf((input, device) => {
      device.failure = new Error('the graphics card was lost');
      return tf.mul(input, 2);
    });
    expect(lost.message).toBe('Layer "custom" (Custom) failed: The graphics card was lost.');
    expect(lost.isOfDevice).toBe(true);
  });

  it('goes on here where the values are few and here', async () => {
    const device = await NearDevice.start();
    expect(tf.add(tf.linspace(0, 1, 3), 1).arraySync()).toEqual([1, 1.5, 2]);
    expect(tf.unique(tf.tensor1d([1, 1, 2])).values.arraySync()).toEqual([1, 2]);
    expect(device.batches).toEqual([]);
  });
});

it('sends large values in parts, and no more of them than the device keeps up with', async () => {
  const device = await NearDevice.start();
  const values = new Float32Array(6_000_000).fill(1);
  const far = tf.add(tf.tensor1d(values), 1);
  const sum = tf.sum(far);
  const reading = sum.data();
  const underWay = device.batches.reduce((bytes, { commands }) => {
    return commands.reduce((all, command) => all + (command.kind === 'write' ? command.values.byteLength : 0), bytes);
  }, 0);
  expect(underWay).toBeGreaterThanOrEqual(16_000_000);
  expect(underWay).toBeLessThan(22_000_000);
  expect((await reading)[0]).toBe(12_000_000);
});
