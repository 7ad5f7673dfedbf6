// How fast the runner is: all maps of ResNet-50 against a plain predict, and how soon there is a first map. Needs `dist/`.

import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { resNet50 } from '../../src/networks/resnet50';
import type { RunRequest } from '../../src/protocol/runner';
import { makeInput } from '../../src/runner/core/makeInput';
import { installSeededWeights } from '../../src/runner/core/seededWeights';
import { readPicture } from '../../src/runner/picture';
import { RunnerClient } from '../../src/runner/runnerClient';
import { median, printRatio, printTime, time } from './measure';

const projectFolder = path.resolve(__dirname, '../..');
const distFolder = path.join(projectFolder, 'dist');
const runnerFile = path.join(distFolder, 'runner.js');
const ROUNDS = 9;
const STARTS = 5;
const FIRST_CONVOLUTION = 2;

async function makeRequest(): Promise<RunRequest> {
  const picture = await readPicture(path.join(projectFolder, 'media', 'samples', 'scene.png'));
  const file = path.join(projectFolder, 'src', 'networks', 'resnet50.ts');
  const model = { file, name: 'resnet50', line: 1, factory: 'resNet50', arguments: {} };
  return { model, picture, backend: 'wasm', seed: 1 };
}

/** Predict on the same picture, and its result read. */
async function makePredict({ picture, seed }: RunRequest): Promise<() => Promise<unknown>> {
  setWasmPaths(path.join(distFolder, 'wasm') + path.sep);
  await tf.setBackend('wasm');
  installSeededWeights(tf, seed);
  const model = resNet50();
  return async () => {
    const { values, shape } = makeInput(picture, model.inputs[0]!.shape);
    const input = tf.tensor(values, [...shape]);
    const output = model.predict(input) as tf.Tensor;
    await output.data();
    tf.dispose([input, output]);
  };
}

/** In turns, so that all meet the same noise. */
async function benchmarkMaps(request: RunRequest): Promise<void> {
  let layerCount = 0;
  const client = new RunnerClient({
    runnerFile,
    onEvent: (event) => {
      if (event.kind === 'layers') layerCount = event.layers.length;
    },
  });
  const predict = await makePredict(request);
  const run = () => client.run(request);
  const readAll = async () => {
    for (let layer = 0; layer < layerCount; layer++) await client.featureMaps(layer);
  };
  for (const warmUp of [run, predict, readAll]) await warmUp();
  const rounds: { readonly run: number; readonly runAndRead: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [predicting, running, reading] = [await time(predict), await time(run), await time(readAll)];
    rounds.push({ run: running / predicting, runAndRead: (running + reading) / predicting });
  }
  client.kill();
  await client.closed;
  const figures = 'ResNet-50 on wasm, all maps measured and kept / plain predict';
  printRatio(figures, median(rounds.map((round) => round.run)), '≤ 1.3');
  const fetched = 'the same, and every map of all 177 layers brought to the other process';
  printRatio(fetched, median(rounds.map((round) => round.runAndRead)), 'only what is looked at is brought');
}

async function startToFirstMap(request: RunRequest): Promise<void> {
  const client: RunnerClient = new RunnerClient({
    runnerFile,
    onEvent: (event) => {
      if (event.kind === 'layerDone' && event.result.index === FIRST_CONVOLUTION) {
        void client.featureMaps(FIRST_CONVOLUTION).then(() => client.kill());
      }
    },
  });
  await client.run(request).catch(() => undefined);
  await client.closed;
}

async function benchmarkStart(request: RunRequest): Promise<void> {
  const loadTensorFlow = () =>
    Promise.resolve(
      execFileSync(process.execPath, ['-e', `require(${JSON.stringify(path.join(distFolder, 'tfjs.js'))})`]),
    );
  const [starts, loads]: [number[], number[]] = [[], []];
  for (let i = 0; i < STARTS; i++) {
    starts.push(await time(() => startToFirstMap(request)));
    loads.push(await time(loadTensorFlow));
  }
  const ratio = median(starts.map((start, i) => start / (loads[i] ?? NaN)));
  printRatio('process start to the first map of ResNet-50 / Node loads TensorFlow.js', ratio, 'as small as can be');
  printTime('process start to the first map of ResNet-50', median(starts));
}

export async function benchmarkRunner(): Promise<void> {
  const request = await makeRequest();
  await benchmarkStart(request);
  await benchmarkMaps(request);
}
