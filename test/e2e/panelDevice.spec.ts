// A classic network on the graphics card of the panel's page, in the packed extension: the processor imitates the card.

import fs from 'node:fs';
import path from 'node:path';
import { launchBrowser } from '../host/browser';
import { expect, test as base } from '../host/fixtures';
import { RunPanelPage, listRunners, runTimeout } from './runPanelPage';

const test = base.extend({
  browser: [
    async ({ playwright: _ }, use) => {
      const browser = await launchBrowser('software');
      await use(browser);
      await browser.close();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});

test('webgpu in the panel: the device is named, maps are there, also after another tab was in front', async ({
  workbench,
  folder,
  server,
}) => {
  const panel = new RunPanelPage(workbench);
  const settings = path.join(folder, '.vscode', 'settings.json');
  fs.mkdirSync(path.dirname(settings), { recursive: true });
  fs.writeFileSync(settings, JSON.stringify({ 'convlens.run.backend': 'webgpu' }));
  await workbench.runCommand('ConvLens: Open Classic Network');
  // further down than the list shows
  await workbench.page.getByPlaceholder('Which network do you want to read?').fill('SqueezeNet 1.1');
  await workbench.pick('SqueezeNet 1.1');
  await workbench.tab('squeezenet1_1.ts').waitFor();
  await expect(workbench.codeLens('Run Model')).toBeVisible(runTimeout);
  await workbench.codeLens('Run Model').click();
  await expect(panel.status).toContainText(/ 41 layers · webgpu · google swiftshader, in the panel$/, {
    timeout: 150_000,
  });
  await expect(panel.page.getByText(/^The graphics card is imitated by the processor/)).toBeVisible();
  await panel.layer('conv1').click();
  await panel.makeChannelsSmall();
  await expect(panel.channels).toHaveCount(64);
  const channels = await panel.readChannels();
  expect(channels.filter(({ colours, isDead }) => !isDead && colours < 10)).toEqual([]);
  expect(channels.filter(({ isDead }) => isDead).length).toBeLessThan(10);

  // behind another tab the page goes on, and has what it computed
  await workbench.runCommand('View: Focus First Editor Group');
  await workbench.runCommand('ConvLens: Show Graph');
  await expect(panel.title).toHaveText('squeezenet1_1');
  await workbench.tabLabel('SqueezeNet 1.1').click();
  await expect(panel.title).toHaveText('SqueezeNet 1.1');
  await panel.layer('conv10').click();
  await expect(panel.page.getByRole('heading', { name: 'conv10' })).toBeVisible();
  await expect(panel.channels.nth(100)).toBeVisible(runTimeout);
  expect(listRunners(server)).toHaveLength(1);
  await workbench.closeAllEditors();
  await expect.poll(() => listRunners(server)).toEqual([]);
  fs.rmSync(settings);
});
