// Runs a model layer by layer, and shows what every layer gives.

import type { Picture } from '../../protocol/runner';
import { LayerFailure, RunError } from './failure';
import type { Plan, Step } from './listSteps';
import { makeInput } from './makeInput';
import type { Tensor, TensorFlow } from './tensorFlow';
import type { Preprocessing } from './weights/preprocessing';

export interface WalkListener {
  /** Awaited after each step, in order; the tensor is disposed of some time later. */
  onOutput(index: number, output: Tensor, milliseconds: number): Promise<void>;
  /** Awaited between steps, so that messages get through. */
  pause(): Promise<void>;
}

/** Tensors of the walk that somebody still reads. */
class LiveTensors {
  private readonly tensors = new Map<number, Tensor>();
  private readonly readersLeft: Map<number, number>;

  constructor(readerCounts: ReadonlyMap<number, number>) {
    this.readersLeft = new Map(readerCounts);
  }

  get(id: number): Tensor {
    const tensor = this.tensors.get(id);
    if (tensor === undefined) {
      throw new RunError('The layer graph has no order in which it can be run.');
    }
    return tensor;
  }

  keep(id: number, tensor: Tensor): void {
    this.tensors.set(id, tensor);
    this.disposeUnread(id);
  }

  markRead(id: number): void {
    this.readersLeft.set(id, (this.readersLeft.get(id) ?? 0) - 1);
    this.disposeUnread(id);
  }

  disposeAll(): void {
    for (const tensor of this.tensors.values()) tensor.dispose();
    this.tensors.clear();
  }

  private disposeUnread(id: number): void {
    if ((this.readersLeft.get(id) ?? 0) <= 0) {
      this.tensors.get(id)?.dispose();
      this.tensors.delete(id);
    }
  }
}

function applyLayer(tf: TensorFlow, step: Step, inputs: Tensor[]): Tensor[] {
  const one = inputs.length === 1 ? inputs[0] : undefined;
  const result = tf.tidy(() => step.layer.apply(one ?? inputs, { ...step.callArguments, training: false }) as Tensor);
  const outputs = Array.isArray(result) ? (result as Tensor[]) : [result];
  if (!outputs.every((output) => output instanceof tf.Tensor)) {
    throw new Error('its call() did not return a tensor');
  }
  return outputs;
}

function computeOutputs(tf: TensorFlow, step: Step, live: LiveTensors): { outputs: Tensor[]; milliseconds: number } {
  const inputs = step.inputs.map((id) => live.get(id));
  try {
    // weights are made on first read: that is not the layer's own time
    for (const weight of step.layer.weights) weight.read();
    const start = performance.now();
    const outputs = applyLayer(tf, step, inputs);
    return { outputs, milliseconds: performance.now() - start };
  } catch (thrown) {
    throw new LayerFailure(step.layer, thrown);
  }
}

export interface Feed {
  readonly picture: Picture;
  readonly preprocessing: Preprocessing;
}

function feedInput(tf: TensorFlow, { picture, preprocessing }: Feed, shape: readonly (number | null)[]): Tensor {
  const input = makeInput(picture, shape, preprocessing);
  return tf.tensor(input.values, [...input.shape]);
}

/**
 * Runs the plan on the picture, which every input of the model gets. All tensors but the weights are disposed of, whatever happens.
 * @throws RunError that names the layer which failed
 */
export async function walkModel(tf: TensorFlow, plan: Plan, feed: Feed, listener: WalkListener): Promise<void> {
  const live = new LiveTensors(plan.readerCounts);
  try {
    for (const [index, step] of plan.steps.entries()) {
      const { outputs, milliseconds } = step.isInput
        ? { outputs: [feedInput(tf, feed, step.outputShape)], milliseconds: 0 }
        : computeOutputs(tf, step, live);
      for (const id of step.inputs) live.markRead(id);
      const [shown] = outputs;
      if (shown !== undefined) {
        await listener.onOutput(index, shown, milliseconds);
      }
      outputs.forEach((output, i) => {
        const id = step.outputs[i];
        if (id === undefined) output.dispose();
        else live.keep(id, output);
      });
      await listener.pause();
    }
  } finally {
    live.disposeAll();
  }
}
