// What a runner is doing, in words.

import type { RunnerEvent } from '../../protocol/runner';

type Stage = Extract<RunnerEvent, { kind: 'stage' }>['stage'];

export const STAGE_TEXT: Readonly<Record<Stage, string>> = {
  starting: 'Starting a separate process…',
  library: 'Loading the native library…',
  weights: 'Reading the weights…',
  loading: 'Loading TensorFlow.js and your file…',
  building: 'Building the model…',
  running: 'Running the model on the picture…',
};
