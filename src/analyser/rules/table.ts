// The one table of the rules.

import { activationMemory } from './activation-memory';
import { activationsInARow } from './activations-in-a-row';
import { biasBeforeBatchNormalization } from './bias-before-batch-normalization';
import { channelsDoNotGrow } from './channels-do-not-grow';
import { channelsGrowTooSoon } from './channels-grow-too-soon';
import { coarseStem } from './coarse-stem';
import { constantWeights } from './constant-weights';
import { convolutionWithoutReduction } from './convolution-without-reduction';
import { deepPlainStack } from './deep-plain-stack';
import { denseAfterFlatten } from './dense-after-flatten';
import { dropoutBeforeBatchNormalization } from './dropout-before-batch-normalization';
import { dropoutOutOfRange } from './dropout-out-of-range';
import { droppedPixels } from './dropped-pixels';
import { evenKernelWithSame } from './even-kernel-with-same';
import { ignoredOption } from './ignored-option';
import { largeKernel } from './large-kernel';
import { largeMapBeforePooling } from './large-map-before-pooling';
import { lastActivation } from './last-activation';
import { layersBeyondPicture } from './layers-beyond-picture';
import { linearLayersInARow } from './linear-layers-in-a-row';
import { localResponseNormalization } from './local-response-normalization';
import { maximumBeforeClassifier } from './maximum-before-classifier';
import { misalignedBranches } from './misaligned-branches';
import { missingFlatten } from './missing-flatten';
import { overlappingPooling } from './overlapping-pooling';
import { receptiveFieldTooSmall } from './receptive-field-too-small';
import { reshapeDoesNotFit } from './reshape-does-not-fit';
import type { Rule } from './rule';
import { skippedPositions } from './skipped-positions';
import { undefinedOption } from './undefined-option';
import { unmixedGroups } from './unmixed-groups';
import { untrackedWeights } from './untracked-weights';
import { unusedChannels } from './unused-channels';
import { weightsOnPadding } from './weights-on-padding';
import { wideDenseWithoutDropout } from './wide-dense-without-dropout';
import { wideLastStage } from './wide-last-stage';
import { windowLargerThanInput } from './window-larger-than-input';

/** In alphabetical order of their ids. */
export const RULES: readonly Rule[] = [
  activationMemory,
  activationsInARow,
  biasBeforeBatchNormalization,
  channelsDoNotGrow,
  channelsGrowTooSoon,
  coarseStem,
  constantWeights,
  convolutionWithoutReduction,
  deepPlainStack,
  denseAfterFlatten,
  dropoutBeforeBatchNormalization,
  dropoutOutOfRange,
  droppedPixels,
  evenKernelWithSame,
  ignoredOption,
  largeKernel,
  largeMapBeforePooling,
  lastActivation,
  layersBeyondPicture,
  linearLayersInARow,
  localResponseNormalization,
  maximumBeforeClassifier,
  misalignedBranches,
  missingFlatten,
  overlappingPooling,
  receptiveFieldTooSmall,
  reshapeDoesNotFit,
  skippedPositions,
  undefinedOption,
  unmixedGroups,
  untrackedWeights,
  unusedChannels,
  weightsOnPadding,
  wideDenseWithoutDropout,
  wideLastStage,
  windowLargerThanInput,
];
