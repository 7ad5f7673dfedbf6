// How fast the analyser is, against TypeScript's parser and against building the model; what it keeps of open files.

import * as tf from '@tensorflow/tfjs';
import ts from 'typescript';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { resNet152 } from '../../src/networks/resnet152';
import { resNet50 } from '../../src/networks/resnet50';
import { printFigure, printRatio, totalTimes } from './measure';
import { makeLongProgram } from './longProgram';

const networks = path.resolve(__dirname, '../../src/networks').replaceAll('\\', '/');
const textOf = (name: string): string => readFileSync(`${networks}/${name}.ts`, 'utf8');

/** What an editor does in its first minute. */
const FIRST_ROUNDS = 20;
const WARM_UP_ROUNDS = 200;
const ROUNDS = 300;
const BUILDING_ROUNDS = 3;
const OPEN_FILES = 50;

const parser = (file: string, text: string) => (): void =>
  void ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);

/** Every call analyses from nothing; a network may read the files beside it. */
const analysis = (name: string) => (): void =>
  void createAnalyser({ readFile: readNetwork }).analyse(`${networks}/${name}.ts`);

function readNetwork(file: string): string | undefined {
  return path.dirname(file) === networks && file.endsWith('.ts') ? readFileSync(file, 'utf8') : undefined;
}

/** The text with and without one more space in its middle, in turns. */
function makeKeystrokes(text: string): { readonly at: number; readonly next: () => string } {
  const at = text.indexOf('\n', text.length / 2);
  const longer = `${text.slice(0, at)} ${text.slice(at)}`;
  let isLonger = false;
  return { at, next: () => ((isLonger = !isLonger) ? longer : text) };
}

function typing(text: string): () => void {
  const { next } = makeKeystrokes(text);
  let current = text;
  const analyser = createAnalyser({ readFile: (name) => (name === 'typed.ts' ? current : undefined) });
  return () => {
    current = next();
    analyser.analyse('typed.ts');
  };
}

/** TypeScript's own way to parse a text that changed a little. */
function incrementalParsing(text: string): () => void {
  const { at, next } = makeKeystrokes(text);
  let tree = ts.createSourceFile('typed.ts', text, ts.ScriptTarget.Latest);
  return () => {
    const before = tree.text.length;
    const after = next();
    const change = {
      span: { start: at, length: before > after.length ? 1 : 0 },
      newLength: before > after.length ? 0 : 1,
    };
    tree = ts.updateSourceFile(tree, after, change);
  };
}

/** The mean time of one call of each, in milliseconds. */
function meanTimes(rounds: number, bodies: readonly (() => void)[]): number[] {
  return totalTimes(rounds, bodies).map((total) => total / rounds);
}

function benchmarkMemory(): void {
  const sources = readdirSync(networks).filter((name) => name.endsWith('.ts'));
  const texts = new Map<string, string>();
  for (let i = 0; i < OPEN_FILES; i++) {
    // What several import lies beside them all.
    const name = sources[i % sources.length]!;
    texts.set(`/open${String(Math.floor(i / sources.length))}/${name}`, readFileSync(`${networks}/${name}`, 'utf8'));
  }
  const analyser = createAnalyser({ readFile: (file) => texts.get(file) });
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (const file of texts.keys()) analyser.analyse(file);
  globalThis.gc?.();
  const kept = process.memoryUsage().heapUsed - before;
  printFigure(`memory of ${String(OPEN_FILES)} open model files (classic networks)`, kept / 1e6, 'MB');
}

export async function benchmarkAnalyser(): Promise<void> {
  const resnet50 = textOf('resnet50');
  const longProgram = makeLongProgram();
  const parse = parser('resnet50.ts', resnet50);
  const analyse = analysis('resnet50');
  const [firstParsing = NaN, firstAnalysis = NaN] = meanTimes(FIRST_ROUNDS, [parse, analyse]);
  const keystrokes = [typing(resnet50), typing(longProgram), incrementalParsing(longProgram)];
  const bodies = [parse, analyse, ...keystrokes, analysis('resnet152')];
  totalTimes(WARM_UP_ROUNDS, bodies);
  const [parsing = NaN, analysing = NaN, typed = NaN, longTyped = NaN, longParsed = NaN, analysing152 = NaN] =
    meanTimes(ROUNDS, bodies);
  await tf.setBackend('cpu');
  const [building50 = NaN, building152 = NaN] = meanTimes(BUILDING_ROUNDS, [
    () => resNet50().dispose(),
    () => resNet152().dispose(),
  ]);
  printRatio('building ResNet-50 in TensorFlow.js / analysing its source', building50 / analysing, '≥ 50');
  printRatio('building ResNet-152 in TensorFlow.js / analysing its source', building152 / analysing152, '≥ 100');
  const text = "TypeScript's parser on the same text";
  printRatio(
    `analysing ResNet-50 / ${text}, the first ${String(FIRST_ROUNDS)} times`,
    firstAnalysis / firstParsing,
    '≤ 3',
  );
  printRatio(`analysing ResNet-50 / ${text}, after hundreds`, analysing / parsing, '≤ 3');
  printRatio("one keystroke in ResNet-50 / TypeScript's parser", typed / parsing, '≤ 3');
  printRatio("one keystroke in 1,000 lines / TypeScript's incremental parser", longTyped / longParsed, '≤ 2');
  benchmarkMemory();
}
