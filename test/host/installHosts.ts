// Installs VS Code Server and, where no browser is installed, Chromium: both out of npm, once per lock file and platform, without install scripts.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder, projectFolder } from './folders';
import { serverStubs } from './serverStubs';

export interface InstalledServer {
  /** The folder with `out/server-main.js`. */
  readonly vscodeFolder: string;
  /** The Node.js executable that runs it. */
  readonly node: string;
}

/**
 * Built-in extensions that only add noise (sign-in, AI, tunnels). Every other one is also listed in the workbench's browser part,
 * which reports an error for each that the server lacks: those stay.
 */
const unwantedExtensions = [
  'copilot',
  'debug-auto-launch',
  'debug-server-ready',
  'github',
  'grunt',
  'gulp',
  'jake',
  'microsoft-authentication',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'php-language-features',
  'terminal-suggest',
  'tunnel-forwarding',
];

const titles = { server: 'VS Code Server', chromium: 'Chromium', dawn: 'Dawn' } as const;

/** Returns the folder of the installation; a second call finds it finished. */
export function install(name: keyof typeof titles, finish: (folder: string) => void): string {
  const manifests = ['package.json', 'package-lock.json'].map((file) => path.join(__dirname, name, file));
  const key = createHash('sha256').update(`${process.platform} ${process.arch} ${JSON.stringify(serverStubs)}`);
  // What is left out belongs to the installation too.
  if (name === 'server') key.update(unwantedExtensions.join());
  for (const file of manifests) key.update(fs.readFileSync(file));
  const folder = path.join(cacheFolder, `host-${name}-${key.digest('hex').slice(0, 12)}`);
  const completeMark = path.join(folder, '.complete');
  if (fs.existsSync(completeMark)) return folder;

  console.log(`Installing ${titles[name]} from npm into ${path.relative(projectFolder, folder)} (once) ...`);
  // built aside and renamed: an interrupted or parallel installation leaves nothing half done
  const building = `${folder}.${String(process.pid)}`;
  fs.mkdirSync(building, { recursive: true });
  for (const file of manifests) fs.copyFileSync(file, path.join(building, path.basename(file)));
  const isWindows = process.platform === 'win32';
  execFileSync(
    isWindows ? 'npm.cmd' : 'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    // its standard input is closed and its output goes to stderr: stdout is for results
    { cwd: building, stdio: ['ignore', 2, 2], shell: isWindows },
  );
  finish(building);
  fs.writeFileSync(path.join(building, '.complete'), '');
  try {
    fs.renameSync(building, folder);
  } catch (error) {
    if (!fs.existsSync(completeMark)) throw error;
    fs.rmSync(building, { recursive: true, force: true });
  }
  return folder;
}

const vscodeFolderIn = (folder: string) => path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');

function linkFolder(target: string, at: string): void {
  if (fs.existsSync(at)) return;
  fs.rmSync(at, { force: true });
  fs.symlinkSync(target, at, 'junction');
}

export function installServer(): InstalledServer {
  const folder = install('server', (building) => {
    for (const [name, code] of Object.entries(serverStubs)) {
      const stub = path.join(building, 'node_modules', name);
      fs.mkdirSync(stub, { recursive: true });
      fs.writeFileSync(path.join(stub, 'package.json'), JSON.stringify({ name, version: '0.0.0', main: 'index.js' }));
      fs.writeFileSync(path.join(stub, 'index.js'), code);
    }
    for (const extension of unwantedExtensions) {
      fs.rmSync(path.join(vscodeFolderIn(building), 'extensions', extension), { recursive: true, force: true });
    }
  });
  const vscodeFolder = vscodeFolderIn(folder);
  // Made after the rename, because junctions are absolute: the browser fetches modules from <vscode>/node_modules, and the
  // TypeScript extension looks for its server in <extensions>/node_modules/typescript.
  linkFolder(path.join(folder, 'node_modules'), path.join(vscodeFolder, 'node_modules'));
  fs.mkdirSync(path.join(vscodeFolder, 'extensions', 'node_modules'), { recursive: true });
  linkFolder(
    path.join(folder, 'node_modules', 'typescript'),
    path.join(vscodeFolder, 'extensions', 'node_modules', 'typescript'),
  );
  return { vscodeFolder, node: process.execPath };
}

/** Returns the folder in which @sparticuz/chromium is installed. */
export function installChromium(): string {
  return install('chromium', () => undefined);
}
