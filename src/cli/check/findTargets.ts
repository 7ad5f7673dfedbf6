// FILE|NETWORK|FOLDER… of `convlens check` → the files to look at.

import fs from 'node:fs';
import path from 'node:path';
import { isIncluded, type ProjectConfig } from '../../features/projectConfig';
import { findSource, relativeName, SCRIPT, slashed, type FoundSource } from '../findSource';
import { InputError } from '../inputError';
import type { Installation } from '../installation';

/** What is installed or built is not one's own. */
const ELSEWHERE = new Set(['node_modules', 'bower_components', 'dist', 'out', 'build', 'coverage']);
const NO_SOURCE = /\.d\.[cm]?ts$|\.min\.[cm]?js$/;
/** Larger files are bundles. */
const MAXIMUM_BYTES = 300_000;

export interface Targets {
  /** Each once. */
  readonly sources: readonly FoundSource[];
  /** All files of the folders that were named: they may call what the sources define. */
  readonly walked: readonly string[];
  /** Whether the configuration's folder, or one above it, is among them: its patterns are for what is there. */
  readonly isWholeProject: boolean;
}

/** The configuration's patterns are for what is found in folders; a file that is named is meant. */
export function findTargets(
  targets: readonly string[],
  config: ProjectConfig,
  configFolder: string,
  installation: Installation,
): Targets {
  const sources = new Map<string, FoundSource>();
  const walked: string[] = [];
  for (const target of targets) {
    const absolute = path.resolve(target);
    if (fs.statSync(absolute, { throwIfNoEntry: false })?.isDirectory()) {
      const found = walk(absolute);
      if (found.length === 0) throw new InputError(`${target}: contains no TypeScript or JavaScript file`);
      walked.push(...found);
      if (!found.some((file) => isIncluded(config, relativeName(file, configFolder)))) {
        throw new InputError(`${target}: "include" and "exclude" in the configuration leave out all of its files`);
      }
      for (const file of found) {
        if (!isIncluded(config, relativeName(file, configFolder))) continue;
        if (!sources.has(file)) sources.set(file, { file, shownName: relativeName(file), network: undefined });
      }
    } else {
      const source = findSource(target, installation);
      const key = source.network ? source.network.id : source.file;
      sources.set(key, source.network ? source : { ...source, shownName: relativeName(source.file) });
    }
  }
  const isAbove = (target: string): boolean => !path.relative(path.resolve(target), configFolder).startsWith('..');
  return { sources: [...sources.values()], walked, isWholeProject: targets.some(isAbove) };
}

/** In the order of their names; links are not followed. */
function walk(folder: string): string[] {
  let entries: fs.Dirent[];
  try {
    entries = fs.readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new InputError(`${folder}: cannot be read: ${(error as Error).message}`);
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.name.startsWith('.')) return [];
      if (entry.isDirectory()) return ELSEWHERE.has(entry.name) ? [] : walk(file);
      const isSource = entry.isFile() && SCRIPT.test(entry.name) && !NO_SOURCE.test(entry.name);
      return isSource && fs.statSync(file).size <= MAXIMUM_BYTES ? [slashed(file)] : [];
    });
}
