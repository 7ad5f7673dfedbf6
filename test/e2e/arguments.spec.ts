// A function with parameters in the packed extension: its arguments are asked for once, kept, changed, and written into the file.

import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { expect, test } from '../host/fixtures';
import type { Workbench } from '../host/workbench';
import { RunPanelPage, listRunners, runTimeout } from './runPanelPage';

const TEXT = `import * as tf from '@tensorflow/tfjs';

export function makeNet(classes: number, size: [number, number, number], activation: 'relu' | 'tanh') {
  return tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: size, filters: 4, kernelSize: 3, activation }),
      tf.layers.flatten(),
      tf.layers.dense({ units: classes }),
    ],
  });
}
`;

/** The question in view. */
function question({ page }: Workbench): { readonly box: Locator; readonly input: Locator } {
  const box = page.locator('.quick-input-widget:visible');
  return { box, input: box.locator('input').first() };
}

async function answer(workbench: Workbench, step: string, text?: string): Promise<void> {
  const { box, input } = question(workbench);
  await expect(box).toContainText(step, runTimeout);
  if (text !== undefined) await input.fill(text);
  await input.press('Enter');
}

test('the arguments of a function are asked for once, changed in the panel, and written into the file', async ({
  workbench,
  server,
  folder,
}) => {
  fs.writeFileSync(path.join(folder, 'factory.ts'), TEXT);
  const panel = new RunPanelPage(workbench);
  const { box, input } = question(workbench);
  await workbench.openFile('factory.ts');
  await expect(workbench.codeLens('Run Model')).toBeVisible(runTimeout);

  // giving up runs nothing, and says nothing
  await workbench.codeLens('Run Model').click();
  await expect(box).toContainText('Arguments of makeNet() (1/3)', runTimeout);
  await expect(box).toContainText('classes: a number');
  await expect(input).toHaveValue('10');
  await input.press('Escape');
  await expect(box).toBeHidden();
  await expect(workbench.tabLabel('makeNet · factory.ts')).toHaveCount(0);

  await workbench.codeLens('Run Model').click();
  await answer(workbench, '(1/3)', 'ten');
  await expect(box).toContainText('classes must be a number.');
  await answer(workbench, '(1/3)', '7');
  await answer(workbench, '(2/3)', '[20, 20, 3]');
  await expect(box).toContainText('(3/3)');
  // the way back, with what was answered
  await box.getByRole('button', { name: 'Back' }).click();
  await expect(input).toHaveValue('[20,20,3]');
  await answer(workbench, '(2/3)');
  await expect(box).toContainText('(3/3)');
  await workbench.pick('tanh');
  await panel.waitUntilFinished(4);
  await expect(panel.layer('conv2d_Conv2D1')).toContainText('18×18×4');
  await expect(panel.layer('dense_Dense1')).toContainText('7');
  const given = panel.page.getByText('classes=7, size=[20,20,3], activation=tanh');
  await expect(given).toBeVisible();

  // from then on it runs without a question
  await panel.button('Run Again').click();
  await expect(panel.button('Run Again')).toBeHidden();
  await panel.waitUntilFinished(4);
  await workbench.codeLens('Run Model').click();
  await expect(panel.button('Run Again')).toBeHidden();
  await panel.waitUntilFinished(4);
  await expect(box).toBeHidden();
  expect(listRunners(server)).toHaveLength(1);

  await panel.button('Change…').click();
  await answer(workbench, '(1/3)');
  await answer(workbench, '(2/3)', '[12,12,3]');
  await answer(workbench, '(3/3)');
  await expect(panel.layer('conv2d_Conv2D1')).toContainText('10×10×4', runTimeout);
  await panel.waitUntilFinished(4);

  await panel.button('Write into the file').click();
  await expect(workbench.line('/** @convlens classes=7 size=[12,12,3] activation="tanh" */')).toBeVisible();
  await expect(workbench.inlayHint('10×10×4')).toBeVisible(runTimeout);
  await expect(panel.page.getByText('classes=7')).toBeHidden();
  await panel.button('Run Again').click();
  await expect(panel.button('Run Again')).toBeHidden();
  await panel.waitUntilFinished(4);
  await expect(panel.page.getByText('classes=7')).toBeHidden();
  await expect(workbench.notifications).toHaveCount(0);
});
