// `convlens check`: the findings of files and folders, and whether models keep their limits. For people and for CI.

import { makeLimit, type Limit, type Severity } from '../analyser/index';
import { checkFiles, isFailure, type CheckedFile } from './check/checkFiles';
import { findConfig } from './check/findConfig';
import { findTargets } from './check/findTargets';
import { makeGithubReport } from './check/githubReport';
import { makeJsonReport } from './check/jsonReport';
import { refuseUnread, unmatchedPatterns } from './check/leftOut';
import { makeSarifReport } from './check/sarifReport';
import { makeLastLine, makeTextReport } from './check/textReport';
import type { Command } from './commandLine';
import { DiskFiles } from './diskFiles';
import { relativeName } from './findSource';
import { InputError } from './inputError';
import type { Installation } from './installation';
import { parseArguments } from './parseArguments';
import { parseValues, refuseUnused } from './settings';

const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
const SEVERITIES = ['hint', 'info', 'warning', 'error'] as const satisfies readonly Severity[];
/** The options that limit a figure, and how. */
const LIMITS = [
  ['max-params', 'params', '<='],
  ['max-macs', 'macs', '<='],
  ['min-rf', 'rf', '>='],
  ['max-memory', 'memory', '<='],
] as const;

export const check: Command = (args, terminal, installation) => {
  const { values: options, positionals } = parseArguments(args, {
    'max-params': { type: 'string' },
    'max-macs': { type: 'string' },
    'min-rf': { type: 'string' },
    'max-memory': { type: 'string' },
    config: { type: 'string' },
    severity: { type: 'string', default: 'error' },
    set: { type: 'string', multiple: true },
    format: { type: 'string' },
    json: { type: 'boolean' },
    sarif: { type: 'boolean' },
    github: { type: 'boolean' },
  });
  const least = oneOf(SEVERITIES, options.severity, '--severity');
  const format = chooseFormat(options);
  const limits = LIMITS.flatMap(([option, figure, operator]) => parseOption(option, figure, operator, options[option]));
  const config = findConfig(options.config);
  const targets = findTargets(positionals.length > 0 ? positionals : ['.'], config.config, config.folder, installation);
  const files = new DiskFiles();
  const values = parseValues(options.set ?? [], targets.sources, files);
  const checked = checkFiles(targets, config, files, { limits, values });
  refuseUnread(checked, files);
  refuseUnused(
    options.set ?? [],
    checked.map(({ analysis }) => analysis),
  );
  for (const note of unmatchedPatterns(config.config, config.folder, targets, checked))
    terminal.error(`convlens: ${note}\n`);
  terminal.out(makeReport(format, checked, files, least, installation));
  return Promise.resolve(checked.some(({ findings }) => findings.some((one) => isFailure(one, least))) ? 1 : 0);
};

function parseOption(option: string, figure: string, operator: string, value: string | undefined): readonly Limit[] {
  if (value === undefined) return [];
  const limit = makeLimit(figure, operator, value);
  if (typeof limit === 'string') throw new InputError(`--${option} ${value}: ${limit.replace(/\.$/, '')}`);
  return [limit];
}

function chooseFormat(options: Readonly<Record<string, unknown>>): (typeof FORMATS)[number] {
  const short = FORMATS.filter((name) => options[name] === true);
  const named = typeof options.format === 'string' ? [oneOf(FORMATS, options.format, '--format')] : [];
  const [format = 'text', another] = new Set([...named, ...short]);
  if (another !== undefined) throw new InputError(`--format ${format} and ${another}: choose one`);
  return format;
}

function oneOf<T extends string>(allowed: readonly T[], value: string, option: string): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new InputError(`${option} ${value}: choose one of ${allowed.join(', ')}`);
  return found;
}

function makeReport(
  format: (typeof FORMATS)[number],
  checked: readonly CheckedFile[],
  files: DiskFiles,
  least: Severity,
  installation: Installation,
): string {
  const texts = {
    textOf: (file: string): string | undefined => files.readFile(file),
    nameOf: (file: string): string => relativeName(file),
  };
  const asJson = (report: object): string => `${JSON.stringify(report, null, 2)}\n`;
  switch (format) {
    case 'text':
      return makeTextReport(checked, texts, least);
    case 'github':
      return makeGithubReport(checked, texts, least) + makeLastLine(checked, least);
    case 'sarif':
      return asJson(makeSarifReport(checked, texts, installation));
    case 'json':
      return asJson(makeJsonReport(checked, texts, least));
  }
}
