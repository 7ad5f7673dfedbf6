// Running networks in the packed extension: the user's own and the classic ones, to the end and not.

import fs from 'node:fs';
import path from 'node:path';
import { PNG } from 'pngjs';
import { expect, openWindow, test as base } from '../host/fixtures';
import type { Workbench } from '../host/workbench';
import { RunPanelPage, listRunners, runTimeout } from './runPanelPage';

const test = base.extend<{ panel: RunPanelPage }>({
  panel: async ({ workbench }, use) => {
    await use(new RunPanelPage(workbench));
  },
});

async function openModel(workbench: Workbench, file: string): Promise<void> {
  await workbench.openFile(file);
  await expect(workbench.codeLens('Run Model')).toBeVisible(runTimeout);
}

async function runFile(workbench: Workbench, file: string): Promise<void> {
  await openModel(workbench, file);
  await workbench.codeLens('Run Model').click();
}

async function openNetwork(workbench: Workbench, name: string, file: string): Promise<void> {
  await workbench.runCommand('ConvLens: Open Classic Network');
  await workbench.pick(name);
  await workbench.tab(file).waitFor();
  await expect(workbench.codeLens('Run Model')).toBeVisible(runTimeout);
}

test('the lens runs the model and shows its layers and their maps', async ({ workbench, panel, server }) => {
  await runFile(workbench, 'model.ts');
  await expect(panel.title).toHaveText('model', runTimeout);
  await panel.waitUntilFinished(7);
  await expect(panel.layer('conv2d_Conv2D1')).toContainText(/26×26×32320Conv2D/);
  await expect(panel.layer('conv2d_Conv2D1').locator('.time')).toHaveText(/^[\d.]+ ms$/);
  await expect(panel.layer('max_pooling2d_MaxPooling2D2')).toContainText('5×5×64');
  await expect(panel.channels.first()).toBeVisible();
  await panel.makeChannelsSmall();
  await expect(panel.channels).toHaveCount(32);

  await panel.layer('conv2d_Conv2D2').click();
  await expect(panel.page.getByRole('heading', { name: 'conv2d_Conv2D2' })).toBeVisible();
  await expect(panel.channels).toHaveCount(64);
  expect(listRunners(server)).toHaveLength(1);
  await expect(workbench.notifications).toHaveCount(0);

  // the same model again: the same panel, a new process instead of the old one
  await workbench.codeLens('Run Model').click();
  await expect(panel.button('Run Again')).toBeHidden();
  await panel.waitUntilFinished(7);
  await expect(workbench.tabLabel('model · model.ts')).toHaveCount(1);
  expect(listRunners(server)).toHaveLength(1);
});

test('Run Again runs the text as it is now', async ({ workbench, panel }) => {
  await runFile(workbench, 'detector.js');
  await panel.waitUntilFinished(6);
  await workbench.retype('filters: 8', '8', '12');
  await panel.button('Run Again').click();
  await panel.waitUntilFinished(6);
  await expect(panel.layer('conv2d_Conv2D1')).toContainText('30×30×12');
});

test('a classic network runs, on one picture and then on another', async ({ workbench, panel }) => {
  await openNetwork(workbench, 'AlexNet', 'alexnet.ts');
  await workbench.codeLens('Run Model').click();
  await expect(panel.title).toHaveText('AlexNet', runTimeout);
  await panel.waitUntilFinished(17);
  await panel.layer('conv1').click();
  await panel.makeChannelsSmall();
  await expect(panel.channels).toHaveCount(96);
  const channels = await panel.readChannels();
  expect(channels.filter(({ colours, isDead }) => !isDead && colours < 10)).toEqual([]);
  expect(channels.filter(({ isDead }) => isDead).length).toBeLessThan(10);

  const before = await panel.readMap();
  await panel.usePicture('Scene');
  await panel.waitUntilFinished(17);
  await expect.poll(() => panel.readMap()).not.toBe(before);

  // the way back leads to the document that is open, not to an editable copy of it
  await panel.button('Go to code').click();
  await expect(workbench.line("name: 'conv1'")).toBeVisible();
  await expect(workbench.tabLabel('alexnet.ts')).toHaveCount(1);
});

test('a run is cancelled, and can be started again', async ({ workbench, panel, server }) => {
  await openNetwork(workbench, 'VGG-16', 'vgg16.ts');
  await workbench.codeLens('Run Model').click();
  await expect.poll(() => listRunners(server).length, runTimeout).toBe(1);
  await panel.button('Cancel').click();
  await expect(panel.page.getByRole('heading', { name: 'Run cancelled' })).toBeVisible();
  await expect.poll(() => listRunners(server)).toEqual([]);
  await panel.button('Run Again').click();
  await expect(panel.page.getByRole('progressbar')).toBeVisible();
  await expect.poll(() => listRunners(server).length).toBe(1);
  // closing the panel ends the run
  await workbench.closeAllEditors();
  await expect.poll(() => listRunners(server)).toEqual([]);
});

test('a window that is closed in mid-run leaves no process behind', async ({ browser, server, folder }) => {
  const workbench = await openWindow(browser, server, folder);
  await runFile(workbench, 'loopsForever.ts');
  await expect.poll(() => listRunners(server).length, runTimeout).toBe(1);
  await workbench.page.goto('about:blank');
  await expect.poll(() => listRunners(server)).toEqual([]);
  await workbench.page.context().close();
});

test('a file that never ends is told in one sentence, one that throws or exits runs as it is read, and the editor goes on', async ({
  workbench,
  panel,
}) => {
  await runFile(workbench, 'loopsForever.ts');
  await expect(panel.page.getByRole('progressbar')).toBeVisible();

  await runFile(workbench, 'throws.ts');
  await panel.waitUntilFinished(2);
  await expect(
    panel.page.getByText(/^throws\.ts:4: the weights file is missing\. The model was .* built/),
  ).toBeVisible();
  await runFile(workbench, 'exits.ts');
  await panel.waitUntilFinished(2);
  await expect(
    panel.page.getByText(/^exits\.ts:8: process\.exit\(3\) was called\. The model was .* built/),
  ).toBeVisible();
  await expect(workbench.notifications).toHaveCount(0);

  await openModel(workbench, 'model.ts');
  await workbench.hoverOver('filters: 64', 'conv2d', '18,496');

  await workbench.tabLabel('model · loopsForever.ts').click();
  await expect(panel.failure).toContainText('loopsForever.ts was still running after 30 s', runTimeout);
  await expect(panel.button('Show Details')).toBeVisible();
});

test('your own picture is used; one that is broken is told', async ({ workbench, panel, folder }) => {
  fs.writeFileSync(path.join(folder, 'broken.png'), 'not a picture');
  fs.writeFileSync(path.join(folder, 'dot.png'), PNG.sync.write(new PNG({ width: 1, height: 1 })));
  await runFile(workbench, 'model.ts');
  await panel.waitUntilFinished(7);
  const choose = async (name: string): Promise<void> => {
    await panel.button('Choose Picture…').click();
    await workbench.enterPath(path.join(folder, name));
  };
  await choose('broken.png');
  await expect(panel.page.getByText('broken.png is not a PNG or JPEG picture.')).toBeVisible();
  await expect(panel.page.getByText('Shapes', { exact: true })).toBeVisible();
  await choose('dot.png');
  await expect(panel.page.getByText('1×1', { exact: true })).toBeVisible();
  await panel.waitUntilFinished(7);
});

test('a reload of the window brings the panel back, ready to run', async ({ workbench, panel, server }) => {
  await runFile(workbench, 'model.ts');
  await panel.waitUntilFinished(7);
  await panel.usePicture('Scene');
  await panel.waitUntilFinished(7);
  await workbench.reload();
  await expect(panel.title).toHaveText('model', runTimeout);
  await expect(panel.status).toHaveText('Not run yet');
  await expect(panel.button('Scene')).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => listRunners(server), runTimeout).toEqual([]);
  await panel.button('Run').click();
  await panel.waitUntilFinished(7);
  await expect(workbench.notifications).toHaveCount(0);
});
