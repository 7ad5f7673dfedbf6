// `--set NAME=VALUE`: values for the parameters of the function that makes the model.

import type { DiskFiles } from './diskFiles';
import type { FoundSource } from './findSource';
import { InputError } from './inputError';

export type Settings = ReadonlyMap<string, number | string | boolean>;

/** What the user sets, on top of what a classic network's id stands for. */
export function parseSettings(texts: readonly string[], source: FoundSource, files: DiskFiles): Settings {
  const values = new Map<string, number | string | boolean>(Object.entries(source.network?.arguments ?? {}));
  for (const setting of texts) {
    const match = /^([\p{L}_$][\p{L}\p{N}_$]*)=(.*)$/su.exec(setting);
    if (!match) throw new InputError(`--set ${setting}: write it as NAME=VALUE`);
    const [, name = '', text = ''] = match;
    // A misspelt name would change nothing and say nothing.
    const mentioned = new RegExp(`(?<![\\p{L}\\p{N}_$])${name.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`, 'u');
    if (!mentioned.test(files.readFile(source.file) ?? '')) {
      throw new InputError(`--set ${setting}: ${source.shownName} has nothing named ${name}`);
    }
    values.set(name, parseValue(text));
  }
  return values;
}

/** Numbers and true/false are meant as such, anything else is text. */
function parseValue(text: string): number | string | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
