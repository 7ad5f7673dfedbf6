// `convlens summary FILE|NETWORK`: the models of a file as tables or as JSON.

import { createAnalyser, type FileAnalysis, type Fix, type ModelReading } from '../analyser/index';
import { applyEdits, measureEffect, type FixEffect } from '../features/fixes';
import { makeSummary } from '../features/summary';
import { makeSummaryJson } from '../features/summaryJson';
import type { Command } from './commandLine';
import { DiskFiles } from './diskFiles';
import { findSource, type FoundSource } from './findSource';
import { InputError } from './inputError';
import { onlyArgument, parseArguments } from './parseArguments';

type Values = ReadonlyMap<string, number | string | boolean>;

export const summary: Command = (args, terminal, installation) => {
  const { values: options, positionals } = parseArguments(args, {
    model: { type: 'string' },
    set: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  });
  const source = findSource(onlyArgument(positionals, 'FILE or NETWORK'), installation);
  const files = new DiskFiles();
  const values = parseValues(options.set ?? [], source, files);
  const analysis = createAnalyser(files, { values }).analyse(source.file);
  const models = chooseModels(analysis, options.model, source);
  const textOf = (file: string): string | undefined => files.readFile(file);
  const nameOf = (file: string): string => (file === source.file ? source.shownName : relativeTo(source, file));
  if (options.json) {
    const effectOf = makeEffectOf(analysis, files, values);
    const json = makeSummaryJson({ analysis, models, fileName: source.shownName, textOf, nameOf, effectOf });
    terminal.out(`${JSON.stringify(json, null, 2)}\n`);
    return Promise.resolve(0);
  }
  const sources = { textOf, linkTo: () => undefined, shortName: nameOf };
  const texts = models.map((model) => makeSummary(analysis, model, sources));
  terminal.out(texts.length > 0 ? texts.join('\n\n') : `${source.shownName}: no TensorFlow.js model found\n`);
  return Promise.resolve(0);
};

/** `NAME=VALUE`: numbers and true/false are meant as such, anything else is text. */
function parseValues(settings: readonly string[], source: FoundSource, files: DiskFiles): Values {
  const values = new Map<string, number | string | boolean>(Object.entries(source.network?.arguments ?? {}));
  for (const setting of settings) {
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

function parseValue(text: string): number | string | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function chooseModels(analysis: FileAnalysis, name: string | undefined, source: FoundSource): readonly ModelReading[] {
  if (name === undefined) return analysis.models;
  const chosen = analysis.models.filter(({ model }) => model.name === name);
  if (chosen.length > 0) return chosen;
  const names = [...new Set(analysis.models.map(({ model }) => model.name))];
  const known = names.length === 0 ? 'it has no model' : `it has ${names.join(', ')}`;
  throw new InputError(`${source.shownName}: there is no model named ${name}; ${known}`);
}

function makeEffectOf(before: FileAnalysis, files: DiskFiles, values: Values) {
  return (fix: Fix, model: ModelReading): FixEffect => {
    const readFile = (file: string): string | undefined => {
      const text = files.readFile(file);
      const edits = fix.edits.filter(({ range }) => range.file === file);
      return text === undefined ? undefined : applyEdits(text, edits);
    };
    return measureEffect(before, createAnalyser({ readFile }, { values }).analyse(before.file), model);
  };
}

/** Another file of the analysis, seen from the one that was asked for. */
function relativeTo(source: FoundSource, file: string): string {
  const folder = source.file.slice(0, source.file.lastIndexOf('/') + 1);
  return file.startsWith(folder) ? file.slice(folder.length) : file;
}
