// What `convlens check` finds: the findings of each file, with the severities and limits of the configuration.

import { createAnalyser } from '../../analyser/createAnalyser';
import type {
  AnalyserOptions,
  FileAnalysis,
  Fix,
  GivenValues,
  Limit,
  ModelReading,
  Severity,
  SourceHost,
  SourceRange,
} from '../../analyser/index';
import { makeDiagnostics, type PlainDiagnostic } from '../../features/findings';
import type { FixEffect } from '../../features/fixes';
import { importedStems, likelyImporters } from '../../features/importStems';
import { configuredLimits } from '../../features/projectConfig';
import { applyRuleSettings, rulesTurnedOn } from '../../features/ruleSettings';
import type { DiskFiles } from '../diskFiles';
import { makeEffectOf } from '../effectOf';
import { relativeName, type FoundSource } from '../findSource';
import type { FoundConfig } from './findConfig';
import type { Targets } from './findTargets';

export interface CheckedFile {
  readonly source: FoundSource;
  readonly analysis: FileAnalysis;
  /** In the order of their places in the file. */
  readonly models: readonly ModelReading[];
  /** In the order of their places. */
  readonly findings: readonly PlainDiagnostic[];
  /** What a fix would change. */
  readonly effectOf: (fix: Fix, model: ModelReading) => FixEffect;
}

export interface CheckOptions {
  /** For all models. */
  readonly limits: readonly Limit[];
  readonly values: GivenValues;
}

export function checkFiles(
  { sources, walked }: Targets,
  { config, folder }: FoundConfig,
  files: DiskFiles,
  { limits, values }: CheckOptions,
): readonly CheckedFile[] {
  const host = hostOf(files, walked);
  const options: AnalyserOptions = {
    rulesTurnedOn: () => rulesTurnedOn(config.rules),
    limitsFor: (reading) => [
      ...limits,
      ...configuredLimits(config, relativeName(reading.model.call.file, folder), reading),
    ],
  };
  const analyser = createAnalyser(host, { ...options, values });
  const checked = sources.map((source): CheckedFile => {
    const own = new Map([...Object.entries(source.network?.arguments ?? {}), ...values]);
    const reader = source.network ? createAnalyser(host, { ...options, values: own }) : analyser;
    const analysis = reader.analyse(source.file);
    const findings = applyRuleSettings(makeDiagnostics(analysis), config.rules);
    findings.sort((a, b) => a.range.start - b.range.start);
    const models = [...analysis.models].sort((a, b) => placeOf(a, source.file).start - placeOf(b, source.file).start);
    return { source, analysis, models, findings, effectOf: makeEffectOf(analysis, host, own) };
  });
  return withoutRepeated(checked);
}

/** The call that makes a model, or the call in the file that led there. */
export function placeOf({ model: { call, path } }: ModelReading, file: string): SourceRange {
  return call.file === file ? call : (path.findLast((site) => site.file === file) ?? call);
}

/** A finding in a file that is checked itself is told there, not at the calls from other files too. */
function withoutRepeated(checked: readonly CheckedFile[]): readonly CheckedFile[] {
  const keyOf = ({ rule, message, findings }: PlainDiagnostic): string => {
    const { file, start } = findings[0]?.range ?? { file: '', start: 0 };
    return [rule, file, start, message].join('\0');
  };
  const isAtItsPlace = ({ range, findings }: PlainDiagnostic): boolean => findings[0]?.range.file === range.file;
  const told = new Set(checked.flatMap(({ findings }) => findings.filter(isAtItsPlace).map(keyOf)));
  return checked.map((file) => ({
    ...file,
    findings: file.findings.filter((finding) => isAtItsPlace(finding) || !told.has(keyOf(finding))),
  }));
}

/** Functions take their values from the files of the folders that call them, as in the editor. */
function hostOf(files: DiskFiles, walked: readonly string[]): SourceHost {
  let imported: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  return {
    readFile: (file) => files.readFile(file),
    importersOf: (file) => {
      imported ??= new Map(walked.map((other) => [other, importedStems(files.readFile(other) ?? '')]));
      return likelyImporters(file, imported);
    },
  };
}

const RANKS: Readonly<Record<Severity, number>> = { hint: 0, info: 1, warning: 2, error: 3 };

/** What makes the check fail. A limit that nobody understands would never be exceeded: its comment fails too. */
export function isFailure({ rule, severity }: PlainDiagnostic, least: Severity): boolean {
  return RANKS[severity] >= RANKS[least] || rule === 'convlens-comment' || isExceeded({ rule, severity });
}

/** Not one of which it cannot be told. */
export function isExceeded({ rule, severity }: Pick<PlainDiagnostic, 'rule' | 'severity'>): boolean {
  return rule === 'budget' && severity === 'error';
}

/** Hints are not for all to see, unless they count; but what cannot be told of a budget is. */
export function shownWith(least: Severity): (finding: PlainDiagnostic) => boolean {
  return ({ severity, rule }) => severity !== 'hint' || least === 'hint' || rule === 'budget';
}
