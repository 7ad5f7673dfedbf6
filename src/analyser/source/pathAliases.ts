// Imports by names that tsconfig.json or jsconfig.json gives to folders of the workspace: `paths`, `baseUrl`; and `@/`, `~/`.

import { parseConfigFileTextToJson } from './syntax';
import { joinPath } from './path';
import type { SourceHost } from './resolve';

interface Aliases {
  readonly folder: string;
  readonly baseUrl: string | undefined;
  readonly paths: readonly (readonly [pattern: string, targets: readonly string[]])[];
}

const CONFIG_NAMES = ['tsconfig.json', 'jsconfig.json'];
/** Configurations that extend each other. */
const DEEPEST = 5;

/** The paths, without or with extension, that an import which is not relative may mean; best first. */
export function aliasedPaths(specifier: string, from: string, host: SourceHost): string[] {
  const config = nearestConfig(from, host);
  const byBundler = /^[@~]\//.test(specifier) ? [`src/${specifier.slice(2)}`, specifier.slice(2)] : [];
  if (!config) return byBundler.flatMap((path) => foldersAbove(from).map((folder) => `${folder}/${path}`));
  const base = config.baseUrl ?? config.folder;
  const byPattern = config.paths.flatMap(([pattern, targets]) => {
    const [head = '', tail] = pattern.split('*');
    const isMatch = tail === undefined ? specifier === pattern : specifier.startsWith(head) && specifier.endsWith(tail);
    const matched = tail === undefined ? '' : specifier.slice(head.length, specifier.length - tail.length);
    return isMatch ? targets.map((target) => joinPath(base, target.replace('*', matched))) : [];
  });
  return [
    ...byPattern,
    ...(config.baseUrl === undefined ? [] : [joinPath(config.baseUrl, specifier)]),
    ...byBundler.map((path) => `${config.folder}/${path}`),
  ];
}

function foldersAbove(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}

function nearestConfig(from: string, host: SourceHost): Aliases | undefined {
  for (const folder of foldersAbove(from)) {
    for (const name of CONFIG_NAMES) {
      const text = host.readFile(`${folder}/${name}`);
      if (text !== undefined) return readConfig(folder, name, text, host, 0);
    }
  }
  return undefined;
}

function readConfig(folder: string, name: string, text: string, host: SourceHost, depth: number): Aliases {
  const config = (parseConfigFileTextToJson(name, text).config ?? {}) as {
    extends?: unknown;
    compilerOptions?: unknown;
  };
  const options = isRecord(config.compilerOptions) ? config.compilerOptions : {};
  const own: Aliases = {
    folder,
    baseUrl: typeof options.baseUrl === 'string' ? joinPath(folder, options.baseUrl) : undefined,
    paths: isRecord(options.paths)
      ? Object.entries(options.paths).map(([pattern, targets]) => [
          pattern,
          Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : [],
        ])
      : [],
  };
  const { extends: parent } = config;
  if (typeof parent !== 'string' || !parent.startsWith('.') || depth >= DEEPEST) return own;
  const path = joinPath(folder, parent.endsWith('.json') ? parent : `${parent}.json`);
  const parentText = host.readFile(path);
  if (parentText === undefined) return own;
  const parentFolder = path.slice(0, path.lastIndexOf('/'));
  const inherited = readConfig(parentFolder, path.slice(parentFolder.length + 1), parentText, host, depth + 1);
  return {
    folder,
    baseUrl: own.baseUrl ?? inherited.baseUrl ?? (own.paths.length === 0 ? inherited.folder : undefined),
    paths: own.paths.length > 0 ? own.paths : inherited.paths,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
