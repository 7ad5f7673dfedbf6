// The layer graph in the packed extension: from the lens, to a line of the code, and back to the layer at the cursor.

import { expect, test } from '../host/fixtures';

test('a click on a layer goes to its line, and the cursor marks the layer', async ({ workbench }) => {
  await workbench.openFile('residual.ts');
  await expect(workbench.codeLens('Graph')).toBeVisible({ timeout: 45_000 });
  await workbench.codeLens('Graph').click();
  const page = workbench.webview();
  const current = page.locator('.item[aria-current]');
  await page.getByRole('button', { name: 'Fit' }).click();
  await page.getByRole('treeitem', { name: /^Dense, / }).click();
  await expect(current).toHaveAttribute('aria-label', /^Dense, /);
  await expect(async () => {
    // Lines move until the lenses of the file are there.
    const { x, y } = await workbench.pointOf('globalAveragePooling2d', 'globalAveragePooling2d');
    await workbench.page.mouse.click(x, y);
    await expect(current).toHaveAttribute('aria-label', /^GlobalAveragePooling2D, 64/, { timeout: 3_000 });
  }).toPass({ timeout: 30_000 });

  const block = page.getByRole('treeitem', { name: /^block 3, / });
  await block.click();
  await expect(block).toHaveAttribute('aria-expanded', 'true');
  await workbench.retype('[16, 32, 64]', '32', '48');
  await expect(block).toHaveAttribute('aria-label', /^block 3, .*48, /);
  await expect(block).toHaveAttribute('aria-expanded', 'true');
});
