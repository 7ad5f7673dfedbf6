// Weights chosen in the Run Model panel: a file, an address, what is wrong with them, and random ones again.

import fs from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../host/folders';
import { expect, test as base } from '../host/fixtures';
import { sendBytes, startFileServer } from '../runner/node/weights/fileServer';
import { RunPanelPage, runTimeout } from './runPanelPage';

const test = base.extend<{ panel: RunPanelPage }>({
  panel: async ({ workbench }, use) => {
    await use(new RunPanelPage(workbench));
  },
});

const fixtures = path.join(projectFolder, 'test/runner/fixtures/weights');
const LAYERS = 20;

test('weights are chosen from a file and an address, remembered, and given up again', async ({
  workbench,
  panel,
  folder,
}) => {
  for (const name of ['narrowVgg.ts', 'narrowVgg.safetensors']) {
    fs.copyFileSync(path.join(fixtures, name), path.join(folder, name));
  }
  const server = await startFileServer({
    '/narrow.safetensors': sendBytes(fs.readFileSync(path.join(fixtures, 'narrowVgg.safetensors'))),
  });
  const askAddress = async (address: string): Promise<void> => {
    await panel.button(/^Weights: /).click();
    await workbench.pick('From Address…');
    const input = workbench.page.locator('.quick-input-widget:visible input').first();
    await expect(input).toHaveAttribute('placeholder', 'https://');
    await input.fill(address);
    await input.press('Enter');
  };
  const classes = panel.page.getByRole('list', { name: 'Top classes' }).getByRole('listitem');

  await workbench.openFile('narrowVgg.ts');
  await expect(workbench.codeLens('Run Model')).toBeVisible(runTimeout);
  await workbench.codeLens('Run Model').click();
  await panel.waitUntilFinished(LAYERS);
  await expect(panel.page.getByText('Fed as 64×96, RGB, divided by 127.5, minus 1')).toBeVisible();
  await expect(classes).toHaveCount(0);

  await panel.button('Weights: random (seed 1)').click();
  await workbench.pick('Choose File…');
  await workbench.enterPath(path.join(folder, 'narrowVgg.safetensors'));
  await expect(panel.button('Weights: narrowVgg.safetensors')).toBeVisible();
  await panel.waitUntilFinished(LAYERS);
  await expect(classes).toHaveCount(5);
  await expect(panel.page.getByText(/^Fed as 64×96, RGB, divided by 255, minus mean/)).toBeVisible();
  const probabilities = await classes.allTextContents();

  await workbench.reload();
  await expect(panel.button('Weights: narrowVgg.safetensors')).toBeVisible(runTimeout);

  await askAddress(`${server.address}/gone.safetensors`);
  await expect(panel.failure).toContainText(`${server.address}/gone.safetensors cannot be downloaded`, runTimeout);

  await askAddress(`${server.address}/narrow.safetensors`);
  await panel.waitUntilFinished(LAYERS);
  expect(await classes.allTextContents()).toEqual(probabilities);

  await panel.button(/^Weights: narrow\.safetensors \(127\.0\.0\.1:\d+\)$/).click();
  await workbench.pick('Random');
  await panel.waitUntilFinished(LAYERS);
  await expect(panel.button('Weights: random (seed 1)')).toBeVisible();
  await expect(classes).toHaveCount(0);
  await server.close();
});
