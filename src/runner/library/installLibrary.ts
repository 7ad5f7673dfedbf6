// Installs a native library with npm into a folder of its own. Until it is complete it lies beside that folder, so that what
// was cancelled or failed leaves nothing behind.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { LIBRARY_PACKAGES, backendOf, type LibraryPackage, type NativeBackend } from '../../protocol/library';
import { killTree, leadsGroup } from '../killTree';
import { explainFailure } from './explainFailure';
import { findNamedLibraries } from './findLibraries';

/** Those that ConvLens was tried with; TensorFlow's packages have the version of the TensorFlow.js which the runner has. */
export const LIBRARY_VERSIONS: Readonly<Record<LibraryPackage, string>> = {
  '@tensorflow/tfjs-node-gpu': '4.22.0',
  '@tensorflow/tfjs-node': '4.22.0',
  webgpu: '0.6.2',
};

export interface InstallOptions {
  readonly packageName: LibraryPackage;
  readonly folder: string;
  /** Ends npm and all that it has started. */
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
  /** Where npm is looked for, and what it is started with. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** The message is for the user. */
export class InstallError extends Error {
  override readonly name = 'InstallError';
}

/** The packages that exist for a platform, the one to recommend first. */
export function listPackagesFor(
  backend: NativeBackend,
  platform: NodeJS.Platform,
  architecture: string,
): readonly LibraryPackage[] {
  const isSupported = ['linux', 'win32', 'darwin'].includes(platform) && ['x64', 'arm64'].includes(architecture);
  if (!isSupported) return [];
  if (backend === 'webgpu') return LIBRARY_PACKAGES.webgpu;
  if (platform === 'win32' && architecture !== 'x64') return [];
  const hasGpuPackage = platform !== 'darwin' && architecture === 'x64';
  return hasGpuPackage ? ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] : ['@tensorflow/tfjs-node'];
}

function findNpm(environment: NodeJS.ProcessEnv): string {
  const name = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const folders = (environment.PATH ?? environment.Path ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const file = folders.map((folder) => path.join(folder, name)).find((candidate) => fs.existsSync(candidate));
  if (file === undefined) {
    throw new InstallError(
      'npm was not found on the PATH. Install Node.js, which brings it, start VS Code again, and try again.',
    );
  }
  return file;
}

/** Resolves to the exit code. */
function runNpm(args: readonly string[], folder: string, options: InstallOptions): Promise<number | null> {
  const { signal, onLine, environment = process.env } = options;
  const isWindows = process.platform === 'win32';
  const npm = findNpm(environment);
  return new Promise((resolve, reject) => {
    // .cmd files need a shell; no argument comes from outside
    const child = spawn(isWindows ? `"${npm}"` : npm, args, {
      cwd: folder,
      env: environment,
      ...leadsGroup,
      shell: isWindows,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kill = (): void => killTree(child);
    signal.addEventListener('abort', kill, { once: true });
    if (signal.aborted) kill();
    for (const stream of [child.stdout, child.stderr]) forwardLines(stream, onLine);
    child.once('error', (error) => reject(new InstallError(`npm did not start: ${error.message}`)));
    child.once('close', (code) => {
      signal.removeEventListener('abort', kill);
      resolve(code);
    });
  });
}

function forwardLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') onLine(line);
  });
  stream.on('end', () => {
    if (rest.trim() !== '') onLine(rest);
  });
}

/**
 * @throws InstallError that says what is wrong; nothing is thrown, and nothing installed, when it was cancelled
 * @returns whether the library is installed
 */
export async function installLibrary(options: InstallOptions): Promise<boolean> {
  const { packageName, folder, signal, onLine } = options;
  const partial = `${folder}.partial`;
  const lines: string[] = [];
  const keepLine = (line: string): void => {
    lines.push(line);
    onLine(line);
  };
  fs.rmSync(partial, { recursive: true, force: true });
  fs.mkdirSync(partial, { recursive: true });
  try {
    // from npm 11 on a project names the packages whose scripts may run
    const manifest = { private: true, allowScripts: { [packageName]: true } };
    fs.writeFileSync(path.join(partial, 'package.json'), JSON.stringify(manifest));
    const code = await runNpm(
      [
        'install',
        `${packageName}@${LIBRARY_VERSIONS[packageName]}`,
        // what the scripts print is shown while they run, and they run although the user may have turned scripts off
        '--foreground-scripts',
        '--ignore-scripts=false',
        '--no-audit',
        '--no-fund',
        '--loglevel=http',
      ],
      partial,
      { ...options, onLine: keepLine },
    );
    if (signal.aborted) return false;
    if (code !== 0) throw new InstallError(explainFailure(packageName, lines));
    if (findNamedLibraries(backendOf(packageName), partial)[0]?.bindingFile === undefined) {
      throw new InstallError(`npm installed ${packageName}, but not its native library.`);
    }
    replaceFolder(partial, folder);
    return true;
  } finally {
    fs.rmSync(partial, { recursive: true, force: true });
  }
}

function replaceFolder(from: string, to: string): void {
  try {
    fs.rmSync(to, { recursive: true, force: true });
    fs.renameSync(from, to);
  } catch (error) {
    throw new InstallError(
      `The library that is installed already could not be replaced. Close the Run Model panels and try again. (${(error as Error).message})`,
    );
  }
}
