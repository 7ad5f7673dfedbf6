// How fast the runner is: all maps of ResNet-50 against a plain predict, how soon there is a first map, what memory it takes, how
// long maps are on their way. Needs `dist/`.

import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { readFileSync } from 'node:fs';
import { resNet50 } from '../../src/networks/resnet50';
import type { RunRequest } from '../../src/protocol/runner';
import { makeInput } from '../../src/runner/core/makeInput';
import { installSeededWeights } from '../../src/runner/core/seededWeights';
import { readPicture } from '../../src/runner/picture';
import { RunnerClient } from '../../src/runner/runnerClient';
import { median, printFigure, printRatio, printTime, time } from './measure';

const projectFolder = path.resolve(__dirname, '../..');
const distFolder = path.join(projectFolder, 'dist');
const runnerFile = path.join(distFolder, 'runner.js');
const ROUNDS = 9;
const STARTS = 5;
const MANY_RUNS = 20;
/** The benchmark's program with this argument prints what memory a plain predict takes. */
export const PREDICT_MEMORY = 'predict-memory';

async function makeRequest(name: string, factory: string): Promise<RunRequest> {
  const picture = await readPicture(path.join(projectFolder, 'media', 'samples', 'scene.png'));
  const file = path.join(projectFolder, 'src', 'networks', `${name}.ts`);
  return { model: { file, name, line: 1, factory, arguments: {} }, picture, backend: 'wasm', seed: 1 };
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

/** Until the maps of the first convolution are there. */
async function startToFirstMap(request: RunRequest): Promise<void> {
  let first: number | undefined;
  const client: RunnerClient = new RunnerClient({
    runnerFile,
    onEvent: (event) => {
      if (event.kind === 'layers') first = event.layers.find(({ className }) => className === 'Conv2D')?.index;
      if (event.kind !== 'layerDone' || event.result.index !== first) return;
      void client.featureMaps(event.result.index).then(() => client.kill());
    },
  });
  await client.run(request).catch(() => undefined);
  await client.closed;
}

async function benchmarkStart(name: string, request: RunRequest, wanted: string): Promise<void> {
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
  printRatio(`process start to the first map of ${name} / Node loads TensorFlow.js`, ratio, 'as small as can be');
  printTime(`process start to the first map of ${name} (wanted: ${wanted})`, median(starts));
}

/** VGG-16 has the largest maps and the largest dense layers. */
async function benchmarkVgg(request: RunRequest): Promise<void> {
  let convolution = -1;
  let dense = -1;
  let denseTime = 0;
  const client = new RunnerClient({
    runnerFile,
    onEvent: (event) => {
      if (event.kind === 'layers') {
        convolution = event.layers.find(({ className }) => className === 'Conv2D')?.index ?? -1;
        dense = event.layers.find(({ className }) => className === 'Dense')?.index ?? -1;
      }
      if (event.kind === 'layerDone' && event.result.index === dense) denseTime = event.result.milliseconds;
    },
  });
  const { totalMilliseconds } = await client.run(request);
  printRatio("VGG-16's largest dense layer on its first use / the whole run", denseTime / totalMilliseconds, '≤ 0.2');
  const fetches: number[] = [];
  for (let i = 0; i < ROUNDS; i++) fetches.push(await time(() => client.featureMaps(convolution)));
  printTime('64 maps of 224×224 brought to the other process (wanted: ≤ 50 ms)', median(fetches));
  client.kill();
  await client.closed;
}

/** The most memory that a process had so far, where the system tells it. */
function peakMegabytes(processId: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(processId)}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/** Runs in a process of its own: the most memory that a plain predict takes. */
export async function printPredictMemory(): Promise<void> {
  const predict = await makePredict(await makeRequest('resnet50', 'resNet50'));
  await predict();
  console.log(process.resourceUsage().maxRSS / 1024);
}

/** The most resident memory from the start of each process on, as the system counts it: Node.js, TensorFlow.js, weights and maps. */
async function benchmarkMemory(request: RunRequest): Promise<void> {
  const client = new RunnerClient({ runnerFile });
  await client.run(request);
  const runMegabytes = peakMegabytes(client.processId);
  client.kill();
  await client.closed;
  if (runMegabytes === undefined) return;
  const predictMegabytes = Number(execFileSync(process.execPath, [__filename, PREDICT_MEMORY]));
  printRatio('most memory of ResNet-50, all maps kept / plain predict', runMegabytes / predictMegabytes, '≤ 1.2');
  printFigure('most memory of ResNet-50, all maps kept', runMegabytes, 'MB');
}

/** What a process has now, where the system tells it. */
function residentMegabytes(processId: number | undefined): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(processId)}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** Twenty pictures in one process, and twenty processes one after the other: neither the runner nor its host may grow. */
async function benchmarkManyRuns(request: RunRequest): Promise<void> {
  if (process.platform !== 'linux') return;
  const client = new RunnerClient({ runnerFile });
  const sizes: number[] = [];
  for (let run = 0; run < MANY_RUNS; run++) {
    await client.run(request);
    sizes.push(residentMegabytes(client.processId));
  }
  client.kill();
  await client.closed;
  const grown = (sizes.at(-1) ?? NaN) / (sizes[1] ?? NaN);
  printRatio(`memory of the runner after ${MANY_RUNS} runs in a row / after two`, grown, '≤ 1.05');
  const hostSizes: number[] = [];
  for (let run = 0; run < MANY_RUNS; run++) {
    const other = new RunnerClient({ runnerFile });
    await other.run(request);
    other.kill();
    await other.closed;
    globalThis.gc?.();
    hostSizes.push(process.memoryUsage().heapUsed / 1e6);
  }
  const kept = (hostSizes.at(-1) ?? NaN) - (hostSizes[1] ?? NaN);
  printFigure(`what its host keeps of ${MANY_RUNS - 2} more processes (wanted: nothing)`, kept, 'MB');
}

export async function benchmarkRunner(): Promise<void> {
  const resnet = await makeRequest('resnet50', 'resNet50');
  const vgg = await makeRequest('vgg16', 'vgg16');
  await benchmarkStart('ResNet-50', resnet, '≤ 1000 ms');
  await benchmarkStart('VGG-16', vgg, '≤ 1500 ms');
  await benchmarkVgg(vgg);
  await benchmarkMemory(resnet);
  await benchmarkManyRuns(await makeRequest('squeezenet1_1', 'squeezeNet1_1'));
  await benchmarkMaps(resnet);
}
