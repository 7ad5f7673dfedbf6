// Starts VS Code Server on 127.0.0.1 and makes the addresses of its windows.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import type { InstalledServer } from './installHosts';
import { type Settings, testSettings } from './quietSettings';

export interface ServerOptions {
  readonly installed: InstalledServer;
  readonly settings?: Settings;
  /** Added to the environment of the server and so of the extension host. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Packed extensions to install before the start. */
  readonly vsixFiles?: readonly string[];
  readonly startTimeoutMilliseconds?: number;
  /** Folders have to be trusted first, as for users; otherwise everything is. */
  readonly asksForTrust?: boolean;
}

export interface WindowOptions {
  readonly folder: string;
  readonly extensionDevelopmentPath?: string | undefined;
  readonly extensionTestsPath?: string | undefined;
}

export interface VSCodeServer {
  readonly process: ChildProcess;
  /** Its settings, its state and the installed extensions. */
  readonly dataFolder: string;
  addressOf(window: WindowOptions): string;
  stop(): Promise<void>;
}

export async function startServer(options: ServerOptions): Promise<VSCodeServer> {
  const { vscodeFolder, node } = options.installed;
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'convlens-vscode-'));
  writeSettings(dataFolder, { ...testSettings, ...options.settings });
  const shared = ['out/server-main.js', '--accept-server-license-terms', '--server-data-dir', dataFolder];
  for (const file of options.vsixFiles ?? []) {
    execFileSync(node, [...shared, '--install-extension', path.resolve(file), '--force'], {
      cwd: vscodeFolder,
      stdio: 'pipe',
    });
  }

  const port = await findFreePort();
  const authority = `127.0.0.1:${String(port)}`;
  const logFile = path.join(dataFolder, 'server.log');
  const log = fs.openSync(logFile, 'a');
  const child = spawn(
    node,
    [
      ...shared,
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
      // without it the workbench ignores the payload of its address
      '--enable-smoke-test-driver',
      ...(options.asksForTrust === true ? [] : ['--disable-workspace-trust']),
      ...['--disable-telemetry', '--disable-update-check'],
      '--disable-getting-started-override',
    ],
    {
      cwd: vscodeFolder,
      env: { ...process.env, ...environmentOf(node), ...options.environment },
      stdio: ['ignore', log, log],
    },
  );
  fs.closeSync(log);
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  // The extension host outlives the server by a moment, in which it still writes; removing synchronously does not try again then.
  const removeData = () => fs.promises.rm(dataFolder, { recursive: true, force: true, maxRetries: 30 });

  const deadline = Date.now() + (options.startTimeoutMilliseconds ?? 60_000);
  while (!(await answers(`http://${authority}/version`))) {
    if (child.exitCode === null && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    child.kill('SIGKILL');
    const lastLines = fs.readFileSync(logFile, 'utf8').split('\n').slice(-30);
    await removeData();
    throw new Error(`VS Code Server did not start:\n${lastLines.map((line) => line.slice(0, 200)).join('\n')}`);
  }

  return {
    process: child,
    dataFolder,
    addressOf: ({ folder, extensionDevelopmentPath, extensionTestsPath }) => {
      const uriOf = (file: string) =>
        `vscode-remote://${authority}${file.startsWith('/') ? '' : '/'}${file.replaceAll('\\', '/')}`;
      const payload = Object.entries({ extensionDevelopmentPath, extensionTestsPath }).flatMap(([name, file]) =>
        file === undefined ? [] : [[name, uriOf(file)]],
      );
      const folderPath = folder.replaceAll('\\', '/');
      return `http://${authority}/?folder=${encodeURIComponent(folderPath)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
    },
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
      await exited;
      clearTimeout(timer);
      await removeData();
    },
  };
}

function writeSettings(dataFolder: string, settings: Settings): void {
  for (const scope of ['User', 'Machine']) {
    const folder = path.join(dataFolder, 'data', scope);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
  }
}

function environmentOf(node: string): NodeJS.ProcessEnv {
  const version = node === process.execPath ? process.version : execFileSync(node, ['--version'], { encoding: 'utf8' });
  const major = Number(/\d+/.exec(version)?.[0]);
  return {
    EXTENSIONS_GALLERY: '{}',
    // VS Code expects a global WebSocket, which Node.js 20 has only behind a flag
    ...(major < 22 ? { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --experimental-websocket`.trim() } : {}),
  };
}

function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    (response) => response.ok,
    () => false,
  );
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
