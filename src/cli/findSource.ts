// FILE|NETWORK of the command line → the file to read.

import fs from 'node:fs';
import path from 'node:path';
import { classicNetworks, type ClassicNetwork } from '../networks/index';
import { InputError } from './inputError';
import type { Installation } from './installation';

export interface FoundSource {
  /** Absolute, with `/`: the analyser's name of the file. */
  readonly file: string;
  /** As the user named it, or the network's file relative to the installation. */
  readonly shownName: string;
  readonly network: ClassicNetwork | undefined;
}

export const SCRIPT = /\.[cm]?[jt]sx?$/;

export function isThere(file: string): boolean {
  return fs.existsSync(path.resolve(file));
}

/** A file goes before a network of the same name. */
export function findSource(argument: string, installation: Installation): FoundSource {
  const absolute = path.resolve(argument);
  const status = fs.statSync(absolute, { throwIfNoEntry: false });
  if (!status) {
    const network = classicNetworks.find(({ id }) => id === argument);
    if (network) return sourceOfNetwork(network, installation);
    const isPath = SCRIPT.test(argument) || argument.includes('/');
    throw new InputError(
      isPath
        ? `${argument}: there is no such file`
        : `${argument}: there is no such file, and no network of that name; convlens networks lists them`,
    );
  }
  if (status.isDirectory()) throw new InputError(`${argument}: is a folder; name a TypeScript or JavaScript file`);
  if (!SCRIPT.test(argument)) throw new InputError(`${argument}: is not a TypeScript or JavaScript file`);
  try {
    fs.accessSync(absolute, fs.constants.R_OK);
  } catch {
    throw new InputError(`${argument}: cannot be read: permission denied`);
  }
  return { file: slashed(absolute), shownName: slashed(argument), network: undefined };
}

export function sourceOfNetwork(network: ClassicNetwork, installation: Installation): FoundSource {
  return { file: slashed(path.join(installation.folder, network.file)), shownName: network.file, network };
}

/** As seen from a folder, the working directory where none is given. */
export function relativeName(file: string, folder = ''): string {
  return slashed(path.relative(folder, file));
}

/** As the analyser names files. */
export function slashed(file: string): string {
  return path.sep === '\\' ? file.replaceAll('\\', '/') : file;
}
