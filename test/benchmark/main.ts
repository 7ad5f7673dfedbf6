// `npm run bench`: how fast the analyser is, as ratios within one run. Machines differ and are noisy; ratios carry over.

import * as tf from '@tensorflow/tfjs';
import ts from 'typescript';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createAnalyser, type SourceHost } from '../../src/analyser/index';
import { resNet50 } from '../../src/networks/resnet50';

const file = path.resolve(__dirname, '../../src/networks/resnet50.ts').replaceAll('\\', '/');
const text = readFileSync(file, 'utf8');
const host: SourceHost = { readFile: (name) => (name === file ? text : undefined) };

/** Median of several runs, in milliseconds. */
function measure(runs: number, body: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    body();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? NaN;
}

function warmUp(body: () => void): void {
  for (let i = 0; i < 30; i++) body();
}

const parse = (): void => void ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
const analyse = (): void => void createAnalyser(host).analyse(file);

async function main(): Promise<void> {
  await tf.setBackend('cpu');
  warmUp(parse);
  warmUp(analyse);
  const parsing = measure(50, parse);
  const analysis = measure(50, analyse);
  let current = text;
  const analyser = createAnalyser({ readFile: (name) => (name === file ? current : undefined) });
  analyser.analyse(file);
  const keystroke = measure(50, () => {
    current += ' ';
    analyser.analyse(file);
  });
  const building = measure(3, () => {
    resNet50().dispose();
  });
  const ratio = (name: string, value: number, wanted: string): void => {
    console.log(`${name.padEnd(64)} ${value.toFixed(2).padStart(8)}×   wanted: ${wanted}`);
  };
  ratio('building ResNet-50 in TensorFlow.js / analysing its source', building / analysis, '≥ 50');
  ratio("analysing ResNet-50 / TypeScript's parser on the same text", analysis / parsing, '≤ 3');
  ratio("analysing again after one keystroke / TypeScript's parser", keystroke / parsing, '≤ 3');
}

void main();
