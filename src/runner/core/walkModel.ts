// Runs a model layer by layer, and shows what every layer gives.

import { LayerFailure, RunError } from './failure';
import type { Step } from './listSteps';
import type { Tensor, TensorFlow } from './tensorFlow';

export interface WalkListener {
  /** Awaited after each step, in order; the tensors are disposed of some time later. */
  readonly onOutputs: (step: Step, outputs: readonly Tensor[], milliseconds: number) => Promise<void>;
  /** Awaited between steps, so that messages get through. */
  pause(): Promise<void>;
  /** Awaited before a layer's time is taken: a GPU computes after it was told to. It may know the time itself, in milliseconds. */
  readonly finish?: ((outputs: readonly Tensor[]) => Promise<void> | Promise<number | undefined>) | undefined;
}

/** Tensors of the walk that somebody still reads. */
class LiveTensors {
  private readonly tensors = new Map<number, Tensor>();
  /** How often a tensor will be read; it is disposed of after its last reader. */
  private readonly readersLeft = new Map<number, number>();

  constructor(steps: readonly Step[]) {
    for (const id of steps.flatMap(({ inputs }) => inputs)) {
      this.readersLeft.set(id, (this.readersLeft.get(id) ?? 0) + 1);
    }
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

/** What the layer gives without training. */
export function applyLayer(tf: TensorFlow, step: Step, inputs: readonly Tensor[]): Tensor[] {
  const one = inputs.length === 1 ? inputs[0] : undefined;
  const result = tf.tidy(
    () => step.layer.apply(one ?? [...inputs], { ...step.callArguments, training: false }) as Tensor,
  );
  const outputs = Array.isArray(result) ? (result as Tensor[]) : [result];
  if (!outputs.every((output) => output instanceof tf.Tensor)) {
    throw new Error('its call() did not return a tensor');
  }
  return outputs;
}

async function computeOutputs(
  tf: TensorFlow,
  step: Step,
  live: LiveTensors,
  { replace }: WalkSource,
  { finish }: WalkListener,
): Promise<{ outputs: Tensor[]; milliseconds: number }> {
  const inputs = step.inputs.map((id) => live.get(id));
  const replaced = replace?.(step, inputs);
  if (replaced) return { outputs: [replaced], milliseconds: 0 };
  try {
    // weights are made on first read: that is not the layer's own time
    for (const weight of step.layer.weights) weight.read();
    const start = performance.now();
    const outputs = applyLayer(tf, step, inputs);
    const measured = await finish?.(outputs);
    const milliseconds = typeof measured === 'number' ? measured : performance.now() - start;
    return { outputs, milliseconds };
  } catch (thrown) {
    throw new LayerFailure(step.layer, thrown);
  }
}

/** A device that computes after it was told to may fail when its results are looked at. */
async function tellOutputs(
  step: Step,
  outputs: readonly Tensor[],
  milliseconds: number,
  { onOutputs }: WalkListener,
): Promise<void> {
  try {
    await onOutputs(step, outputs, milliseconds);
  } catch (thrown) {
    throw thrown instanceof RunError && thrown.isOfDevice ? new LayerFailure(step.layer, thrown) : thrown;
  }
}

/** What a walk computes with. */
export interface WalkSource {
  /** The values of an input of the model, which become the walk's. */
  readonly feedInput: (step: Step) => Tensor;
  /** Computed instead of the layer; undefined where the layer is to do it. */
  readonly replace?: (step: Step, inputs: readonly Tensor[]) => Tensor | undefined;
}

/**
 * Runs the steps, each after those it reads from. All tensors but the weights are disposed of, whatever happens.
 * @throws RunError that names the layer which failed
 */
export async function walkModel(
  tf: TensorFlow,
  steps: readonly Step[],
  source: WalkSource,
  listener: WalkListener,
): Promise<void> {
  const live = new LiveTensors(steps);
  try {
    for (const step of steps) {
      const { outputs, milliseconds } = step.isInput
        ? { outputs: [source.feedInput(step)], milliseconds: 0 }
        : await computeOutputs(tf, step, live, source, listener);
      for (const id of step.inputs) live.markRead(id);
      await tellOutputs(step, outputs, milliseconds, listener);
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
