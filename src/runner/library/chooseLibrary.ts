// Decides whether a run uses TensorFlow's native library, and says why not.

import fs from 'node:fs';
import { LIBRARY_PACKAGES } from '../../protocol/library';
import type { BackendChoice, RunRequest } from '../../protocol/runner';
import { RunnerError } from '../runnerClient';
import { findLibraries, findNamedLibraries, type FoundLibrary, type LibraryPlaces } from './findLibraries';
import { LIBRARY_VERSION } from './installLibrary';
import { tryLibrary, type LibraryTrial, type TrialOptions } from './tryLibrary';

const HOW_TO_GET_ONE =
  'install @tensorflow/tfjs-node-gpu or @tensorflow/tfjs-node in the project, or with "ConvLens: Install TensorFlow GPU Runtime", or name the folder that has it (setting convlens.run.tensorflowFolder, option --tensorflow-folder)';

const [GPU_PACKAGE, CPU_PACKAGE] = LIBRARY_PACKAGES;

const describe = ({ packageName, folder }: FoundLibrary): string => `${packageName} in ${folder}`;

function describeEmptyFolder({ namedFolder }: LibraryPlaces): string[] {
  if (namedFolder === undefined || findNamedLibraries(namedFolder).length > 0) return [];
  return [`There is no @tensorflow/tfjs-node-gpu or @tensorflow/tfjs-node in ${namedFolder}, which was named for it.`];
}

const majorOf = (version: string): string => version.split('.', 1).join('');

/** Why a library is not even tried. */
function findHindrance(found: FoundLibrary, backend: BackendChoice): string | undefined {
  const { packageName, packageVersion, bindingFile } = found;
  if (bindingFile === undefined) {
    return `${describe(found)} has no native library, because its install script did not run to its end: run "npm rebuild ${packageName}" there.`;
  }
  if (majorOf(packageVersion) !== majorOf(LIBRARY_VERSION)) {
    return `${describe(found)} has version ${packageVersion}, and ConvLens runs TensorFlow.js ${LIBRARY_VERSION}.`;
  }
  return backend === 'auto' && packageName !== GPU_PACKAGE
    ? `${describe(found)} computes on the CPU: choose the backend tensorflow to use it.`
    : undefined;
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
      const hindrance = findHindrance(candidate, backend);
      if (hindrance !== undefined) {
        passedOver.push(hindrance);
        continue;
      }
      const trial = await this.try(candidate, backend === 'auto', watcher);
      if ('failure' in trial) {
        notes.push(`${describe(candidate)} was not used. ${trial.failure}`);
      } else if (trial.isUsingGpu || backend === 'tensorflow') {
        const why =
          candidate.packageName === GPU_PACKAGE ? trial.whyNoGpu : `${CPU_PACKAGE} is the package that uses no GPU`;
        if (!trial.isUsingGpu) notes.push(`TensorFlow computes on the CPU, because ${why}.`);
        return { ...request, backend: 'tensorflow', library: trial.library, notes, passedOver };
      } else {
        notes.push(`No GPU is used, because ${trial.whyNoGpu}.`);
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
    { folder, bindingFile = folder }: FoundLibrary,
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
