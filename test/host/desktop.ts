// Finds desktop VS Code: named by VSCODE_EXECUTABLE, installed, downloaded before, or downloadable.

import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheFolder } from './folders';

const downloadHost = 'https://update.code.visualstudio.com/api/releases/stable';

/** Where installers put the executable, per platform. */
function installedCandidates(): string[] {
  const home = os.homedir();
  switch (process.platform) {
    case 'darwin':
      return ['/Applications', path.join(home, 'Applications')].flatMap((folder) =>
        ['Electron', 'Code'].map((name) => path.join(folder, 'Visual Studio Code.app/Contents/MacOS', name)),
      );
    case 'win32':
      return [process.env.LOCALAPPDATA && path.join(process.env.LOCALAPPDATA, 'Programs'), process.env.ProgramFiles]
        .filter((folder): folder is string => Boolean(folder))
        .map((folder) => path.join(folder, 'Microsoft VS Code', 'Code.exe'));
    default:
      return ['/usr/share/code/code', '/opt/visual-studio-code/code', '/snap/code/current/usr/share/code/code'];
  }
}

/** The executable behind the `code` on PATH, which is a script that lies in its `bin` folder. */
function executableBehindCommand(): string[] {
  const isWindows = process.platform === 'win32';
  const found = spawnSync(isWindows ? 'where' : 'which', ['code'], { encoding: 'utf8' });
  const command = found.status === 0 ? found.stdout.split(/\r?\n/)[0] : undefined;
  if (!command) return [];
  const binFolder = path.dirname(fs.realpathSync(command));
  if (isWindows) return [path.join(binFolder, '..', 'Code.exe')];
  if (process.platform !== 'darwin') return [path.join(binFolder, '..', 'code')];
  const contents = path.join(binFolder, '..', '..', '..');
  return ['Electron', 'Code'].map((name) => path.join(contents, 'MacOS', name));
}

export function hasScreen(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The executable of an installed VS Code, or undefined. */
export function findInstalledVSCode(): string | undefined {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named) {
    if (!isFile(named)) throw new Error(`VSCODE_EXECUTABLE names ${named}, which is not a file.`);
    return named;
  }
  return [...executableBehindCommand(), ...installedCandidates()].find(isFile);
}

/** The executable of a VS Code of our own, downloaded now or before; undefined where that cannot be done. */
export async function downloadVSCode(): Promise<string | undefined> {
  const isCached =
    fs.existsSync(cacheFolder) && fs.readdirSync(cacheFolder).some((name) => /^vscode-(linux|darwin|win32)/.test(name));
  const isReachable = await fetch(downloadHost, { signal: AbortSignal.timeout(5000) }).then(
    (response) => response.ok,
    () => false,
  );
  if (!isCached && !isReachable) return undefined;
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath: cacheFolder, timeout: 30_000 });
  } catch (error) {
    console.log(`VS Code could not be downloaded: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** Whether desktop VS Code can show a window, on a screen or a virtual one. */
export function canOpenWindow(): boolean {
  if (hasScreen()) return true;
  try {
    execFileSync('xvfb-run', ['--help'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
