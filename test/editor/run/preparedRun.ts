// A controller of runs before its first run, for tests that start the run and answer it by hand.

import { RunController } from '../../../src/editor/run/runController';
import type { LayerInfo, LayerResult } from '../../../src/protocol/runner';
import { MODEL, SUMMARY, StandInHost, makePicture, settle } from './standInSession';

export const LAYER: LayerInfo = {
  index: 3,
  name: 'conv1',
  application: 0,
  className: 'Conv2D',
  outputShape: [null, 26, 26, 32],
  parameters: 320,
  source: { file: '/project/model.ts', line: 6, column: 5 },
};

export const RESULT: LayerResult = {
  index: 3,
  shape: [1, 26, 26, 32],
  milliseconds: 1,
  min: 0,
  max: 1,
  mean: 0.5,
  zeroShare: 0,
  deadChannels: [],
  notANumberCount: 0,
};

interface PreparedRun {
  readonly host: StandInHost;
  readonly controller: RunController;
  /** Starts a run on a picture; what was told until then is taken away. */
  readonly startRun: () => Promise<void>;
  readonly finishRun: () => Promise<void>;
}

/** A controller with a session that the test answers by hand. */
export function prepareRun(): PreparedRun {
  const host = new StandInHost();
  const controller = new RunController(host);
  return {
    host,
    controller,
    startRun: () => {
      void controller.setPicture(makePicture('shapes'));
      const run = controller.run(MODEL);
      host.takeKinds();
      return run;
    },
    finishRun: async () => {
      host.lastSession.runs.at(-1)?.answer(SUMMARY);
      await settle();
    },
  };
}
