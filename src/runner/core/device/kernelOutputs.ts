// The forms of what a kernel gives, known before it is computed: of a device that answers later, nothing else is there to go on with.

import type { TensorFlow } from '../tensorFlow';
import { elementwiseRules } from './outputs/elementwise';
import type { FormCall, OutputRules, TensorForm } from './outputs/outputRule';
import { rearrangementRules } from './outputs/rearrangements';
import { reductionRules } from './outputs/reductions';
import { windowRules } from './outputs/windows';

const rules: OutputRules = { ...elementwiseRules, ...windowRules, ...reductionRules, ...rearrangementRules };

/**
 * The kernels that a device may be told to compute: those whose outputs have shapes that do not depend on values. Left out are such as
 * tfjs-backend-webgpu or -webgl 4.22 lack (BitwiseAnd), or give other numbers for than the cpu backend (CropAndResize, FloorDiv, Transform).
 */
export const knownKernels: readonly string[] = Object.keys(rules);

/** Those that give a list of tensors, also when there is one in it. */
export const listKernels: ReadonlySet<string> = new Set(['SplitV', 'TopK', 'Unpack']);

/** @throws Error when the kernel is none of `knownKernels`, or its inputs do not go together */
export function describeOutputs(tf: TensorFlow, kernelName: string, call: Omit<FormCall, 'tf'>): readonly TensorForm[] {
  const rule = rules[kernelName];
  if (!rule) throw new Error(`the shape of what ${kernelName} gives is not known`);
  return rule({ tf, ...call });
}
