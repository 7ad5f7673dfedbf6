// Decides whether a run uses a native library, and says why not.

import fs from 'node:fs';
import { LIBRARY_PACKAGES, NATIVE_BACKENDS, type NativeBackend } from '../../protocol/library';
import type { BackendChoice, RunRequest } from '../../protocol/runner';
import { RunnerError } from '../runnerClient';
import { findLibraries, findNamedLibraries, type FoundLibrary, type LibraryPlaces } from './findLibraries';
import { LIBRARY_VERSIONS } from './installLibrary';
import { tryLibrary, type LibraryTrial, type TrialOptions } from './tryLibrary';

interface Wording {
  readonly title: string;
  readonly packages: string;
  readonly howToGetOne: string;
}

const WORDINGS: Readonly<Record<NativeBackend, Wording>> = {
  tensorflow: {
    title: 'TensorFlow',
    packages: '@tensorflow/tfjs-node-gpu or @tensorflow/tfjs-node',
    howToGetOne:
      'install @tensorflow/tfjs-node-gpu or @tensorflow/tfjs-node in the project, or with "ConvLens: Install TensorFlow GPU Runtime", or name the folder that has it (setting convlens.run.tensorflowFolder, option --tensorflow-folder)',
  },
  webgpu: {
    title: 'WebGPU',
    packages: 'webgpu',
    howToGetOne:
      'install the npm package webgpu in the project, or with "ConvLens: Install WebGPU Runtime", or name the folder that has it (setting convlens.run.webgpuFolder, option --webgpu-folder)',
  },
};

const [, CPU_PACKAGE] = LIBRARY_PACKAGES.tensorflow;

const ELECTRON_FORBIDS =
  'Outside the panel WebGPU needs Node.js itself: this VS Code runs its processes in Electron, which forbids memory as Dawn shares it';

const describe = ({ packageName, folder }: FoundLibrary): string => `${packageName} in ${folder}`;

function describeEmptyFolder(backend: NativeBackend, { namedFolder }: LibraryPlaces): string[] {
  if (namedFolder === undefined || findNamedLibraries(backend, namedFolder).length > 0) return [];
  return [`There is no ${WORDINGS[backend].packages} in ${namedFolder}, which was named for it.`];
}

const majorOf = (version: string): string => version.split('.', 1).join('');

/** Why a library is not even tried. */
function findHindrance(found: FoundLibrary, backend: BackendChoice): string | undefined {
  const { packageName, packageVersion, bindingFile } = found;
  if (bindingFile === undefined) {
    return packageName === 'webgpu'
      ? `${describe(found)} has nothing compiled for this machine (${process.platform}-${process.arch}).`
      : `${describe(found)} has no native library, because its install script did not run to its end: run "npm rebuild ${packageName}" there.`;
  }
  const wanted = LIBRARY_VERSIONS[packageName];
  if (packageName !== 'webgpu' && majorOf(packageVersion) !== majorOf(wanted)) {
    return `${describe(found)} has version ${packageVersion}, and ConvLens runs TensorFlow.js ${wanted}.`;
  }
  return backend === 'auto' && packageName === CPU_PACKAGE
    ? `${describe(found)} computes on the CPU: choose the backend tensorflow to use it.`
    : undefined;
}

export interface TrialWatcher {
  /** Ends a trial that is under way. */
  readonly signal: AbortSignal;
  readonly onTrial: () => void;
}

/** Where the library of a backend may be. */
export type LibraryPlacesOf = (backend: NativeBackend) => LibraryPlaces;

export interface ChooserOptions extends TrialOptions {
  /** Whether the runner's processes run in Electron; by default what this one says of itself. */
  readonly isElectron?: boolean;
}

/** Remembers what was tried, so that the runs of a window try a library once. */
export class LibraryChooser {
  private readonly trials = new Map<string, LibraryTrial>();

  constructor(private readonly options: ChooserOptions) {}

  /**
   * The request with a native library to use, if one is wanted and there is one, and why not another.
   * @param backends that are asked, in order; once one is chosen the others are not
   * @throws RunnerError when a backend was asked for and there is no library that works
   */
  async choose(
    request: RunRequest,
    places: LibraryPlacesOf,
    watcher: TrialWatcher,
    backends: readonly NativeBackend[] = NATIVE_BACKENDS,
  ): Promise<RunRequest> {
    let chosen = request;
    for (const backend of backends) chosen = await this.chooseOf(backend, chosen, places(backend), watcher);
    return chosen;
  }

  private async chooseOf(
    backend: NativeBackend,
    request: RunRequest,
    places: LibraryPlaces,
    watcher: TrialWatcher,
  ): Promise<RunRequest> {
    const isWanted = request.backend === backend;
    if ((request.backend !== 'auto' && !isWanted) || request.library !== undefined) return request;
    const { title, howToGetOne } = WORDINGS[backend];
    const notes = [...(request.notes ?? [])];
    const passedOver = [...(request.passedOver ?? [])];
    const { isElectron = process.versions.electron !== undefined } = this.options;
    if (backend === 'webgpu' && isElectron) {
      if (isWanted) throw new RunnerError(`${ELECTRON_FORBIDS}. Choose auto or wasm.`);
      return { ...request, passedOver: [...passedOver, `${ELECTRON_FORBIDS}.`] };
    }
    notes.push(...describeEmptyFolder(backend, places));
    const found = findLibraries(backend, request.model.file, places);
    for (const candidate of found) {
      const hindrance = findHindrance(candidate, request.backend);
      if (hindrance !== undefined) {
        passedOver.push(hindrance);
        continue;
      }
      const trial = await this.try(candidate, !isWanted, watcher);
      if ('failure' in trial) {
        notes.push(`${describe(candidate)} was not used. ${trial.failure}`);
      } else if (trial.isUsingGpu || isWanted) {
        const isForCpu = candidate.packageName === CPU_PACKAGE;
        const why = isForCpu ? `${CPU_PACKAGE} is the package that uses no GPU` : trial.whyNoGpu;
        if (!trial.isUsingGpu) notes.push(`${title} computes on the CPU, because ${why}.`);
        return { ...request, backend, library: trial.library, notes, passedOver };
      } else {
        notes.push(`No GPU is used, because ${trial.whyNoGpu}.`);
      }
    }
    if (isWanted) {
      const reasons = [`There is no ${title} library that works.`, ...notes, ...passedOver];
      throw new RunnerError(`${reasons.join(' ')} Choose auto or wasm, or ${howToGetOne}.`);
    }
    if (found.length === 0) passedOver.push(`No ${title} library was found that could use a GPU: ${howToGetOne}.`);
    return { ...request, notes, passedOver };
  }

  private async try(
    { packageName, folder, bindingFile = folder }: FoundLibrary,
    isFailureKept: boolean,
    { signal, onTrial }: TrialWatcher,
  ): Promise<LibraryTrial> {
    const key = `${bindingFile} ${fs.statSync(bindingFile).mtimeMs}`;
    const known = this.trials.get(key);
    const isGood = known !== undefined && 'library' in known && known.isUsingGpu;
    if (known !== undefined && (isGood || isFailureKept)) return known;
    onTrial();
    const trial = await tryLibrary(this.options, { packageName, folder }, signal);
    this.trials.set(key, trial);
    return trial;
  }
}
