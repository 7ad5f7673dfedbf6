// Two models side by side in the packed extension: another one is chosen, runs on the same picture, and ends with the panel.

import { expect, test } from '../host/fixtures';
import { RunPanelPage, listRunners, runTimeout } from './runPanelPage';

test('a model stands beside a classic network, then beside itself on another picture, also after the panel was hidden', async ({
  workbench,
  server,
}) => {
  const panel = new RunPanelPage(workbench);
  const { page } = panel;
  const other = page.getByRole('combobox', { name: 'Layer of this side' });
  await workbench.openFile('model.ts');
  await expect(workbench.codeLens('Run Model')).toBeVisible(runTimeout);
  await workbench.codeLens('Run Model').click();
  await panel.waitUntilFinished(7);
  await page.getByRole('tab', { name: 'Side by side' }).click();
  await panel.button('Another model…').click();
  await workbench.pick('SqueezeNet 1.1');
  await expect(page.getByRole('heading', { name: 'SqueezeNet 1.1 · Shapes' })).toBeVisible(runTimeout);
  // the first convolution of this model, and the first of the other one
  await expect(other.locator('option').first()).toHaveText(
    /^conv1 · 111×111×64 \(convolution 1 of 26, as deep as 1 of 2\)$/,
    runTimeout,
  );
  const column = page.getByRole('region', { name: 'SqueezeNet 1.1 · Shapes, conv1' });
  await expect(column).toContainText('Receptive field3×3, stride 2', runTimeout);
  await expect(page.locator('#compared-0')).toBeVisible();
  expect(listRunners(server)).toHaveLength(2);

  await other.selectOption('conv10');
  await expect(page.getByRole('region', { name: 'SqueezeNet 1.1 · Shapes, conv10' })).toBeVisible(runTimeout);
  // over the panel
  await workbench.tabLabel('model · model.ts').click();
  await workbench.openFile('residual.ts');
  await expect(other).toBeHidden();
  await workbench.tabLabel('model · model.ts').click();
  await expect(page.getByRole('region', { name: 'SqueezeNet 1.1 · Shapes, conv10' })).toBeVisible(runTimeout);
  await expect(other).toHaveValue('conv10');

  await panel.button('Another picture…').click();
  await workbench.pick('Stripes');
  await expect(page.getByRole('heading', { name: 'model · Stripes' })).toBeVisible(runTimeout);
  await expect(page.locator('#compared-0')).toBeVisible(runTimeout);
  expect(listRunners(server)).toHaveLength(2);
  await panel.button('This run').click();
  await expect.poll(() => listRunners(server).length, runTimeout).toBe(1);
  await expect(workbench.notifications).toHaveCount(0);
});
