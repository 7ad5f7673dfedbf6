// `npm run bench`: how fast ConvLens is, as ratios within one run.

import { benchmarkAnalyser } from './analyser';
import { benchmarkRunner } from './runner';

async function main(): Promise<void> {
  await benchmarkAnalyser();
  await benchmarkRunner();
}

void main();
