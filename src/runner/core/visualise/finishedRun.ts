// A run that is asked about: its tensors are those that were kept, or are computed again.

import { RunError } from '../failure';
import type { Plan, Step } from '../listSteps';
import type { Tensor, TensorFlow } from '../tensorFlow';
import { walkModel, type WalkSource } from '../walkModel';

export interface FinishedRun {
  readonly plan: Plan;
  readonly source: WalkSource;
  /** What was kept of a step's first output; the tensor becomes the caller's. */
  readonly recall: (step: Step) => Tensor | undefined;
}

export interface Inquiry {
  readonly run: FinishedRun;
  /** Awaited between steps; it throws when nobody waits for the answer any more. */
  readonly pause: () => Promise<void>;
  readonly onProgress: (done: number, total: number) => void;
}

/** Tensors by the ids of the plan. */
export type Computed = ReadonlyMap<number, Tensor>;

/** @param steps in an order in which they can run; `use` gets all that they give. */
export async function withTensors<T>(
  tf: TensorFlow,
  steps: readonly Step[],
  { run, pause }: Pick<Inquiry, 'run' | 'pause'>,
  use: (computed: Computed) => Promise<T>,
): Promise<T> {
  const computed = new Map<number, Tensor>();
  try {
    if (!recallAll(steps, run, computed)) await computeAll(tf, steps, run, pause, computed);
    return await use(computed);
  } finally {
    tf.dispose([...computed.values()]);
  }
}

function recallAll(steps: readonly Step[], { recall }: FinishedRun, computed: Map<number, Tensor>): boolean {
  const isAllKept = steps.every((step) => {
    const [id, ...others] = step.outputs;
    const tensor = others.length === 0 ? recall(step) : undefined;
    if (id !== undefined && tensor) computed.set(id, tensor);
    return tensor !== undefined;
  });
  if (isAllKept) return true;
  for (const tensor of computed.values()) tensor.dispose();
  computed.clear();
  return false;
}

function computeAll(
  tf: TensorFlow,
  steps: readonly Step[],
  { source }: FinishedRun,
  pause: () => Promise<void>,
  computed: Map<number, Tensor>,
): Promise<void> {
  const onOutputs = ({ outputs: ids }: Step, outputs: readonly Tensor[]): Promise<void> => {
    ids.forEach((id, i) => {
      const output = outputs[i];
      if (output) computed.set(id, output.clone());
    });
    return Promise.resolve();
  };
  return walkModel(tf, steps, source, { onOutputs, pause });
}

/** @throws RunError when the step gave nothing */
export function outputOf(computed: Computed, { outputs, layer }: Step): Tensor {
  const tensor = computed.get(outputs[0] as number);
  if (!tensor) throw new RunError(`Layer "${layer.name}" gave nothing in this run.`);
  return tensor;
}
