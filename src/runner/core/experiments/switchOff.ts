// What a layer gives that is switched off.

import type { ExperimentResult } from '../../../protocol/inquiries';
import type { Step } from '../listSteps';
import type { Tensor, TensorFlow } from '../tensorFlow';

type PassedOn = ExperimentResult['passedOn'][number]['what'];

/**
 * An addition is what closes a residual block: without the block its shortcut is left, the input with the fewest layers behind it.
 * Any other layer passes on what it gets, or, where its output has another shape, zeros. The tensor is the caller's.
 */
export function switchOff(
  tf: TensorFlow,
  steps: readonly Step[],
  step: Step,
  inputs: readonly Tensor[],
): { readonly tensor: Tensor; readonly what: PassedOn } {
  if (step.layer.getClassName() === 'Add' && inputs.length > 1) {
    const depths = measureDepths(steps);
    const [shortcut] = [...inputs.keys()].sort(
      (a, b) => (depths.get(step.inputs[a] as number) ?? 0) - (depths.get(step.inputs[b] as number) ?? 0),
    );
    return { tensor: (inputs[shortcut ?? 0] as Tensor).clone(), what: 'shortcut' };
  }
  const shapes = inputs.map(({ shape }) => shape);
  const shape = step.layer.computeOutputShape(shapes.length === 1 ? (shapes[0] as number[]) : shapes);
  const sizes = (Array.isArray(shape[0]) ? shape[0] : shape) as number[];
  const same = inputs.find((input) => input.shape.join() === sizes.join());
  if (same) return { tensor: same.clone(), what: 'input' };
  return { tensor: tf.zeros(sizes), what: 'zeros' };
}

/** How many layers stand in the longest way to each tensor. */
function measureDepths(steps: readonly Step[]): ReadonlyMap<number, number> {
  const depths = new Map<number, number>();
  for (const { inputs, outputs } of steps) {
    const depth = 1 + Math.max(0, ...inputs.map((id) => depths.get(id) ?? 0));
    for (const id of outputs) depths.set(id, depth);
  }
  return depths;
}
