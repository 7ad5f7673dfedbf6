// From a model choice to the model: runs the user's file, watches what it does, and picks the model that was asked for.

import path from 'node:path';
import type { ModelDefinition } from '../../protocol/modelDefinition';
import type { ModelChoice } from '../../protocol/runner';
import { buildModel, type BuiltModel } from '../core/buildModel';
import { RunError } from '../core/failure';
import type { LayersModel } from '../core/tensorFlow';
import { callFactory, describeMissingModel, findCreatedModel, type ModelSearch } from './chooseModel';
import { describeFailure, describeIncident, describePlace } from './describeFailure';
import { preventTraining, type ProcessGuard } from './guardProcess';
import { loadModule } from './loadModule';
import type { Creations } from './recordCreations';
import type { SharedTensorFlow } from './sharedTensorFlow';
import type { UserPlaces } from './userPlaces';

/** How long a model that was made by code still under way is given to be completed. */
const COMPLETION_MILLISECONDS = 300;
const POLL_MILLISECONDS = 20;

export interface ModelLoader {
  readonly tensorFlow: SharedTensorFlow;
  readonly userPlaces: UserPlaces;
  readonly creations: Creations;
  readonly guard: ProcessGuard;
}

export interface LoadedModel {
  readonly model: LayersModel;
  readonly notes: readonly string[];
  /** Where its layers stand, when it was built from its definition. */
  readonly places?: BuiltModel['places'];
}

/** Resolves when nothing of the user's is left to happen: then Node would end, were it not for the channel to the parent. */
function waitUntilIdle(): Promise<void> {
  return new Promise((resolve) => {
    process.channel?.unref();
    process.once('beforeExit', () => {
      process.channel?.ref();
      resolve();
    });
  });
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

/** For a file whose code goes on after it has been loaded: `async function main() { … } main()`. */
async function waitForModel(search: ModelSearch, end: Promise<unknown>): Promise<LayersModel | undefined> {
  const over = Promise.race([end, waitUntilIdle()]).then(() => 'over' as const);
  for (;;) {
    const state = await Promise.race([sleep(POLL_MILLISECONDS), over]);
    if (state === 'over') break;
    if (findCreatedModel(search) !== undefined) {
      await Promise.race([sleep(COMPLETION_MILLISECONDS), over]);
      break;
    }
  }
  return findCreatedModel(search);
}

/**
 * The model that the user's code makes; where it makes none, the one of the definition.
 * @throws RunError that says what the user's code did instead of making the model
 */
export async function loadModel(
  loader: ModelLoader,
  choice: ModelChoice,
  definition?: ModelDefinition,
): Promise<LoadedModel> {
  try {
    return await makeModel(loader, choice);
  } catch (thrown) {
    // with other arguments the user's code makes it
    if (definition === undefined || !(thrown instanceof RunError) || thrown.parameters) throw thrown;
    const note = `${thrown.message} The model was therefore built as the editor reads it, without the file.`;
    return { ...buildModel(loader.tensorFlow.tf, definition), notes: [note] };
  }
}

async function makeModel(loader: ModelLoader, choice: ModelChoice): Promise<LoadedModel> {
  const { userPlaces, creations, guard } = loader;
  const { tf } = loader.tensorFlow;
  const file = path.resolve(choice.file);
  const notes: string[] = [];
  const fail = (thrown: unknown): RunError => {
    const exit = guard.findExit();
    const { message, detail } = exit ? describeIncident(exit) : describeFailure(thrown, file, userPlaces, creations);
    return new RunError(message, detail);
  };
  const training = new Promise<void>((resolve) => {
    preventTraining(tf, (method) => {
      const [place] = userPlaces.capture();
      const where = place === undefined ? '' : ` on ${describePlace(place)}`;
      notes.push(`The call of ${method}()${where} was left out: ConvLens runs models, it does not train them.`);
      resolve();
    });
  });
  try {
    const names = [choice.name, choice.factory?.split('.')[0]].filter((name) => name !== undefined);
    const loaded = await loadModule({ ...loader, file, names });
    const exports = await Promise.race([loaded.exports, training]);
    if (guard.findExit()) throw fail(undefined);
    const readName = (name: string): unknown => loaded.readName(name) ?? exports?.[name] ?? undefined;
    const search: ModelSearch = { tf, choice: { ...choice, file }, creations, readName };
    if (choice.factory !== undefined) {
      return { model: await callFactory(search, choice.factory), notes };
    }
    const model = findCreatedModel(search) ?? (await waitForModel(search, training));
    if (model === undefined) {
      throw guard.findExit() || guard.uncaught.length > 0 ? fail(guard.uncaught[0]) : describeMissingModel(search);
    }
    return { model, notes };
  } catch (thrown) {
    throw thrown instanceof RunError && !guard.findExit() ? thrown : fail(thrown);
  }
}
