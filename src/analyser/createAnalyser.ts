// The analyser itself: text in, readings and findings out. Pure: no vscode, no Node, no TensorFlow.js.
// With it comes TypeScript's parser, so that it is loaded when a file is first analysed.

import type { FileAnalysis, ModelReading, Severity } from './analysis';
import { callsFromOutside, type CallsFromOutside } from './evaluation/callsFromOutside';
import { Evaluation } from './evaluation/evaluation';
import { readAnalysis } from './readings';
import type { GivenValues } from './source/givenValues';
import { ParsedFiles } from './source/parse';
import { RULES } from './rules/table';
import type { Limit } from './source/limits';
import { leadsToTensorFlow } from './source/relevance';
import type { SourceHost } from './source/resolve';

/** The rules of advice, with their severities where no setting says otherwise. */
export const RULE_SEVERITIES: ReadonlyMap<string, Severity | 'off'> = new Map(
  RULES.map(({ id, severity }) => [id, severity]),
);

export interface Analyser {
  /** Analyses the file's current text; the answer is kept until a file it was made from changes. */
  analyse(file: string): FileAnalysis;
}

/** What a user sets from outside. */
export interface AnalyserOptions {
  /**
   * Values by name for parameters of the functions at which an evaluation starts, in place of their defaults and of symbols, and of
   * other functions where a call gives no more than symbols: `--set classes=10`.
   */
  readonly values?: GivenValues;
  /** The rules to ask on a file although they are off by default. */
  readonly rulesTurnedOn?: (file: string) => readonly string[];
  /** Limits of a model beside those in comments; always the same for one model. */
  readonly limitsFor?: (model: ModelReading) => readonly Limit[];
}

interface Kept {
  readonly analysis: FileAnalysis;
  /** The text of every file that was read, undefined for those that were looked for and missing. */
  readonly dependencies: ReadonlyMap<string, string | undefined>;
  /** The files that import it, as far as they mattered. */
  readonly importers: string | undefined;
  /** The rules that are off by default and were asked. */
  readonly turnedOn: string;
}

export function createAnalyser(host: SourceHost, options: AnalyserOptions = {}): Analyser {
  const files = new ParsedFiles();
  const kept = new Map<string, Kept>();
  const importersOf = (file: string): string => host.importersOf?.(file).join('\n') ?? '';
  const turnedOnFor = options.rulesTurnedOn ?? (() => []);
  const isCurrent = ({ dependencies, importers, turnedOn }: Kept, file: string): boolean =>
    [...dependencies].every(([path, text]) => host.readFile(path) === text) &&
    turnedOn === turnedOnFor(file).join() &&
    (importers === undefined || importers === importersOf(file));
  return {
    analyse(file) {
      const known = kept.get(file);
      if (known && isCurrent(known, file)) return known.analysis;
      const text = host.readFile(file);
      if (text === undefined || !leadsToTensorFlow(file, text, host)) {
        return { file, models: [], layerCalls: [], operationCalls: [], findings: [] };
      }
      let outside: CallsFromOutside | undefined;
      const calls = (): CallsFromOutside['calls'] => (outside ??= callsFromOutside(file, host, files)).calls;
      const result = new Evaluation(file, text, host, files, { ...options, calls }).run();
      const turnedOn = turnedOnFor(file);
      const analysis = readAnalysis(file, result, new Set(turnedOn), options.limitsFor ?? (() => []));
      kept.set(file, {
        analysis,
        dependencies: new Map([...(outside?.dependencies ?? []), ...result.dependencies]),
        importers: outside && importersOf(file),
        turnedOn: turnedOn.join(),
      });
      return analysis;
    },
  };
}
