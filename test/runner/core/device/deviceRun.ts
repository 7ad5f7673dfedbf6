// Runs models on a device elsewhere and on the plain cpu backend, with the same weights and picture.

import * as tf from '@tensorflow/tfjs';
import type { VisualisationRequest } from '../../../../src/protocol/inquiries';
import { LocalMeter } from '../../../../src/runner/core/activationMeter';
import { DeviceBackend } from '../../../../src/runner/core/device/deviceBackend';
import type { DeviceMeter } from '../../../../src/runner/core/device/deviceMeter';
import { experiment } from '../../../../src/runner/core/experiments/experiment';
import { KeptActivations } from '../../../../src/runner/core/keptActivations';
import { listSteps, type Step } from '../../../../src/runner/core/listSteps';
import type { ActivationFigures } from '../../../../src/runner/core/measureActivation';
import { fillUniform, hashText, installSeededWeights } from '../../../../src/runner/core/seededWeights';
import { visualise } from '../../../../src/runner/core/visualise/visualise';
import { walkModel } from '../../../../src/runner/core/walkModel';

/** A device whose backend is the present one. */
export interface TestDevice {
  readonly meter: DeviceMeter;
}

/** Call once: layers draw their weights where the present backend has them. */
export function installWeights(): void {
  installSeededWeights(tf, 1, (shape, draw) => {
    const backend: object = tf.backend();
    if (backend instanceof DeviceBackend) return backend.drawUniform(shape, draw);
    return tf.tensor(fillUniform(new Float32Array(tf.util.sizeFromShape([...shape])), draw), [...shape]);
  });
}

export interface ComparedRun {
  readonly kept: KeptActivations;
  readonly figures: readonly ActivationFigures[];
  /** Of each layer. */
  readonly milliseconds: readonly number[];
  readonly plan: ReturnType<typeof listSteps>;
  readonly source: { readonly feedInput: () => tf.Tensor };
}

interface RunOptions {
  /** Left out, the plain cpu backend runs. */
  readonly device?: TestDevice | undefined;
  /** Of the picture, on a side. */
  readonly size: number;
  readonly replace?: (step: Step) => tf.Tensor | undefined;
}

export function drawTensor(name: string, shape: readonly number[]): tf.Tensor {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  return tf.tensor(fillUniform(values, { state: hashText(name), limit: 1 }), [...shape]);
}

export async function run(build: () => tf.LayersModel, { device, size, replace }: RunOptions): Promise<ComparedRun> {
  if (!device) await tf.setBackend('cpu');
  const plan = listSteps(tf, build());
  const kept = new KeptActivations(tf);
  kept.useMeter(device?.meter ?? new LocalMeter(tf));
  const figures: ActivationFigures[] = [];
  const times: number[] = [];
  const source = { feedInput: () => drawTensor('picture', [1, size, size, 3]), ...(replace && { replace }) };
  await walkModel(tf, plan.steps, source, {
    onOutputs: async ({ index }, [output], milliseconds) => {
      if (output) figures[index] = await kept.add(index, output);
      times[index] = milliseconds;
    },
    pause: () => Promise.resolve(),
    finish: device?.meter.finish,
  });
  return { kept, figures, milliseconds: times, plan, source };
}

/** Few values would be computed here. */
export const SMALL = 24;

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

/** Layers of many kinds. */
export function makeSmall(): tf.LayersModel {
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
  // several values of a window are its maximum: 0
  const positive = apply(layers.reLU({ name: 'positive' }), sum);
  const pooled = apply(layers.maxPooling2d({ name: 'pool', poolSize: 3, strides: 2 }), positive);
  const mean = apply(layers.averagePooling2d({ name: 'mean', poolSize: 2, strides: 1, padding: 'same' }), pooled);
  const joined = apply(layers.concatenate({ name: 'join' }), pooled, mean);
  const flat = apply(layers.globalAveragePooling2d({ name: 'gap', dataFormat: 'channelsLast' }), joined);
  const classes = apply(layers.dense({ name: 'classes', units: 5, activation: 'softmax' }), flat);
  return tf.model({ inputs: input, outputs: classes });
}

/** About `makeSmall`. */
const questions: readonly VisualisationRequest[] = [
  { kind: 'channel', layer: 5, channel: 1, position: undefined, rule: 'gradient' },
  { kind: 'channel', layer: 7, channel: 2, position: undefined, rule: 'guided' },
  { kind: 'channel', layer: 8, channel: 0, position: undefined, rule: 'deconvnet' },
  { kind: 'measuredField', layer: 9, position: { row: 1, column: 1 } },
  { kind: 'classMap', layer: 5, classIndex: undefined },
  { kind: 'occlusion', layer: 11, channel: 1 },
];

/**
 * The gradients, the map of a class, the covered picture, an experiment and a channel of a run of `makeSmall`.
 * @param left what is left out
 */
export async function askAll({ plan, source, kept }: ComparedRun, left: readonly VisualisationRequest['kind'][] = []) {
  const inquiry = {
    run: { plan, source, recall: ({ index }: Step) => kept.recall(index) },
    pause: () => Promise.resolve(),
    onProgress: () => undefined,
  };
  const visualisations = [];
  for (const question of questions) {
    if (!left.includes(question.kind)) visualisations.push(await visualise(tf, question, inquiry));
  }
  const changed = await experiment(tf, { switchedOff: [2], shift: { down: 1, right: 2 } }, inquiry);
  return { visualisations, changed, channel: await kept.readChannel({ layer: 1, channel: 3 }) };
}
