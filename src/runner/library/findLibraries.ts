// Finds TensorFlow's native library: in the folder that the user names, in the workspace of the model's file, and where ConvLens
// installs it. The package for GPUs comes first in each.

import fs from 'node:fs';
import path from 'node:path';
import { LIBRARY_PACKAGES, type LibraryPackage } from '../../protocol/library';

export interface LibraryPlaces {
  /** The package's folder, or one that it was installed in. */
  readonly namedFolder: string | undefined;
  /** Where ConvLens itself installs the library. */
  readonly installationFolder: string | undefined;
}

export interface FoundLibrary {
  readonly packageName: LibraryPackage;
  /** Of TensorFlow.js. */
  readonly packageVersion: string;
  readonly folder: string;
  /** The compiled part; undefined where the package's install script did not run to its end. */
  readonly bindingFile: string | undefined;
}

interface Manifest {
  readonly name?: unknown;
  readonly version?: unknown;
}

function readManifest(folder: string): Manifest {
  try {
    return (JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest | null) ?? {};
  } catch {
    return {};
  }
}

/** The package has one for each version of Node's interface that it was compiled for; Node takes the latest it has. */
function findBinding(folder: string): string | undefined {
  const libraryFolder = path.join(folder, 'lib');
  const names = fs.existsSync(libraryFolder) ? fs.readdirSync(libraryFolder) : [];
  return names
    .filter((name) => /^napi-v\d+$/.test(name))
    .map((name) => path.join(libraryFolder, name, 'tfjs_binding.node'))
    .find((file) => fs.existsSync(file));
}

function readLibrary(folder: string): FoundLibrary | undefined {
  const { name, version } = readManifest(folder);
  const packageName = LIBRARY_PACKAGES.find((known) => known === name);
  if (packageName === undefined) return undefined;
  return { packageName, packageVersion: String(version), folder, bindingFile: findBinding(folder) };
}

function readFrom(...folders: readonly string[]): FoundLibrary[] {
  return folders.flatMap((folder) => readLibrary(folder) ?? []);
}

function listInstalled(folder: string): string[] {
  return LIBRARY_PACKAGES.map((name) => path.join(folder, 'node_modules', name));
}

function listUpwards(file: string): string[] {
  const folders: string[] = [];
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    folders.push(folder);
    if (folder === path.dirname(folder)) return folders;
  }
}

export function findNamedLibraries(folder: string): FoundLibrary[] {
  const inNodeModules = LIBRARY_PACKAGES.map((name) => path.join(folder, name));
  return readFrom(folder, ...listInstalled(folder), ...inNodeModules);
}

/** In the order in which they are to be tried, each once. */
export function findLibraries(modelFile: string, { namedFolder, installationFolder }: LibraryPlaces): FoundLibrary[] {
  const above = listUpwards(path.resolve(modelFile));
  const inWorkspace = LIBRARY_PACKAGES.flatMap((name) => {
    return readFrom(...above.map((folder) => path.join(folder, 'node_modules', name))).slice(0, 1);
  });
  const all = [
    ...(namedFolder === undefined ? [] : findNamedLibraries(namedFolder)),
    ...inWorkspace,
    ...(installationFolder === undefined ? [] : readFrom(...listInstalled(installationFolder))),
  ];
  return all.filter(({ folder }, index) => all.findIndex((other) => other.folder === folder) === index);
}
