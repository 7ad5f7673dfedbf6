// `npm run bench`: how fast ConvLens is, as ratios within one run.

import { benchmarkActivation } from './activation';
import { benchmarkAnalyser } from './analyser';
import { benchmarkOnnx } from './onnxRuntime';
import { benchmarkPanelDevice } from './panelDevice';
import { benchmarkRunner, PREDICT_MEMORY, printPredictMemory } from './runner';

async function main(): Promise<void> {
  await benchmarkAnalyser();
  benchmarkActivation();
  await benchmarkRunner();
  await benchmarkPanelDevice();
  await benchmarkOnnx();
}

void (process.argv[2] === PREDICT_MEMORY ? printPredictMemory() : main());
