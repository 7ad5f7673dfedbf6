// How fast the analyser reads ResNet-50, against TypeScript's parser and against building the model.

import * as tf from '@tensorflow/tfjs';
import ts from 'typescript';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createAnalyser, type SourceHost } from '../../src/analyser/index';
import { resNet50 } from '../../src/networks/resnet50';
import { measure, printRatio } from './measure';

const file = path.resolve(__dirname, '../../src/networks/resnet50.ts').replaceAll('\\', '/');
const text = readFileSync(file, 'utf8');
const host: SourceHost = { readFile: (name) => (name === file ? text : undefined) };

function warmUp(body: () => void): void {
  for (let i = 0; i < 30; i++) body();
}

const parse = (): void => void ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
const analyse = (): void => void createAnalyser(host).analyse(file);

export async function benchmarkAnalyser(): Promise<void> {
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
  printRatio('building ResNet-50 in TensorFlow.js / analysing its source', building / analysis, '≥ 50');
  printRatio("analysing ResNet-50 / TypeScript's parser on the same text", analysis / parsing, '≤ 3');
  printRatio("analysing again after one keystroke / TypeScript's parser", keystroke / parsing, '≤ 3');
}
