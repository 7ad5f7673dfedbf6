// What a browser test gets: a server with the packed extension, a fresh copy of the fixture folders, and a window on it.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, test as base, expect } from '@playwright/test';
import { launchBrowser } from './browser';
import { vsixFile, workspacesFolder } from './folders';
import { installServer } from './installHosts';
import { type VSCodeServer, startServer } from './vscodeServer';
import { Workbench } from './workbench';

interface WorkerFixtures {
  server: VSCodeServer;
}

interface TestFixtures {
  /** The copied folder. */
  workspace: string;
  workbench: Workbench;
}

const startTimeout = 240_000;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    // Playwright reads the fixture's needs from the pattern, so it must be there even when it is empty
    async ({}, use) => {
      const server = await startServer({ installed: installServer(), vsixFiles: [vsixFile] });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: startTimeout },
  ],
  browser: [
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker', timeout: startTimeout },
  ],
  workspace: async ({}, use) => {
    const folder = copyWorkspaces();
    await use(folder);
    fs.rmSync(folder, { recursive: true, force: true });
  },
  workbench: async ({ browser, server, workspace }, use, info) => {
    const workbench = await openWindow(browser, server, workspace);
    const { page } = workbench;
    await page.context().tracing.start({ screenshots: true, snapshots: false });
    await use(workbench);
    if (info.status !== info.expectedStatus) {
      await page.screenshot({ path: info.outputPath('failure.png') });
      await page.context().tracing.stop({ path: info.outputPath('trace.zip') });
    }
    await page.context().close();
  },
});

/** A copy of the fixture folders that a test may change. */
export function copyWorkspaces(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'convlens-workspace-'));
  fs.cpSync(workspacesFolder, folder, { recursive: true });
  return folder;
}

export async function openWindow(browser: Browser, server: VSCodeServer, folder: string): Promise<Workbench> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(server.addressOf({ folder }));
  const workbench = new Workbench(page);
  await workbench.waitUntilReady();
  return workbench;
}

export { expect };
