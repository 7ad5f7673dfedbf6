// `--model NAME`: which models of a file are meant.

import type { FileAnalysis, ModelReading } from '../analyser/index';
import type { FoundSource } from './findSource';
import { InputError } from './inputError';

/**
 * @param name of a model, or of the function that makes it; undefined for all
 * @throws InputError when there is none of that name
 */
export function chooseModels(
  analysis: FileAnalysis,
  name: string | undefined,
  source: FoundSource,
): readonly ModelReading[] {
  if (name === undefined) return analysis.models;
  const named = analysis.models.filter(({ model }) => model.name === name);
  const chosen = named.length > 0 ? named : analysis.models.filter(({ factory }) => factory === name);
  if (chosen.length > 0) return chosen;
  const names = [...new Set(analysis.models.map(({ model }) => model.name))];
  const known = names.length === 0 ? 'it has no model' : `it has ${names.join(', ')}`;
  throw new InputError(`${source.shownName}: there is no model named ${name}; ${known}`);
}
