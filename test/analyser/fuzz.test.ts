// Mutated model texts: whatever they are, the analysis throws nothing, keeps to its budget, and ends.
// CONVLENS_FUZZ: how many texts, instead of a few hundred. CONVLENS_FUZZ_SEED: where to begin, to repeat a failure.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Evaluation } from '../../src/analyser/evaluation/evaluation';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { Unknown, type FileAnalysis } from '../../src/analyser/index';
import { DEFAULT_LIMITS } from '../../src/analyser/interpreter/machine';
import { ParsedFiles } from '../../src/analyser/source/parse';
import { hostOf } from '../support/annotatedSource';
import { FUZZED_MODELS } from './fuzzedModels';
import { FILE, TYPED_MODELS } from './typedModels';

const COUNT = Number(process.env.CONVLENS_FUZZ ?? 300);
const FIRST_SEED = Number(process.env.CONVLENS_FUZZ_SEED ?? 1);

/** A small generator of its own, so that a seed names one text for ever (mulberry32). */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const TOKEN = /[A-Za-z_$][\w$]*|\d+(?:\.\d+)?|'[^'\n]*'|\s+|[^\s\w]/g;
const NUMBERS = ['0', '1', '-1', '2', '3', '64', '1e9', '0.5', 'NaN', '1e308', 'undefined'];
const PIECES = [
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  ',',
  ';',
  '...',
  '=>',
  '?.',
  '`',
  '${',
  '/*',
  'await ',
  'new ',
  'while (true) ',
  'x',
];

type Mutation = (text: string, random: (below: number) => number) => string;

const onTokens =
  (change: (tokens: string[], at: number, random: (below: number) => number) => void): Mutation =>
  (text, random) => {
    const tokens = text.match(TOKEN) ?? [''];
    change(tokens, random(tokens.length), random);
    return tokens.join('');
  };

const MUTATIONS: readonly Mutation[] = [
  onTokens((tokens, at) => void tokens.splice(at, 1)),
  onTokens((tokens, at) => void tokens.splice(at, 0, tokens[at] ?? '')),
  onTokens((tokens, at, random) => {
    const other = random(tokens.length);
    [tokens[at], tokens[other]] = [tokens[other] ?? '', tokens[at] ?? ''];
  }),
  onTokens((tokens, at, random) => void tokens.splice(at, 0, PIECES[random(PIECES.length)] ?? '')),
  onTokens((tokens, at, random) => void tokens.splice(at, 1 + random(20))),
  (text, random) =>
    text.replace(/\d+/g, (number) => (random(6) === 0 ? (NUMBERS[random(NUMBERS.length)] ?? '') : number)),
  (text, random) => {
    const lines = text.split('\n');
    const [a, b] = [random(lines.length), random(lines.length)];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    return lines.join('\n');
  },
  (text, random) => text.slice(0, random(text.length + 1)),
  (text, random) => text.slice(random(text.length + 1)),
];

function mutate(text: string, random: (below: number) => number): string {
  let mutated = text;
  for (let count = 1 + random(4); count > 0; count--) {
    mutated = MUTATIONS[random(MUTATIONS.length)]?.(mutated, random) ?? mutated;
  }
  return mutated;
}

const networks = new URL('../../src/networks/', import.meta.url);
const SOURCES: readonly string[] = [
  ...Object.values(TYPED_MODELS),
  ...Object.values(FUZZED_MODELS),
  ...readdirSync(networks)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, networks), 'utf8')),
];

/** Much smaller than in the editor, so that a run that reaches it is quick. */
const LIMITS = { ...DEFAULT_LIMITS, steps: 50_000 };

/** Everything a reader of the analysis would touch. */
function readAll({ layerCalls, models, findings }: FileAnalysis): string {
  const figures = [...layerCalls.flatMap(({ readings }) => readings), ...models.flatMap(({ layers }) => layers)].map(
    ({ outputShape, parameters, macs, receptiveField }) => [outputShape, parameters, macs, receptiveField].map(String),
  );
  return [
    ...figures.flat(),
    ...models.flatMap(({ totals }) => Object.values(totals).map(String)),
    ...layerCalls.map(({ range }) => [range.start, range.end].join()),
    ...findings.flatMap(({ message, range }) => [message, range.start, range.end].join()),
  ].join();
}

describe('mutated texts', () => {
  it.each(Object.entries(FUZZED_MODELS))('are of texts without a fault: %s', (_title, text) => {
    const { layerCalls, operationCalls, findings } = createAnalyser(hostOf(new Map([[FILE, text]]))).analyse(FILE);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const shapes = [...layerCalls, ...operationCalls].flatMap(({ readings }) => readings.map((one) => one.outputShape));
    expect(shapes.length).toBeGreaterThan(3);
    expect(shapes.filter((shape) => shape instanceof Unknown)).toEqual([]);
  });

  it(
    `end without an exception, and as if they had been there from the start (${String(COUNT)} texts from seed ${String(FIRST_SEED)})`,
    { timeout: 3_600_000 },
    () => {
      const failures: string[] = [];
      for (let seed = FIRST_SEED; seed < FIRST_SEED + COUNT; seed++) {
        const random = createRandom(seed);
        const file = `/project/model.${['ts', 'tsx', 'js'][random(3)] ?? 'ts'}`;
        const whole = SOURCES[seed % SOURCES.length] ?? '';
        const text = mutate(whole, random);
        const texts = new Map([[file, whole]]);
        const host = hostOf(texts);
        try {
          const edited = createAnalyser(host);
          edited.analyse(file);
          texts.set(file, text);
          const evaluation = new Evaluation(file, text, host, new ParsedFiles(), { limits: LIMITS });
          for (const { reason, range } of evaluation.run().earlyEnds) {
            if (!/stopped|throws/.test(reason) || range.start > range.end)
              failures.push(`seed ${String(seed)}: ${reason}`);
          }
          const analysis = createAnalyser(host).analyse(file);
          if (readAll(analysis) !== readAll(edited.analyse(file))) {
            failures.push(`seed ${String(seed)}: after an edit the analysis is another than that of the text`);
          }
          for (const { range } of [...analysis.layerCalls, ...analysis.findings]) {
            if (range.file === file && (range.start < 0 || range.end > text.length || range.start > range.end)) {
              failures.push(`seed ${String(seed)}: a range outside of the text`);
            }
          }
        } catch (error) {
          failures.push(`seed ${String(seed)}: ${String((error as Error).stack)}`);
        }
      }
      expect(failures).toEqual([]);
    },
  );
});
