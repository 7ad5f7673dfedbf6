// `convlens summary FILE|NETWORK`: the models of a file as tables or as JSON.

import { createAnalyser, RULE_SEVERITIES } from '../analyser/createAnalyser';
import { makeSummary } from '../features/summary';
import { makeSummaryJson } from '../features/summaryJson';
import { chooseModels } from './chooseModels';
import type { Command } from './commandLine';
import { DiskFiles } from './diskFiles';
import { findSource, type FoundSource } from './findSource';
import { makeEffectOf } from './effectOf';
import { InputError } from './inputError';
import { onlyArgument, parseArguments } from './parseArguments';
import { parseSettings, refuseUnused } from './settings';

export const summary: Command = (args, terminal, installation) => {
  const { values: options, positionals } = parseArguments(args, {
    model: { type: 'string' },
    set: { type: 'string', multiple: true },
    rule: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  });
  const { rule: turnedOn = [] } = options;
  for (const rule of turnedOn) {
    if (!RULE_SEVERITIES.has(rule)) throw new InputError(`--rule ${rule}: there is no rule of that name`);
  }
  const source = findSource(onlyArgument(positionals, 'FILE or NETWORK'), installation);
  const files = new DiskFiles();
  const values = parseSettings(options.set ?? [], source, files);
  const analysis = createAnalyser(files, { values, rulesTurnedOn: () => turnedOn }).analyse(source.file);
  refuseUnused(options.set ?? [], [analysis]);
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

/** Another file of the analysis, seen from the one that was asked for. */
function relativeTo(source: FoundSource, file: string): string {
  const folder = source.file.slice(0, source.file.lastIndexOf('/') + 1);
  return file.startsWith(folder) ? file.slice(folder.length) : file;
}
