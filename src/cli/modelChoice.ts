// What `convlens run` tells the runner of a model: its function with the arguments, or which of them have to be set.

import path from 'node:path';
import { asArguments, type GivenValues, type ModelReading } from '../analyser/index';
import type { ModelChoice, RunnerFailure } from '../protocol/runner';
import { InputError } from './inputError';

/**
 * @param line of the model's call, from 1
 * @param isDefined the model is known to its last value: it runs even if its function does not
 * @throws InputError that names the option where a value is missing
 */
export function describeChoice(
  { model, factory, factoryArguments = new Map(), factoryParameters }: ModelReading,
  settings: GivenValues,
  place: { readonly file: string; readonly line: number },
  isDefined: boolean,
): ModelChoice {
  if (factory === undefined && settings.size > 0) {
    throw new InputError(`--set: ${model.name} is not made by a function, so there is no parameter to set`);
  }
  const { missing = [], optional = [] } = factoryParameters ?? {};
  // whether a value is needed that has no type, the run tells
  const needed = missing.filter(({ type }) => type.kind !== 'any' && type.kind !== 'code');
  const impossible = missing.filter(({ type }) => type.kind === 'code').map(({ name }) => name);
  if (factory !== undefined && impossible.length > 0 && !isDefined) {
    throw new InputError(
      `${factory}() needs ${impossible.join(', ')}, which cannot be written on a command line: write a function without parameters that calls ${factory}(), and run its model`,
    );
  }
  if (factory !== undefined && needed.length > 0) {
    const names = needed.map(({ name }) => name).join(', ');
    const values = new Map(needed.map(({ name, example }) => [name, JSON.stringify(example)] as const));
    throw new InputError(
      `${factory}() needs ${needed.length === 1 ? 'a value' : 'values'} for ${names}: ${howToSet(values)}`,
    );
  }
  return {
    file: path.normalize(place.file),
    name: model.name,
    line: place.line,
    factory,
    arguments: asArguments(new Map([...factoryArguments, ...settings])),
    optionalParameters: [...optional, ...impossible],
  };
}

/** The message of a run that failed, with what to do about arguments that are missing. */
export function explainFailure({ message, parameters }: RunnerFailure): string {
  const missing = parameters?.missing ?? [];
  return missing.length === 0
    ? message
    : `${message} ${capitalise(howToSet(new Map(missing.map((name) => [name, undefined]))))}.`;
}

function howToSet(values: ReadonlyMap<string, string | undefined>): string {
  const options = [...values].map(([name, example = 'VALUE']) => `--set ${name}=${example}`);
  return `give ${values.size === 1 ? 'it' : 'them'} with ${options.join(' ')}`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
