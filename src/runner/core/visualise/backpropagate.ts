// Walks a run backwards: what a signal at one layer's output says about what went in.

import type { ReluRule } from '../../../protocol/inquiries';
import { RunError } from '../failure';
import { listStepsUpTo, type Step } from '../listSteps';
import type { Tensor, TensorFlow } from '../tensorFlow';
import type { Computed } from './finishedRun';
import { passBack } from './layerGradient';

export interface BackwardWalk {
  readonly steps: readonly Step[];
  /** What the steps gave; it stays the caller's. */
  readonly computed: Computed;
  /** Where the signal begins: at the first output of this step. */
  readonly from: Step;
  readonly signal: Tensor;
  /** The signal begins in front of the function that the first layer ends in: a class's score before softmax. */
  readonly isBeforeFunction?: boolean;
  /** The tensor to arrive at. */
  readonly to: number;
  readonly rule: ReluRule;
  /** Awaited between steps, so that messages get through. */
  readonly pause: () => Promise<void>;
}

/**
 * The signal where it arrives, in the shape of that tensor; zeros where nothing arrives. The caller disposes of it, and of the signal.
 * @throws RunError that names a layer through which no gradient gets
 */
export async function backpropagate(tf: TensorFlow, walk: BackwardWalk): Promise<Tensor> {
  const { computed, from, to, rule } = walk;
  const take = (id: number): Tensor => {
    const tensor = computed.get(id);
    if (!tensor) throw new RunError(`The values in front of layer "${from.layer.name}" are no longer there.`);
    return tensor;
  };
  const reached = new Set([to]);
  const between = listStepsUpTo(walk, from).filter((step) => {
    const isReached = step.inputs.some((id) => reached.has(id));
    if (isReached) for (const id of step.outputs) reached.add(id);
    return isReached;
  });
  const signals = new Map<number, Tensor>();
  const [start] = from.outputs;
  if (start !== undefined) signals.set(start, walk.signal.clone());
  try {
    for (const step of between.toReversed()) {
      const arrived = step.outputs.map((id) => signals.get(id));
      if (arrived.every((signal) => signal === undefined)) continue;
      const passed = passBack(tf, step, {
        inputs: step.inputs.map(take),
        output: take(step.outputs[0] as number),
        signals: arrived,
        wanted: step.inputs.map((id) => reached.has(id)),
        rule,
        isBeforeFunction: step === from && walk.isBeforeFunction === true,
      });
      for (const id of step.outputs) {
        signals.get(id)?.dispose();
        signals.delete(id);
      }
      step.inputs.forEach((id, i) => addTo(tf, signals, id, passed[i]));
      await walk.pause();
    }
    return signals.get(to)?.clone() ?? tf.zerosLike(take(to));
  } finally {
    for (const signal of signals.values()) signal.dispose();
  }
}

function addTo(tf: TensorFlow, signals: Map<number, Tensor>, id: number, signal: Tensor | undefined): void {
  if (!signal) return;
  const before = signals.get(id);
  signals.set(id, before ? tf.add(before, signal) : signal);
  if (before) tf.dispose([before, signal]);
}
