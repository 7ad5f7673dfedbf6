// Comparing in the packed extension: from the lens to the figures, through a change of the code and a reload of the window.

import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '../host/fixtures';

test('a model beside the classic networks, as it changes', async ({ workbench, folder }) => {
  // a file of its own, because it is saved
  fs.copyFileSync(path.join(folder, 'sample', 'model.ts'), path.join(folder, 'sample', 'compared.ts'));
  await workbench.openFile('residual.ts');
  await workbench.openFile('compared.ts');
  await expect(workbench.inlayHint('26×26×32')).toBeVisible({ timeout: 45_000 });
  await workbench.codeLens('Compare').click();
  const page = workbench.webview();
  const own = page.locator('tr.is-own');
  await expect(own).toContainText('34.8K');
  await expect(page.getByRole('row', { name: /ResNet-152/ })).toContainText('11.3 GMACs');
  await expect(page.getByText('model: you are here')).toBeVisible();

  await page.getByRole('button', { name: 'Add Model…' }).click();
  await workbench.pick('buildResidualNetwork');
  await expect(own.nth(1)).toContainText('residual.ts:33');
  await page.getByRole('button', { name: 'Leave out buildResidualNetwork' }).click();
  await expect(own).toHaveCount(1);
  // of a file that is not open
  await page.getByRole('button', { name: 'Add Model…' }).click();
  await workbench.pick('detector.js', 'detector');
  await expect(own.nth(1)).toContainText('detector.js');
  await page.getByRole('button', { name: /^Leave out/ }).click();
  await expect(own).toHaveCount(1);

  await workbench.retype('filters: 32', '32', '48');
  await expect(own).toContainText('44.2K');
  await workbench.runCommand('File: Save');
  await page.getByRole('button', { name: 'Depth' }).click();
  await workbench.reload();
  await expect(own).toContainText('44.2K', { timeout: 60_000 });
  await expect(page.getByRole('columnheader', { name: 'Depth' })).toHaveAttribute('aria-sort', 'descending');

  await page.getByRole('button', { name: 'GoogLeNet' }).first().click();
  await expect(workbench.tab('googlenet.ts')).toBeVisible();
});
