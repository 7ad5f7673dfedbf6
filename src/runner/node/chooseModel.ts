// Finds the model that was asked for in a module that has been loaded: by the line that created it, by name, or by calling a function.

import path from 'node:path';
import type { ModelChoice } from '../../protocol/runner';
import { RunError } from '../core/failure';
import type { LayersModel, TensorFlow } from '../core/tensorFlow';
import { isClass, orderArguments, refuseUnused, type GivenArguments } from './orderArguments';
import type { CreatedModel, Creations } from './recordCreations';

type AnyFunction = (this: unknown, ...values: unknown[]) => unknown;

export interface ModelSearch {
  readonly tf: TensorFlow;
  readonly choice: ModelChoice;
  readonly creations: Creations;
  /** A name of the module's top level, exported or not. */
  readonly readName: (name: string) => unknown;
}

const quote = (file: string): string => path.basename(file);

function isCreatedAt({ places }: CreatedModel, file: string, line: number): boolean {
  return places.some((place) => place.line === line && place.file === path.normalize(file));
}

/** The places are on the line of `sequential` in `tf.sequential(…)`, which may be below the line on which the call starts. */
function findByPlace(models: readonly CreatedModel[], { file, line }: ModelChoice): CreatedModel[] {
  for (const below of [0, 1, 2]) {
    const found = models.filter((created) => isCreatedAt(created, file, line + below));
    if (found.length > 0) return found;
  }
  return [];
}

function describeModels(models: readonly CreatedModel[], file: string): string {
  const lines = models.flatMap(({ places }) => places.find((place) => place.file === path.normalize(file))?.line ?? []);
  const places = [...new Set(lines)].map((line) => `line ${line}`).join(', ');
  return places === '' ? 'none was created in this file' : `the file created models on ${places}`;
}

/** The model of the choice's line that the file's top level has made; undefined when it has not. */
export function findCreatedModel({ tf, choice, creations, readName }: ModelSearch): LayersModel | undefined {
  const named = readName(choice.name);
  const atLine = findByPlace(creations.models, choice);
  if (named instanceof tf.LayersModel && (atLine.length === 0 || atLine.some(({ model }) => model === named))) {
    return named;
  }
  // a sequential model makes another one inside itself, later
  const [only] = atLine.length > 0 ? atLine : creations.models.filter(({ places }) => places.length > 0);
  const isCertain = atLine.length > 0 || countOuterModels(tf, creations.models) === 1;
  return isCertain ? only?.model : undefined;
}

function countOuterModels(tf: TensorFlow, models: readonly CreatedModel[]): number {
  const inner = new Set(
    models.map(({ model }) =>
      model instanceof tf.Sequential ? (model as unknown as { model: unknown }).model : undefined,
    ),
  );
  return models.filter(({ model, places }) => places.length > 0 && !inner.has(model)).length;
}

export function describeMissingModel({ choice, creations }: ModelSearch): RunError {
  const what = choice.factory === undefined ? 'Loading the file' : `Calling ${choice.factory}()`;
  return new RunError(
    `${what} did not create the model of ${quote(choice.file)}:${choice.line}; ${describeModels(creations.models, choice.file)}.`,
  );
}

/** `build`, `Net` (a class), `Net.build` (static or not: then an instance is made with the arguments that its constructor takes). */
function findFactory(
  { choice, readName }: ModelSearch,
  factory: string,
  given: GivenArguments,
): { call: AnyFunction; self: unknown } {
  const [head = '', ...members] = factory.replace(/\(\)$/, '').split('.');
  let self: unknown;
  let value: unknown = readName(head);
  for (const member of members) {
    if (member === 'constructor') continue;
    const isStatic = typeof value === 'object' || (typeof value === 'function' && member in value);
    self = isClass(value) && !isStatic ? construct(value, head, given) : value;
    value = (self as Readonly<Record<string, unknown>> | null | undefined)?.[member];
  }
  if (typeof value !== 'function') {
    const what = factory === '' ? 'A function without a name at' : `The function ${factory} of`;
    throw new RunError(
      `${what} ${quote(choice.file)}:${choice.line} cannot be called from outside: only functions and classes at the top level of a file can be run.`,
    );
  }
  return { call: value as AnyFunction, self };
}

function construct(made: new (...values: never[]) => unknown, name: string, given: GivenArguments): unknown {
  return new made(...(orderArguments(name, made, given) as never[]));
}

/** Calls the choice's function and takes the model that it returns, or the one it created on the choice's line. */
export async function callFactory(search: ModelSearch, factory: string): Promise<LayersModel> {
  const { tf, choice, creations } = search;
  const { arguments: values, optionalParameters: optional = [] } = choice;
  const given: GivenArguments = { values, optional, unused: new Set(Object.keys(values)) };
  const { call, self } = findFactory(search, factory, given);
  const before = creations.models.length;
  const ordered = orderArguments(factory, call, given);
  refuseUnused(factory, given);
  const result: unknown = isClass(call) ? new call(...(ordered as never[])) : await call.apply(self, ordered);
  if (result instanceof tf.LayersModel) return result;
  const made = creations.models.slice(before);
  const [found] = findByPlace(made, choice);
  const model = found?.model ?? (countOuterModels(tf, made) === 1 ? made[0]?.model : undefined);
  if (model === undefined) throw describeMissingModel(search);
  return model;
}
