// The one table of the rules.

import { biasBeforeBatchNormalization } from './bias-before-batch-normalization';
import { denseAfterFlatten } from './dense-after-flatten';
import { evenKernelWithSame } from './even-kernel-with-same';
import { largeKernel } from './large-kernel';
import { lastActivation } from './last-activation';
import { linearLayersInARow } from './linear-layers-in-a-row';
import type { Rule } from './rule';

/** In alphabetical order of their ids. */
export const RULES: readonly Rule[] = [
  biasBeforeBatchNormalization,
  denseAfterFlatten,
  evenKernelWithSame,
  largeKernel,
  lastActivation,
  linearLayersInARow,
];
