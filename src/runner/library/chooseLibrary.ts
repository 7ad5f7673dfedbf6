// Decides whether a run uses TensorFlow's native library, and says why not.

import fs from 'node:fs';
import type { RunRequest } from '../../protocol/runner';
import { RunnerError } from '../runnerClient';
import { findLibraries, findNamedLibraries, type FoundLibrary, type LibraryPlaces } from './findLibraries';
import { tryLibrary, type LibraryTrial, type TrialOptions } from './tryLibrary';

const HOW_TO_GET_ONE =
  'install @tensorflow/tfjs-node-gpu or @tensorflow/tfjs-node in the project, or with "ConvLens: Install TensorFlow GPU Runtime", or name the folder that has it (setting convlens.run.tensorflowFolder, option --tensorflow-folder)';

const describe = ({ packageName, folder }: FoundLibrary): string => `${packageName} in ${folder}`;

function describeEmptyFolder({ namedFolder }: LibraryPlaces): string[] {
  if (namedFolder === undefined || findNamedLibraries(namedFolder).length > 0) return [];
  return [`There is no @tensorflow/tfjs-node-gpu or @tensorflow/tfjs-node in ${namedFolder}, which was named for it.`];
}

export interface TrialWatcher {
  /** Ends a trial that is under way. */
  readonly signal: AbortSignal;
  readonly onTrial: () => void;
}

/** Remembers what was tried, so that the runs of a window try a library once. */
export class LibraryChooser {
  private readonly trials = new Map<string, LibraryTrial>();

  constructor(private readonly options: TrialOptions) {}

  /**
   * The request with the library to use, if there is one, and why not another.
   * @throws RunnerError when the library was asked for and there is none that works
   */
  async choose(request: RunRequest, places: LibraryPlaces, watcher: TrialWatcher): Promise<RunRequest> {
    const { backend, model } = request;
    if (backend !== 'auto' && backend !== 'tensorflow') return request;
    const notes = describeEmptyFolder(places);
    const passedOver: string[] = [];
    const found = findLibraries(model.file, places);
    for (const candidate of found) {
      const isForGpu = candidate.packageName === '@tensorflow/tfjs-node-gpu';
      if (candidate.bindingFile === undefined) {
        passedOver.push(
          `${describe(candidate)} has no native library, because its install script did not run to its end: run "npm rebuild ${candidate.packageName}" there.`,
        );
      } else if (backend === 'auto' && !isForGpu) {
        passedOver.push(`${describe(candidate)} computes on the CPU: choose the backend tensorflow to use it.`);
      } else {
        const trial = await this.try(candidate, candidate.bindingFile, backend === 'auto', watcher);
        if ('failure' in trial) {
          notes.push(`${describe(candidate)} was not used. ${trial.failure}`);
        } else if (trial.isUsingGpu || backend === 'tensorflow') {
          const why = isForGpu ? trial.whyNoGpu : '@tensorflow/tfjs-node is the package that uses no GPU';
          if (!trial.isUsingGpu) notes.push(`TensorFlow computes on the CPU, because ${why}.`);
          return { ...request, backend: 'tensorflow', library: trial.library, notes, passedOver };
        } else {
          notes.push(`No GPU is used, because ${trial.whyNoGpu}.`);
        }
      }
    }
    if (backend === 'tensorflow') {
      const reasons = ['There is no TensorFlow library that works.', ...notes, ...passedOver];
      throw new RunnerError(`${reasons.join(' ')} Choose auto or wasm, or ${HOW_TO_GET_ONE}.`);
    }
    if (found.length === 0) passedOver.push(`No TensorFlow library was found that could use a GPU: ${HOW_TO_GET_ONE}.`);
    return { ...request, notes, passedOver };
  }

  private async try(
    { folder }: FoundLibrary,
    bindingFile: string,
    isFailureKept: boolean,
    { signal, onTrial }: TrialWatcher,
  ): Promise<LibraryTrial> {
    const key = `${bindingFile} ${fs.statSync(bindingFile).mtimeMs}`;
    const known = this.trials.get(key);
    const isGood = known !== undefined && 'library' in known && known.isUsingGpu;
    if (known !== undefined && (isGood || isFailureKept)) return known;
    onTrial();
    const trial = await tryLibrary(this.options, folder, signal);
    this.trials.set(key, trial);
    return trial;
  }
}
