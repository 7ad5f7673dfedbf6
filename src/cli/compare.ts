// `convlens compare A B`: models side by side, classic networks or those of files.

import path from 'node:path';
import { createAnalyser } from '../analyser/createAnalyser';
import type { ModelReading } from '../analyser/index';
import { compareModel } from '../features/comparison';
import { makeComparisonJson, type NamedComparison } from '../features/comparisonJson';
import { makeComparisonText } from '../features/comparisonText';
import { modelOfFactory } from '../features/networkModel';
import { chooseModels } from './chooseModels';
import type { Command } from './commandLine';
import { DiskFiles } from './diskFiles';
import { findSource, isThere, type FoundSource } from './findSource';
import { InputError } from './inputError';
import type { Installation } from './installation';
import { parseArguments } from './parseArguments';

export const compare: Command = (args, terminal, installation) => {
  const { values: options, positionals } = parseArguments(args, { json: { type: 'boolean' } });
  if (positionals.length < 2) {
    throw new InputError(
      'two models are needed, each a FILE, FILE#MODEL or NETWORK; convlens --help shows what there is',
    );
  }
  const files = new DiskFiles();
  const found = positionals.map((argument) => findModel(argument, files, installation));
  const models = found.map(({ model }) => model);
  const textOf = (name: string): string | undefined => files.readFile(name);
  const shortName = (name: string): string => path.relative('', name);
  terminal.out(
    options.json
      ? `${JSON.stringify(makeComparisonJson(found, { textOf, nameOf: shortName }), null, 2)}\n`
      : makeComparisonText(models, { textOf, linkTo: () => undefined, shortName }),
  );
  return Promise.resolve(0);
};

/** @param argument FILE, FILE#MODEL or NETWORK */
function findModel(argument: string, files: DiskFiles, installation: Installation): NamedComparison {
  const at = isThere(argument) ? -1 : argument.lastIndexOf('#');
  const [place, name] = at < 0 ? [argument] : [argument.slice(0, at), argument.slice(at + 1)];
  const source = findSource(place, installation);
  const values = new Map(Object.entries(source.network?.arguments ?? {}));
  const analysis = createAnalyser(files, { values }).analyse(source.file);
  const reading =
    source.network && name === undefined
      ? modelOfFactory(analysis, source.network.factory)
      : onlyModel(chooseModels(analysis, name, source), source, name);
  if (!reading) throw new InputError(`${source.shownName}: no TensorFlow.js model found`);
  const title = source.network?.title ?? argument;
  return {
    model: compareModel(title, reading),
    file: source.shownName,
    sourceFile: source.file,
    name: reading.model.name,
  };
}

/** Models of one place in the file (a function called twice) are one. */
function onlyModel(
  models: readonly ModelReading[],
  { shownName }: FoundSource,
  name: string | undefined,
): ModelReading | undefined {
  const names = [...new Set(models.map(({ model }) => model.name))];
  const places = new Set(models.map(({ model }) => `${model.call.file}:${model.call.start}`));
  if (places.size <= 1) return models[0];
  const [first = ''] = names;
  if (name !== undefined || names.length === 1) {
    throw new InputError(
      `${shownName}: there is more than one model named ${name ?? first}; give them different names`,
    );
  }
  throw new InputError(`${shownName}: has several models (${names.join(', ')}); write ${shownName}#${first}`);
}
