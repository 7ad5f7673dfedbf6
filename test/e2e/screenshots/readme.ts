// Takes the pictures of the README, in media/readme/: the editor and the panel after a real run, in light and dark.

import fs from 'node:fs';
import path from 'node:path';
import { copyWorkspaces, expect, openWindow, test } from '../../host/fixtures';
import { projectFolder } from '../../host/folders';
import type { Workbench } from '../../host/workbench';
import { RunPanelPage, runTimeout } from '../runPanelPage';

const THEMES = { dark: 'Default Dark Modern', light: 'Default Light Modern', contrast: 'Default High Contrast' };
type Theme = keyof typeof THEMES;

/** Those of the README come with the extension; the others are for looking at. */
const pictureFile = (name: 'editor' | 'panel' | 'sides' | 'narrow', theme: Theme): string => {
  const isForReadme = name !== 'narrow' && (theme === 'dark' || (theme === 'light' && name !== 'sides'));
  const folder = isForReadme ? path.join('media', 'readme') : path.join('out', 'screenshots');
  return path.join(projectFolder, folder, `${name}-${theme}.png`);
};

/** The hover lies over the comment. The last lines have a mistake. */
const NETWORK = `// Tells flowers apart: 102 species on pictures of 224×224 pixels.
//
// Idea: what MobileNet did, made small. A stem halves the picture twice, three blocks halve it again and double the
// channels, and a global mean stands where AlexNet had its large dense layers.
//
// What to try
// - More filters in the blocks: parameters grow with the square, and so do the multiply-adds.
// - A stride of 1 in the stem: four times the multiply-adds of all that follows, half the receptive field.
// - Dense layers instead of the global mean: count the parameters.
//
// Data: the 8,189 pictures of the Oxford Flowers set, mean subtracted.

import * as tf from '@tensorflow/tfjs';

export function flowerNetwork(classes = 102): tf.LayersModel {
  const picture = tf.input({ shape: [224, 224, 3] });
  const stem = tf.layers.conv2d({ filters: 32, kernelSize: 7, strides: 2, ...same }).apply(picture);
  let x = tf.layers.maxPooling2d({ poolSize: 3, strides: 2 }).apply(stem) as tf.SymbolicTensor;
  for (const filters of [64, 128, 256]) x = block(x, filters);
  const pooled = tf.layers.globalAveragePooling2d({}).apply(x);
  const output = tf.layers.dense({ units: classes, activation: 'softmax' }).apply(pooled);
  return tf.model({ inputs: picture, outputs: output as tf.SymbolicTensor });
}

const same = { padding: 'same', useBias: false } as const;

function block(x: tf.SymbolicTensor, filters: number): tf.SymbolicTensor {
  const y = tf.layers.conv2d({ filters, kernelSize: 3, strides: 2, ...same }).apply(x);
  const z = tf.layers.batchNormalization().apply(y);
  return tf.layers.reLU().apply(z) as tf.SymbolicTensor;
}

export const head = tf.sequential();
head.add(tf.layers.conv2d({ inputShape: [7, 7, 256], filters: 64, kernelSize: 5 }));
head.add(tf.layers.conv2d({ filters: 64, kernelSize: 5 }));
`;

function prepareFolder(theme: Theme): string {
  const folder = copyWorkspaces();
  fs.mkdirSync(path.join(folder, '.vscode'));
  const settings = {
    'workbench.colorTheme': THEMES[theme],
    'workbench.activityBar.location': 'hidden',
    'workbench.statusBar.visible': false,
    'window.title': '${activeEditorShort}',
    'typescript.tsserver.useSyntaxServer': 'never',
  };
  fs.writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  fs.writeFileSync(path.join(folder, 'flowers.ts'), NETWORK);
  fs.mkdirSync(path.join(folder, 'node_modules'));
  const types = path.join('node_modules', '@tensorflow');
  fs.symlinkSync(path.join(projectFolder, types), path.join(folder, types), 'junction');
  return folder;
}

async function saveView(workbench: Workbench, file: string): Promise<void> {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  await workbench.page.screenshot({ path: file });
}

for (const theme of ['dark', 'light', 'contrast'] as const) {
  test(`the editor and the panel, ${theme}`, async ({ browser, server }) => {
    test.setTimeout(300_000);
    const folder = prepareFolder(theme);
    const workbench = await openWindow(browser, server, folder);
    const { page } = workbench;
    await page.setViewportSize({ width: 1280, height: 780 });
    await workbench.openFile('flowers.ts');
    await workbench.runCommand('View: Close Primary Side Bar');
    await expect(workbench.inlayHint('112×112×32')).toBeVisible(runTimeout);
    await expect(workbench.squiggles('error')).not.toHaveCount(0);
    // the last words are TypeScript's, which knows the package only after a while
    await workbench.hoverOver('kernelSize: 7', 'conv2d', /7·7·3·32[^]*ConvLayerArgs/);
    await saveView(workbench, pictureFile('editor', theme));

    // high enough for the lens, which stands below a long comment
    await page.setViewportSize({ width: 1240, height: 1000 });
    await workbench.runCommand('ConvLens: Open Classic Network');
    await workbench.pick('AlexNet');
    await workbench.codeLensRow('61M params').waitFor(runTimeout);
    await workbench.codeLens('Run Model').click();
    const panel = new RunPanelPage(workbench);
    await panel.waitUntilFinished(17);
    await panel.usePicture('Scene');
    await panel.waitUntilFinished(17);
    await expect(panel.channels.first()).toBeVisible();
    await page.setViewportSize({ width: 1240, height: 640 });
    await panel.button('Go to code').click();
    await workbench.line("name: 'conv1'").waitFor();
    await saveView(workbench, pictureFile('panel', theme));

    await panel.page.getByRole('tab', { name: 'Side by side' }).click();
    await panel.button('Another model…').click();
    await workbench.pick('ZFNet');
    await expect(panel.page.locator('#compared-0')).toBeVisible(runTimeout);
    await page.setViewportSize({ width: 1480, height: 800 });
    await saveView(workbench, pictureFile('sides', theme));
    await panel.page.getByRole('tab', { name: 'Channels' }).click();

    await page.setViewportSize({ width: 1000, height: 800 });
    await panel.channels.first().click();
    await panel.page.getByText('Channel 0 of 96').waitFor();
    await saveView(workbench, pictureFile('narrow', theme));
    await page.context().close();
    fs.rmSync(folder, { recursive: true, force: true });
  });
}
