// Outputs that are not kept, because they are made again in a moment: what normalises or activates gives the same of the same input.
// Of ResNet-50 these are two thirds of all maps.

import type { Plan, Step } from './listSteps';
import type { Tensor, TensorFlow } from './tensorFlow';
import { applyLayer } from './walkModel';

export interface Repetition {
  /** Index of the step whose output is the input. */
  readonly from: number;
  /** The result is the caller's, the input stays it. */
  readonly repeat: (input: Tensor) => Tensor;
}

const quickClasses: ReadonlySet<string> = new Set(['Activation', 'BatchNormalization', 'LeakyReLU', 'ReLU']);

/** Undefined for a layer that computes more, or of more than one input. */
export function findRepetition(tf: TensorFlow, { steps }: Plan, step: Step): Repetition | undefined {
  const [input, ...others] = step.inputs;
  if (input === undefined || others.length > 0 || !quickClasses.has(step.layer.getClassName())) return undefined;
  const from = steps.findIndex(({ outputs }) => outputs[0] === input);
  if (from < 0) return undefined;
  return { from, repeat: (tensor) => applyLayer(tf, step, [tensor])[0] as Tensor };
}
