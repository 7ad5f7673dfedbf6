// `--set NAME=VALUE`: values for the parameters of the function that makes the model.

import { parseGivenValue, type FileAnalysis, type GivenValue, type GivenValues } from '../analyser/index';
import type { DiskFiles } from './diskFiles';
import type { FoundSource } from './findSource';
import { InputError } from './inputError';

/** What the user sets, on top of what a classic network's id stands for. */
export function parseSettings(texts: readonly string[], source: FoundSource, files: DiskFiles): GivenValues {
  return new Map([...Object.entries(source.network?.arguments ?? {}), ...parseValues(texts, [source], files)]);
}

/** What the user sets for functions of some files. */
export function parseValues(texts: readonly string[], sources: readonly FoundSource[], files: DiskFiles): GivenValues {
  const values = new Map<string, GivenValue>();
  for (const setting of texts) {
    const match = /^([\p{L}_$][\p{L}\p{N}_$.]*)=(.*)$/su.exec(setting);
    if (!match) throw new InputError(`--set ${setting}: write it as NAME=VALUE`);
    const [, name = '', text = ''] = match;
    // A misspelt name would change nothing and say nothing.
    const word = name.slice(name.lastIndexOf('.') + 1).replaceAll('$', '\\$');
    const mentioned = new RegExp(`(?<![\\p{L}\\p{N}_$])${word}(?![\\p{L}\\p{N}_$])`, 'u');
    if (!sources.some(({ file }) => mentioned.test(files.readFile(file) ?? ''))) {
      const [first, ...others] = sources;
      const where = first && others.length === 0 ? `${first.shownName} has` : `these ${sources.length} files have`;
      throw new InputError(`--set ${setting}: ${where} nothing named ${name}`);
    }
    values.set(name, parseGivenValue(text));
  }
  return values;
}

/**
 * A value that nothing takes would change nothing and say nothing.
 * @throws InputError for a value that no function took where the analysis started
 */
export function refuseUnused(texts: readonly string[], analyses: readonly FileAnalysis[]): void {
  for (const setting of texts) {
    const name = setting.slice(0, setting.indexOf('='));
    if (analyses.some(({ takenValues }) => takenValues?.has(name))) continue;
    throw new InputError(
      `--set ${setting}: has no effect: ${name} is not a parameter, or the program itself passes a value for it`,
    );
  }
}
