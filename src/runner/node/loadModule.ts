// Loads a user's TypeScript or JavaScript file, with all it imports, so that every `@tensorflow/…` import is the runner's own
// TensorFlow.js. jiti transforms and resolves; this decides what it sees.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { RunError } from '../core/failure';
import { loadJiti, type TransformOptions } from './jiti';
import type { SharedTensorFlow } from './sharedTensorFlow';
import type { UserPlaces } from './userPlaces';

/** Names at the top level of the file, exported or not. */
export type ReadName = (name: string) => unknown;

export interface LoadedModule {
  /** Resolves to the module's exports when its code has run to the end. */
  readonly exports: Promise<Readonly<Record<string, unknown>>>;
  /** May be called while the code still runs; undefined for what is not there (yet). */
  readonly readName: ReadName;
}

/** What jiti puts before the code when it makes a function of it. */
const WRAPPER_LENGTH =
  '(async function (exports, require, module, __filename, __dirname, jitiImport, jitiESMResolve) { '.length;

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const takeNames = Symbol.for('convlens.takeNames');

/** Code that hands out a reader of the wanted names. They are looked up when asked for, when they have got their values. */
function writeNameReader(names: readonly string[]): string {
  const readers = names
    .filter((name) => identifier.test(name))
    .map((name) => `${JSON.stringify(name)}:()=>typeof ${name}==='undefined'?undefined:${name}`);
  return `globalThis[Symbol.for('convlens.takeNames')]?.({${readers.join(',')}});`;
}

/**
 * What jiti would leave to Node's own loader. ES modules are refused, for then jiti transforms them; Node would give them
 * the TensorFlow.js that is installed beside them.
 */
async function importByNode(id: string | URL, requireUser: NodeJS.Require): Promise<unknown> {
  const file = String(id).startsWith('file:') ? fileURLToPath(id) : String(id);
  if (!path.isAbsolute(file)) return import(String(id));
  // newer versions of Node would load these by `require` too
  if (isModuleFile(file)) throw new Error(`${file} is an ES module.`);
  return requireUser(file);
}

/** By Node's rule: the extension, else the `type` of the nearest package.json. */
function isModuleFile(file: string): boolean {
  if (path.extname(file) !== '.js') return path.extname(file) === '.mjs';
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (existsSync(manifest))
      return (JSON.parse(readFileSync(manifest, 'utf8')) as { type?: string }).type === 'module';
  }
  return false;
}

export interface LoadOptions {
  readonly file: string;
  /** Names that `readName` must find. */
  readonly names: readonly string[];
  readonly tensorFlow: SharedTensorFlow;
  readonly userPlaces: UserPlaces;
}

export async function loadModule({ file, names, tensorFlow, userPlaces }: LoadOptions): Promise<LoadedModule> {
  const source = readSource(file);
  let readers: Record<string, () => unknown> = {};
  (globalThis as { [takeNames]?: unknown })[takeNames] = (taken: typeof readers) => (readers = taken);
  const { createJiti, transformSource } = await loadJiti();
  const transform = (options: TransformOptions) => {
    const result = transformSource(options);
    const isAsked = options.filename === file && result.error === undefined;
    const prefix = isAsked ? writeNameReader(names) : '';
    if (options.filename !== undefined) {
      const wrapperLength = WRAPPER_LENGTH - (options.async ? 0 : 'async '.length);
      userPlaces.addTransformed(options.filename, result.code, prefix.length + wrapperLength);
    }
    return { ...result, code: prefix + result.code };
  };
  const jiti = createJiti(
    file,
    {
      transform,
      virtualModules: tensorFlow.makeVirtualModules(),
      fsCache: false,
      sourceMaps: true,
      jsx: true,
      tsconfigPaths: true,
    },
    {
      onError: (error: unknown) => {
        throw error;
      },
      nativeImport: (id) => importByNode(id, createRequire(file)),
      createRequire,
    },
  );
  const exports = Promise.resolve(
    jiti.evalModule(source, { filename: file, ext: path.extname(file), async: true, forceTranspile: true }),
  ) as Promise<Readonly<Record<string, unknown>>>;
  return { exports, readName: (name) => readSafely(readers[name]) };
}

function readSource(file: string): string {
  try {
    // neither a byte-order mark nor a first line for the shell is JavaScript; the line stays a line
    return readFileSync(file, 'utf8').replace(/^\uFEFF?(#!)?/, (_, shell) => (shell ? '//' : ''));
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message;
    throw new RunError(`Cannot read ${file}: ${reason}.`);
  }
}

/** A `const` whose line has not run yet throws when it is read. */
function readSafely(read: (() => unknown) | undefined): unknown {
  try {
    return read?.();
  } catch {
    return undefined;
  }
}
