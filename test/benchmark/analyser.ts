// How fast the analyser reads ResNet-50, against TypeScript's parser and against building the model.

import * as tf from '@tensorflow/tfjs';
import ts from 'typescript';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createAnalyser, type SourceHost } from '../../src/analyser/index';
import { resNet50 } from '../../src/networks/resnet50';
import { printRatio, totalTimes } from './measure';

const file = path.resolve(__dirname, '../../src/networks/resnet50.ts').replaceAll('\\', '/');
const text = readFileSync(file, 'utf8');
const host: SourceHost = { readFile: (name) => (name === file ? text : undefined) };
const WARM_UP_ROUNDS = 100;
const ROUNDS = 300;
const BUILDING_ROUNDS = 5;

const parse = (): void => void ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
const analyse = (): void => void createAnalyser(host).analyse(file);

/** One space more at each call. */
function makeTyping(): () => void {
  let current = text;
  const analyser = createAnalyser({ readFile: (name) => (name === file ? current : undefined) });
  return () => {
    current += ' ';
    analyser.analyse(file);
  };
}

export async function benchmarkAnalyser(): Promise<void> {
  await tf.setBackend('cpu');
  const type = makeTyping();
  totalTimes(WARM_UP_ROUNDS, [parse, analyse, type]);
  const [parsing = NaN, analysis = NaN, typing = NaN] = totalTimes(ROUNDS, [parse, analyse, type]);
  const [building = NaN] = totalTimes(BUILDING_ROUNDS, [() => resNet50().dispose()]);
  const perAnalysis = analysis / ROUNDS;
  printRatio(
    'building ResNet-50 in TensorFlow.js / analysing its source',
    building / BUILDING_ROUNDS / perAnalysis,
    '≥ 50',
  );
  printRatio("analysing ResNet-50 / TypeScript's parser on the same text", analysis / parsing, '≤ 3');
  printRatio("analysing again after one keystroke / TypeScript's parser", typing / parsing, '≤ 3');
}
