// What a layer gives that is switched off.

import type { ExperimentResult } from '../../../protocol/inquiries';
import { shortcutFirst } from '../../../protocol/shortcut';
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
    const [shortcut] = shortcutFirst(step.inputs, steps);
    return { tensor: (inputs[step.inputs.indexOf(shortcut as number)] as Tensor).clone(), what: 'shortcut' };
  }
  const shapes = inputs.map(({ shape }) => shape);
  const shape = step.layer.computeOutputShape(shapes.length === 1 ? (shapes[0] as number[]) : shapes);
  const sizes = (Array.isArray(shape[0]) ? shape[0] : shape) as number[];
  const same = inputs.find((input) => input.shape.join() === sizes.join());
  if (same) return { tensor: same.clone(), what: 'input' };
  return { tensor: tf.zeros(sizes), what: 'zeros' };
}
