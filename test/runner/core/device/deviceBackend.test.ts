// A run on a device elsewhere: every layer gives what it gives here, and what goes wrong there is told in one sentence.

import * as tf from '@tensorflow/tfjs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VisualisationRequest } from '../../../../src/protocol/inquiries';
import { classicNetworks } from '../../../../src/networks/index';
import { LocalMeter } from '../../../../src/runner/core/activationMeter';
import { DeviceBackend } from '../../../../src/runner/core/device/deviceBackend';
import { experiment } from '../../../../src/runner/core/experiments/experiment';
import { LayerFailure } from '../../../../src/runner/core/failure';
import { KeptActivations } from '../../../../src/runner/core/keptActivations';
import { listSteps } from '../../../../src/runner/core/listSteps';
import { fillUniform, hashText, installSeededWeights } from '../../../../src/runner/core/seededWeights';
import { visualise } from '../../../../src/runner/core/visualise/visualise';
import { walkModel } from '../../../../src/runner/core/walkModel';
import { loadFactory } from '../../../networks/runningModel';
import { NearDevice } from './nearDevice';

const SIZE = 75;
/** Few values would be computed here. */
const SMALL = 24;

beforeAll(async () => {
  await tf.setBackend('cpu');
  installSeededWeights(tf, 1, (shape, draw) => {
    const backend: object = tf.backend();
    if (backend instanceof DeviceBackend) return backend.drawUniform(shape, draw);
    return tf.tensor(fillUniform(new Float32Array(tf.util.sizeFromShape([...shape])), draw), [...shape]);
  });
});

interface RunHere {
  readonly kept: KeptActivations;
  readonly figures: unknown[];
  readonly plan: ReturnType<typeof listSteps>;
  readonly source: { feedInput: () => tf.Tensor };
}

/** Runs a model on the device, or on the plain cpu backend. */
async function run(build: () => tf.LayersModel, device?: NearDevice, size = SIZE): Promise<RunHere> {
  if (!device) await tf.setBackend('cpu');
  const plan = listSteps(tf, build());
  const kept = new KeptActivations(tf);
  kept.useMeter(device?.meter ?? new LocalMeter(tf));
  const figures: unknown[] = [];
  const values = fillUniform(new Float32Array(size * size * 3), { state: hashText('picture'), limit: 1 });
  const source = { feedInput: () => tf.tensor(values.slice(), [1, size, size, 3]) };
  await walkModel(tf, plan.steps, source, {
    onOutputs: async ({ index }, [output], milliseconds) => {
      figures[index] = await kept.add(index, output!);
      expect(milliseconds).toBeGreaterThanOrEqual(0);
    },
    pause: () => Promise.resolve(),
    finish: device?.meter.finish,
  });
  return { kept, figures, plan, source };
}

/** Of each layer, what tells its values and maps from others. */
async function digestAll({ kept, plan }: RunHere): Promise<string[]> {
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
  const far = await run(build, device);
  const layers = await digestAll(far);
  const near = await run(build);
  expect(far.figures).toEqual(near.figures);
  expect(layers).toEqual(await digestAll(near));
  expect(layers.length).toBeGreaterThan(40);
  // the weights are drawn there
  const written = device.commands.flatMap((command) => (command.kind === 'write' ? [command.values.length] : []));
  expect(Math.max(...written)).toBe(SIZE * SIZE * 3);
});

/** As user code has them: channels that are shuffled, and neighbours that compete. */
class Shuffled extends tf.layers.Layer {
  static className = 'Shuffled';

  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return shape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const input = [inputs].flat()[0]!;
    const [batch = 1, height = 0, width = 0, channels = 0] = input.shape;
    const pairs = tf.transpose(tf.reshape(input, [batch, height, width, 2, channels / 2]), [0, 1, 2, 4, 3]);
    const [first, second] = tf.split(tf.reshape(pairs, [batch, height, width, channels]), 2, 3);
    const normal = tf.localResponseNormalization(tf.concat([second!, first!], 3) as tf.Tensor4D, 2, 1, 0.5, 0.75);
    return tf.mul(normal, tf.sigmoid(normal));
  }
}

function makeSmall(): tf.LayersModel {
  const { layers } = tf;
  const input = tf.input({ shape: [SMALL, SMALL, 3] });
  const apply = (layer: tf.layers.Layer, ...from: tf.SymbolicTensor[]): tf.SymbolicTensor =>
    layer.apply(from.length === 1 ? from[0]! : from) as tf.SymbolicTensor;
  const stem = apply(
    layers.conv2d({ name: 'stem', filters: 6, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }),
    input,
  );
  const branch = apply(layers.depthwiseConv2d({ name: 'depth', kernelSize: 3, padding: 'same' }), stem);
  const normal = apply(layers.batchNormalization({ name: 'normal' }), branch);
  const shuffled = apply(new Shuffled({ name: 'shuffled' }), normal);
  const sum = apply(layers.add({ name: 'sum' }), shuffled, stem);
  const pooled = apply(layers.maxPooling2d({ name: 'pool', poolSize: 3, strides: 2 }), sum);
  const mean = apply(layers.averagePooling2d({ name: 'mean', poolSize: 2, strides: 1, padding: 'same' }), pooled);
  const joined = apply(layers.concatenate({ name: 'join' }), pooled, mean);
  const flat = apply(layers.globalAveragePooling2d({ name: 'gap', dataFormat: 'channelsLast' }), joined);
  const classes = apply(layers.dense({ name: 'classes', units: 5, activation: 'softmax' }), flat);
  return tf.model({ inputs: input, outputs: classes });
}

const questions: readonly VisualisationRequest[] = [
  { kind: 'channel', layer: 5, channel: 1, position: undefined, rule: 'gradient' },
  { kind: 'channel', layer: 6, channel: 2, position: undefined, rule: 'guided' },
  { kind: 'channel', layer: 7, channel: 0, position: undefined, rule: 'deconvnet' },
  { kind: 'measuredField', layer: 6, position: { row: 1, column: 1 } },
  { kind: 'classMap', layer: 5, classIndex: undefined },
  { kind: 'occlusion', layer: 10, channel: 1 },
];

it('what is asked about a run is answered as here', async () => {
  const answers = [];
  for (const device of [await NearDevice.start(), undefined]) {
    const { plan, source, kept } = await run(makeSmall, device, SMALL);
    const inquiry = {
      run: { plan, source, recall: ({ index }: { index: number }) => kept.recall(index) },
      pause: () => Promise.resolve(),
      onProgress: () => undefined,
    };
    const given: unknown[] = [];
    for (const question of questions) given.push(await visualise(tf, question, inquiry));
    given.push(await experiment(tf, { switchedOff: [2], shift: { down: 1, right: 2 } }, inquiry));
    given.push(await kept.readChannel({ layer: 1, channel: 3 }));
    answers.push(given);
  }
  expect(answers[0]).toEqual(answers[1]);
});

it('lets go on the device of all that is let go here', async () => {
  const device = await NearDevice.start();
  const { kept } = await run(makeSmall, device, SMALL);
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
    const thrown: unknown = await run(build, device, SMALL).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(thrown).toBeInstanceOf(LayerFailure);
    return thrown as LayerFailure;
  }

  it('values that are read at once', async () => {
    const failure = await failureOf((input) => tf.tensor(tf.relu(tf.mul(input, 2)).dataSync(), [1, SMALL, SMALL, 3]));
    expect(failure.message).toBe(
      'Layer "custom" (Custom) failed: values that are on the graphics card are read with dataSync() or arraySync(), which cannot wait for them. Choose the backend wasm, or leave the reading out',
    );
    expect(failure.isOfDevice).toBe(true);
  });

  it('shapes that depend on values', async () => {
    const { message, isOfDevice } = await failureOf((input) => tf.unique(tf.reshape(tf.mul(input, 2), [-1])).values);
    expect(message).toMatch(/^Layer "custom" \(Custom\) failed: Unique cannot be computed on the graphics card/);
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
    expect(lost.message).toBe('Layer "custom" (Custom) failed: the graphics card was lost');
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
