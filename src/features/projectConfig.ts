// `convlens.config.json`: severities of rules, budgets, and the files that `convlens check` looks at. Paths are relative to the file's folder.

import { parseLimits, type Limit, type ModelReading, type Severity } from '../analyser/index';
import { matchesGlob } from './glob';

export const CONFIG_FILE_NAME = 'convlens.config.json';

export interface ProjectConfig {
  /** Severities or `off` by the ids of rules. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly budgets: readonly ConfiguredBudget[];
  /** Patterns; undefined for all. */
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[];
}

/** Limits for all models, or for those of some files, or of some name. */
export interface ConfiguredBudget {
  readonly limits: readonly Limit[];
  readonly files: readonly string[] | undefined;
  readonly models: readonly string[] | undefined;
}

/** What is wrong with a configuration, as one sentence. */
export class ConfigError extends Error {}

export const NO_CONFIG: ProjectConfig = { rules: {}, budgets: [], include: undefined, exclude: [] };

/** @throws ConfigError */
export function parseProjectConfig(text: string, ruleIds: readonly string[]): ProjectConfig {
  const entries = entriesOf(parseJson(text), 'it', ['$schema', 'include', 'exclude', 'rules', 'budgets']);
  return {
    rules: parseRules(entries.rules ?? {}, ruleIds),
    budgets: listOf(entries.budgets ?? [], '"budgets"').map(parseBudget),
    include: entries.include === undefined ? undefined : textsOf(entries.include, '"include"'),
    exclude: textsOf(entries.exclude ?? [], '"exclude"'),
  };
}

/** @param path of the file, relative to the configuration's folder */
export function isIncluded({ include, exclude }: ProjectConfig, path: string): boolean {
  const matches = (pattern: string): boolean => matchesGlob(path, pattern);
  return (include?.some(matches) ?? true) && !exclude.some(matches);
}

/** @param path of the file in which the model is made, relative to the configuration's folder */
export function configuredLimits(
  { budgets }: ProjectConfig,
  path: string,
  { model, factory }: ModelReading,
): readonly Limit[] {
  return budgets
    .filter(({ files, models }) => {
      const isFile = files?.some((pattern) => matchesGlob(path, pattern)) ?? true;
      return isFile && (models?.some((name) => name === model.name || name === factory) ?? true);
    })
    .flatMap(({ limits }) => limits);
}

const SEVERITIES: readonly string[] = ['off', 'hint', 'info', 'warning', 'error'] satisfies (Severity | 'off')[];

function parseRules(value: unknown, ruleIds: readonly string[]): ProjectConfig['rules'] {
  const rules: Record<string, Severity | 'off'> = {};
  for (const [id, severity] of Object.entries(entriesOf(value, '"rules"', ruleIds))) {
    if (!isSeverity(severity))
      throw new ConfigError(`the rule "${id}" is ${shown(severity)}; allowed are ${listed(SEVERITIES)}`);
    rules[id] = severity;
  }
  return rules;
}

function isSeverity(value: unknown): value is Severity | 'off' {
  return typeof value === 'string' && SEVERITIES.includes(value);
}

function parseBudget(value: unknown): ConfiguredBudget {
  const { budget, files, models } = entriesOf(value, 'an entry of "budgets"', ['budget', 'files', 'models']);
  if (typeof budget !== 'string') {
    throw new ConfigError(
      `"budget" of an entry of "budgets" is ${shown(budget)}; it must be a string like "params<5M macs<300M"`,
    );
  }
  const limits = parseLimits(budget);
  if (typeof limits === 'string') throw new ConfigError(`"budget": ${limits.replace(/\.$/, '')}`);
  return {
    limits,
    files: files === undefined ? undefined : textsOf(files, '"files"'),
    models: models === undefined ? undefined : textsOf(models, '"models"'),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`it is not valid JSON: ${(error as Error).message}`);
  }
}

function entriesOf(value: unknown, what: string, allowed: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigError(`${what} is ${shown(value)}; it must be an object`);
  }
  const unknown = Object.keys(value).find((key) => !allowed.includes(key));
  if (unknown !== undefined)
    throw new ConfigError(`${what} has an unknown key "${unknown}"; allowed are ${listed(allowed)}`);
  return value as Readonly<Record<string, unknown>>;
}

function textsOf(value: unknown, what: string): readonly string[] {
  if (typeof value === 'string') return [value];
  return listOf(value, what).map((text) => {
    if (typeof text !== 'string') throw new ConfigError(`an entry of ${what} is ${shown(text)}; it must be a string`);
    return text;
  });
}

function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new ConfigError(`${what} is ${shown(value)}; it must be a list`);
  return value;
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60);
}

function listed(names: readonly string[]): string {
  return names.join(', ');
}
