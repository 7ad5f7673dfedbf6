// The one table of the rules.

import { biasBeforeBatchNormalization } from './bias-before-batch-normalization';
import { coarseStem } from './coarse-stem';
import { convolutionWithoutReduction } from './convolution-without-reduction';
import { deepPlainStack } from './deep-plain-stack';
import { denseAfterFlatten } from './dense-after-flatten';
import { droppedPixels } from './dropped-pixels';
import { evenKernelWithSame } from './even-kernel-with-same';
import { largeKernel } from './large-kernel';
import { lastActivation } from './last-activation';
import { linearLayersInARow } from './linear-layers-in-a-row';
import { localResponseNormalization } from './local-response-normalization';
import { maximumBeforeClassifier } from './maximum-before-classifier';
import { misalignedBranches } from './misaligned-branches';
import { missingFlatten } from './missing-flatten';
import { overlappingPooling } from './overlapping-pooling';
import { receptiveFieldTooSmall } from './receptive-field-too-small';
import type { Rule } from './rule';
import { windowLargerThanInput } from './window-larger-than-input';

/** In alphabetical order of their ids. */
export const RULES: readonly Rule[] = [
  biasBeforeBatchNormalization,
  coarseStem,
  convolutionWithoutReduction,
  deepPlainStack,
  denseAfterFlatten,
  droppedPixels,
  evenKernelWithSame,
  largeKernel,
  lastActivation,
  linearLayersInARow,
  localResponseNormalization,
  maximumBeforeClassifier,
  misalignedBranches,
  missingFlatten,
  overlappingPooling,
  receptiveFieldTooSmall,
  windowLargerThanInput,
];
