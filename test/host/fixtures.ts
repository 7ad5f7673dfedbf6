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
  /** Opening a window takes longer than most tests, so they follow each other in one. */
  window: { readonly workbench: Workbench; readonly folder: string };
}

interface TestFixtures {
  /** The window, without editors; what the test leaves open is closed, unsaved changes are lost. */
  workbench: Workbench;
  /** The folder it shows: a copy of the fixture folders. */
  folder: string;
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
  window: [
    async ({ browser, server }, use) => {
      const folder = copyWorkspaces();
      const workbench = await openWindow(browser, server, folder);
      // room for both the code and a panel
      await workbench.page.setViewportSize({ width: 1400, height: 1000 });
      await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
      await use({ workbench, folder });
      await workbench.page.context().close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: startTimeout },
  ],
  folder: async ({ window }, use) => {
    await use(window.folder);
  },
  workbench: async ({ window }, use, info) => {
    const { workbench } = window;
    await use(workbench);
    if (info.status !== info.expectedStatus) {
      await workbench.page.screenshot({ path: info.outputPath('failure.png') });
    }
    await workbench.closeAllEditors();
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
  context.setDefaultTimeout(40_000);
  const page = await context.newPage();
  await page.goto(server.addressOf({ folder }));
  const workbench = new Workbench(page);
  await workbench.waitUntilReady();
  return workbench;
}

export { expect };
