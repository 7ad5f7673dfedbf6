// The configuration of `convlens check`: the file that is named, else the first one upwards from the working directory.

import fs from 'node:fs';
import path from 'node:path';
import { RULE_SEVERITIES } from '../../analyser/createAnalyser';
import {
  CONFIG_FILE_NAME,
  ConfigError,
  NO_CONFIG,
  parseProjectConfig,
  type ProjectConfig,
} from '../../features/projectConfig';
import { InputError } from '../inputError';

export interface FoundConfig {
  readonly config: ProjectConfig;
  /** Its paths are relative to it. */
  readonly folder: string;
}

/** @throws InputError when it is not there, or wrong */
export function findConfig(named: string | undefined): FoundConfig {
  const file = named === undefined ? lookUpwards(process.cwd()) : path.resolve(named);
  if (file === undefined) return { config: NO_CONFIG, folder: process.cwd() };
  const shownName = named ?? path.relative('', file);
  try {
    const text = fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    return { config: parseProjectConfig(text, [...RULE_SEVERITIES.keys()]), folder: path.dirname(file) };
  } catch (error) {
    if (error instanceof ConfigError) throw new InputError(`${shownName}: ${error.message}`);
    throw new InputError(`${shownName}: cannot be read: ${(error as Error).message}`);
  }
}

function lookUpwards(from: string): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const file = path.join(folder, CONFIG_FILE_NAME);
    if (fs.existsSync(file)) return file;
    if (folder === path.dirname(folder)) return undefined;
  }
}
