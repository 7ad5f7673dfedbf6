// `npm start`: opens VS Code with the extension on the sample folder: desktop VS Code if there is one, else VS Code Server in the browser.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { downloadVSCode, findInstalledVSCode, hasScreen } from './desktop';
import { cacheFolder, projectFolder, sampleFolder } from './folders';
import { installServer } from './installHosts';
import { quietSettings } from './quietSettings';
import { startServer } from './vscodeServer';

/** Opens a window with a profile of its own, so that it lives and ends with this process; resolves when it is closed. */
async function openDesktop(executable: string): Promise<void> {
  const profile = path.join(cacheFolder, 'start-profile');
  fs.mkdirSync(path.join(profile, 'User'), { recursive: true });
  const settingsFile = path.join(profile, 'User', 'settings.json');
  if (!fs.existsSync(settingsFile)) fs.writeFileSync(settingsFile, JSON.stringify(quietSettings, null, 2));
  // set in a terminal inside VS Code, where they would turn the new window into a command-line tool
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name));
  const child = spawn(
    executable,
    [
      `--extensionDevelopmentPath=${projectFolder}`,
      ...['--user-data-dir', profile, '--extensions-dir', path.join(profile, 'extensions')],
      ...['--new-window', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
      // Chromium's sandbox refuses to start as root
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      sampleFolder,
    ],
    { stdio: 'ignore', env: Object.fromEntries(inherited) },
  );
  stopWith(() => child.kill());
  console.log(`VS Code is opening (${executable}).`);
  console.log('Open model.ts to see the hints. Ctrl+C here, or closing the window, ends it.');
  await ended(child);
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      resolve();
    });
  });
}

function stopWith(stop: () => unknown): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

/** Best effort: the address is printed in any case. */
function openBrowser(address: string): void {
  if (process.env.CI !== undefined || !hasScreen()) return;
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  const isThere = spawnSync(process.platform === 'win32' ? 'where' : 'which', [opener]).status === 0;
  if (!isThere) return;
  const child = spawn(opener, [address], { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}

async function serve(): Promise<void> {
  const server = await startServer({
    installed: installServer(),
    settings: { ...quietSettings, 'typescript.validate.enable': true, 'javascript.validate.enable': true },
  });
  const stopping = new AbortController();
  stopWith(() => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    console.log('\nStopping VS Code Server.');
    server.stop().catch((error: unknown) => console.error(error));
  });
  const address = server.addressOf({ folder: sampleFolder, extensionDevelopmentPath: projectFolder });
  console.log(`\nVS Code with ConvLens runs at\n\n  ${address}\n`);
  console.log('Open model.ts there to see the hints. Ctrl+C stops it.');
  openBrowser(address);
  await ended(server.process);
  if (!stopping.signal.aborted) throw new Error('VS Code Server ended by itself.');
}

/** CONVLENS_START=desktop or =server forces one. */
async function main(): Promise<void> {
  const wanted = process.env.CONVLENS_START ?? 'any';
  if (wanted !== 'server' && hasScreen()) {
    const installed = findInstalledVSCode();
    if (installed === undefined) console.log('No installed VS Code found; looking whether one can be downloaded ...');
    const executable = installed ?? (await downloadVSCode());
    if (executable !== undefined) {
      await openDesktop(executable);
      return;
    }
  }
  if (wanted === 'desktop') throw new Error('There is no desktop VS Code here: name one in VSCODE_EXECUTABLE.');
  console.log('No desktop VS Code here: starting VS Code Server, which runs in the browser.');
  await serve();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
