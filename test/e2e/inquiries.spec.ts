// Asking about a real run in the packed extension: where a class is seen, what a channel looks for, and what a block is good for.

import { expect, test } from '../host/fixtures';
import { RunPanelPage, runTimeout } from './runPanelPage';

test('Grad-CAM, a channel, an experiment and a study of a residual network; another model has its own panel', async ({
  workbench,
}) => {
  const panel = new RunPanelPage(workbench);
  const { page } = panel;
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  await workbench.openFile('residual.ts');
  await expect(workbench.codeLens('Run Model')).toBeVisible(runTimeout);
  await workbench.codeLens('Run Model').click();
  await expect(panel.status).toContainText(/ layers · wasm/, runTimeout);
  await panel.layer('add_Add2').click();

  await tab('Grad-CAM').click();
  await expect(page.getByText(/^Class \d+: the model gives it 0\.\d+$/)).toBeVisible(runTimeout);
  const colours = await page
    .locator('.explained:visible .stage canvas')
    .last()
    .evaluate((canvas: HTMLCanvasElement) => {
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
      return new Set(data && new Uint32Array(data.buffer)).size;
    });
  expect(colours).toBeGreaterThan(50);

  await tab('Block').click();
  await expect(page.getByText(/^What the block adds is \d+% as large as its shortcut/)).toBeVisible(runTimeout);

  await tab('Experiment').click();
  await page.getByRole('checkbox', { name: 'Switch off the block that ends in add_Add2' }).click();
  await panel.button('Run Experiment').click();
  await expect(page.getByText(/^The output of the model changed by (<1|\d+)%/)).toBeVisible(runTimeout);
  await expect(page.getByText('add_Add2 passed on its shortcut.')).toBeVisible();
  await expect(panel.layer('add_Add2')).toContainText(/off · Δ \d+%/);

  await tab('Study').click();
  await expect(page.getByText(/^Dead: (none|\d+) of/)).toBeVisible(runTimeout);

  await tab('Channels').click();
  await panel.channels.first().click();
  await tab('Deconvnet').click();
  await expect(page.getByText(/^Channel \d+ at row \d+, column \d+, its largest value: /)).toBeVisible(runTimeout);
  await expect(page.getByText('Zeiler and Fergus 2013', { exact: false })).toBeVisible();

  // beside the panel, not over it
  await workbench.runCommand('View: Focus First Editor Group');
  await workbench.openFile('model.ts');
  await expect(workbench.codeLens('Run Model')).toHaveCount(1);
  await workbench.codeLens('Run Model').click();
  await panel.waitUntilFinished(7);
  await expect(workbench.tabLabel('model · model.ts')).toHaveCount(1);
  await expect(workbench.tabLabel('buildResidualNetwork · residual.ts')).toHaveCount(1);
  await expect(workbench.notifications).toHaveCount(0);
});
