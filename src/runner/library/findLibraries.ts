// Finds native libraries: in the folder that the user names, in the workspace of the model's file, and where ConvLens installs them. The
// package to prefer comes first in each.

import fs from 'node:fs';
import path from 'node:path';
import { LIBRARY_PACKAGES, type LibraryChoice, type LibraryPackage, type NativeBackend } from '../../protocol/library';

export interface LibraryPlaces {
  /** The package's folder, or one that it was installed in. */
  readonly namedFolder: string | undefined;
  /** Where ConvLens itself installs it. */
  readonly installationFolder: string | undefined;
}

export interface FoundLibrary extends LibraryChoice {
  readonly packageVersion: string;
  /** The compiled part; undefined where the package's install script did not run to its end, or there is none for this machine. */
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
function listTensorFlowBindings(folder: string): string[] {
  const libraryFolder = path.join(folder, 'lib');
  const names = fs.existsSync(libraryFolder) ? fs.readdirSync(libraryFolder) : [];
  return names
    .filter((name) => /^napi-v\d+$/.test(name))
    .map((name) => path.join(libraryFolder, name, 'tfjs_binding.node'));
}

/** The package has one for each platform. */
function listDawnBindings(folder: string): string[] {
  const architecture = process.platform === 'darwin' ? 'universal' : process.arch;
  return [path.join(folder, 'dist', `${process.platform}-${architecture}`, 'dawn.node')];
}

function findBinding(packageName: LibraryPackage, folder: string): string | undefined {
  const files = packageName === 'webgpu' ? listDawnBindings(folder) : listTensorFlowBindings(folder);
  return files.find((file) => fs.existsSync(file));
}

function readLibrary(packageName: LibraryPackage, folder: string): FoundLibrary[] {
  const { name, version } = readManifest(folder);
  if (name !== packageName) return [];
  return [{ packageName, packageVersion: String(version), folder, bindingFile: findBinding(packageName, folder) }];
}

function listUpwards(file: string): string[] {
  const folders: string[] = [];
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    folders.push(folder);
    if (folder === path.dirname(folder)) return folders;
  }
}

/** @param folder the package's own, one that it was installed in, or a `node_modules` */
export function findNamedLibraries(backend: NativeBackend, folder: string): FoundLibrary[] {
  const packages = LIBRARY_PACKAGES[backend];
  return [
    ...packages.flatMap((name) => readLibrary(name, folder)),
    ...packages.flatMap((name) => readLibrary(name, path.join(folder, 'node_modules', name))),
    ...packages.flatMap((name) => readLibrary(name, path.join(folder, name))),
  ];
}

/** In the order in which they are to be tried, each once. */
export function findLibraries(
  backend: NativeBackend,
  modelFile: string,
  { namedFolder, installationFolder }: LibraryPlaces,
): FoundLibrary[] {
  const above = listUpwards(path.resolve(modelFile));
  const inWorkspace = LIBRARY_PACKAGES[backend].flatMap((name) => {
    return above.flatMap((folder) => readLibrary(name, path.join(folder, 'node_modules', name))).slice(0, 1);
  });
  const all = [
    ...(namedFolder === undefined ? [] : findNamedLibraries(backend, namedFolder)),
    ...inWorkspace,
    ...(installationFolder === undefined ? [] : findNamedLibraries(backend, installationFolder)),
  ];
  return all.filter(({ folder }, index) => all.findIndex((other) => other.folder === folder) === index);
}
