// Which file an import means.

import { joinPath } from './path';
import { aliasedPaths } from './pathAliases';

/** How the analyser sees files. Paths are absolute with `/`, or any opaque text of that form (`scheme://authority/path`). */
export interface SourceHost {
  /** The current text, unsaved edits included; undefined when there is no such file (or it is not loaded yet). */
  readFile(file: string): string | undefined;
  /** Files of the workspace that may import this one, those of most interest first; absent where there is no workspace. */
  importersOf?(file: string): readonly string[];
}

const EXTENSIONS = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs', '.json'];
/** `./model.js` in TypeScript may mean model.ts. */
const SOURCE_OF: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

export interface ResolvedFile {
  readonly file: string;
  readonly text: string;
}

/**
 * @param onMissing told of every file that was looked for and not found, so that its appearance starts a new analysis
 * @returns undefined when no file of the workspace is meant
 */
export function resolveImport(
  specifier: string,
  from: string,
  host: SourceHost,
  onMissing: (file: string) => void,
): ResolvedFile | undefined {
  const bases = specifier.startsWith('.')
    ? [joinPath(from.slice(0, from.lastIndexOf('/')), specifier)]
    : specifier.startsWith('/')
      ? [specifier]
      : aliasedPaths(specifier, from, host);
  for (const file of bases.flatMap(candidates)) {
    const text = host.readFile(file);
    if (text !== undefined) return { file, text };
    onMissing(file);
  }
  return undefined;
}

/** Folders above a file in which a path that a program names at run time is looked for. */
const FOLDERS_ABOVE = 6;

/** The files that a path may mean which the program reads when it runs: its working folder, or the server's, is not known. */
export function dataFiles(path: string, from: string): string[] {
  const folders = from.split('/').slice(0, -1);
  const relative = path.replace(/^\/+/, '');
  const above = folders.slice(0, FOLDERS_ABOVE).flatMap((_, up) => {
    const folder = folders.slice(0, folders.length - up).join('/');
    return [joinPath(folder, relative), joinPath(`${folder}/public`, relative)];
  });
  return path.startsWith('/') ? [path, ...above] : above;
}

function candidates(base: string): string[] {
  const extension = /\.[cm]?[jt]sx?$|\.json$/.exec(base)?.[0];
  const stem = extension ? base.slice(0, -extension.length) : base;
  const replaced = extension ? (SOURCE_OF[extension] ?? []).map((source) => stem + source) : [];
  return [
    ...(extension ? [base] : []),
    ...replaced,
    ...EXTENSIONS.map((e) => base + e),
    ...EXTENSIONS.map((e) => `${base}/index${e}`),
  ];
}
