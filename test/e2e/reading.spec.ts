// Reading a network in the packed extension: hint, hover, lens, a change, a shape error, the summary.

import { expect, test } from '../host/fixtures';

test('hints, hover and lens of an open model', async ({ workbench }) => {
  await workbench.openFile('model.ts');
  await expect(workbench.inlayHint('26×26×32 · 320 · RF 3')).toBeVisible({ timeout: 45_000 });
  await expect(workbench.codeLensRow(/34\.8K params/)).toBeVisible();
  await expect(workbench.codeLens('Run Model')).toBeVisible();
  const hover = await workbench.hoverOver('filters: 64', 'conv2d', '3·3·32·64 + 64 = 18,496');
  await expect(hover).toContainText('11×11×64');
  await expect(workbench.notifications).toHaveCount(0);
});

test('typing other filters shows other figures', async ({ workbench }) => {
  await workbench.openFile('model.ts');
  await expect(workbench.inlayHint('26×26×32 · 320 · RF 3')).toBeVisible({ timeout: 45_000 });
  await workbench.retype('filters: 32', '32', '48');
  await expect(workbench.inlayHint('26×26×48 · 480 · RF 3')).toBeVisible();
  await expect(workbench.inlayHint('11×11×64 · 27.7K · RF 8')).toBeVisible();
});

test('a shape error is underlined while typing, and goes when it is corrected', async ({ workbench }) => {
  await workbench.openFile('model.ts');
  await expect(workbench.inlayHint('11×11×64')).toBeVisible({ timeout: 45_000 });
  await workbench.retype('filters: 64, kernelSize: 3', '3', '15');
  await expect(workbench.squiggles('error')).not.toHaveCount(0);
  // TypeScript has findings of its own here: the sample folder has no packages installed.
  const problems = await workbench.showProblems();
  await expect(problems).toContainText('Negative dimension size');
  await workbench.retype('kernelSize: 15', '15', '3');
  await expect(problems).not.toContainText('Negative dimension size');
  await workbench.runCommand('View: Hide Panel');
  await expect(problems).toBeHidden();
});

test('the summary is a table', async ({ workbench }) => {
  await workbench.openFile('model.ts');
  await expect(workbench.inlayHint('26×26×32')).toBeVisible({ timeout: 45_000 });
  await workbench.codeLens('Summary').click();
  await expect(workbench.line('conv2d_Conv2D1')).toBeVisible();
  await expect(workbench.line('16,010')).toBeVisible();
});
