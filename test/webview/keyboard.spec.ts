// The panel by keyboard alone: what is pressed does what a click does, and the focus is never lost when something changes.

import type { Locator } from '@playwright/test';
import { CONV_64, LAYERS, MODEL_MESSAGE, SUMMARY, makeChannelValues, makeMaps, makeRun } from './messages';
import {
  PICTURE_MESSAGE,
  type Panel,
  answerInquiry,
  expect,
  openFinishedRun,
  openLayer,
  tab,
  test,
} from './panelFixture';

const grid = (panel: Panel): Locator => panel.page.getByRole('grid', { name: 'Channels' });

async function sendValues(panel: Panel, channel: number): Promise<void> {
  const values = makeChannelValues(makeMaps(CONV_64), channel);
  await panel.send({ kind: 'channelValues', layer: CONV_64, channel, values });
}

const occlusion = {
  ...{ height: 1, width: 2, channels: 1, values: new Float32Array([9, 3]), score: 9, squareSize: 45 },
};

test('a channel is opened, pointed at, pinned, asked about and left by keys', async ({ panel }) => {
  await openLayer(panel, CONV_64, 'high-contrast');
  const { page } = panel;
  await page.getByRole('checkbox', { name: 'Same range' }).focus();
  await page.keyboard.press('Tab');
  await expect(grid(panel)).toBeFocused();
  // what has the focus is outlined
  await expect(grid(panel)).toHaveCSS('outline-style', 'solid');
  for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
  const view = page.getByRole('group', { name: /^Channel 2 of 64\. Arrow keys/ });
  await expect(view).toBeFocused();
  await sendValues(panel, 2);
  for (const key of ['ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  expect((await panel.sent()).at(-1)).toEqual({ kind: 'markLayer', layer: CONV_64 });
  await expect(page.locator('.readout')).toHaveAttribute('aria-live', 'polite');
  await expect(page.locator('.readout')).toContainText('row 57, column 56');

  // the button that shows the next channel keeps the focus
  await page.getByRole('button', { name: 'Next channel' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Channel 3 of 64')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next channel' })).toBeFocused();

  await tab(panel, 'Map').focus();
  for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowRight');
  await expect(tab(panel, 'Occlusion')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Ask Again' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await answerInquiry(panel, { kind: 'visualise', visualisation: occlusion });
  // the answer, in the place of the button
  await expect(page.locator('.explained:visible')).toBeFocused();

  await tab(panel, 'Occlusion').focus();
  await page.keyboard.press('ArrowRight');
  const patch = page.locator('.patch').nth(1);
  await patch.focus();
  await page.keyboard.press('Enter');
  await expect(patch).toHaveAttribute('aria-pressed', 'true');
  await expect(patch).toBeFocused();

  await page.getByRole('button', { name: 'All Channels' }).focus();
  await page.keyboard.press('Enter');
  await expect(grid(panel)).toBeFocused();
  expect((await panel.sent()).at(-1)).toEqual({ kind: 'unmark' });
});

test('choices that are made anew keep the focus', async ({ panel }) => {
  await openLayer(panel, CONV_64);
  const { page } = panel;
  const topClasses = [281, 285].map((index) => ({ index, label: `cat ${index}`, probability: 0.4 }));
  await panel.send({ kind: 'runFinished', summary: { ...SUMMARY, topClasses } });
  await tab(panel, 'Channels').focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'cat 285' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'cat 285' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'cat 285' })).toHaveAttribute('aria-pressed', 'true');

  await tab(panel, 'Experiment').click();
  const toggle = page.getByRole('checkbox', { name: 'Switch off conv2d_Conv2D1' });
  await toggle.focus();
  await page.keyboard.press('Space');
  const run = page.getByRole('button', { name: 'Run Experiment' });
  const button = page.locator('vscode-button').filter({ hasText: 'Run Experiment' });
  await expect(button).toHaveAttribute('aria-disabled', 'false');
  await run.focus();
  await page.keyboard.press('Enter');
  await expect(run).toBeFocused();
  const changes = new Float32Array(LAYERS.length).fill(0.5);
  const outputs = { outputBefore: new Float32Array([3, 4]), output: new Float32Array([0, 4]) };
  await answerInquiry(panel, { kind: 'experiment', result: { changes, passedOn: [], ...outputs } });
  await expect(page.getByRole('img', { name: /^The change of each layer/ })).toBeVisible();
  await expect(run).toBeFocused();
  await page.getByRole('button', { name: 'conv2d_Conv2D1 off ×' }).focus();
  await page.keyboard.press('Enter');
  await expect(toggle).toBeFocused();
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  const before = (await panel.sent()).length;
  await run.focus();
  await page.keyboard.press('Enter');
  expect((await panel.sent()).length).toBe(before);

  // another run, and the pictures that are offered are told again
  await page.getByRole('button', { name: 'Stripes' }).focus();
  await panel.send({ ...MODEL_MESSAGE }, PICTURE_MESSAGE, ...makeRun());
  await expect(page.getByRole('button', { name: 'Stripes' })).toBeFocused();
});

test('the channel that is open stays open when another picture is run, and nothing is asked of the run that is over', async ({
  panel,
}) => {
  await openLayer(panel, CONV_64);
  const { page } = panel;
  await page.locator('#channel-6').click();
  await sendValues(panel, 6);
  await page.locator('.channel-frame canvas').click({ position: { x: 20, y: 20 } });
  await tab(panel, 'Gradient').click();
  const asked = async (): Promise<number> => (await panel.sent()).filter(({ kind }) => kind === 'inquire').length;
  const before = await asked();
  const [started, ...rest] = makeRun();
  if (!started) throw new Error('A run was expected.');
  await panel.send(started);
  expect(await asked()).toBe(before);
  await panel.send(...rest, { kind: 'featureMaps', maps: makeMaps(CONV_64) });
  await expect(page.getByText('Channel 6 of 64')).toBeVisible();
  await expect(tab(panel, 'Gradient')).toHaveAttribute('aria-selected', 'true');
  expect(await asked()).toBe(before + 1);

  // and over a reload
  await page.reload();
  await panel.send(MODEL_MESSAGE, PICTURE_MESSAGE, ...makeRun(), { kind: 'featureMaps', maps: makeMaps(CONV_64) });
  await expect(page.getByText('Channel 6 of 64')).toBeVisible();
  await expect(tab(panel, 'Gradient')).toHaveAttribute('aria-selected', 'true');
  // another layer is shown with all of its channels
  await page.getByRole('option').nth(2).click();
  await panel.send({ kind: 'featureMaps', maps: makeMaps(2) });
  await expect(grid(panel)).toBeVisible();
});

test('the list and the grid are used with the keyboard', async ({ panel }) => {
  await openFinishedRun(panel);
  const { page } = panel;
  const list = page.getByRole('listbox', { name: 'Layers' });
  await list.press('ArrowDown');
  await expect(page.getByRole('option', { selected: true })).toContainText('max_pooling2d_MaxPooling2D1');
  await expect(list).toHaveAttribute('aria-activedescendant', 'layer-2');
  expect((await panel.sent()).at(-1)).toEqual({ kind: 'showLayer', layer: 2 });
  await list.press('Enter');
  expect((await panel.sent()).at(-1)).toEqual({ kind: 'revealLayer', layer: 2 });
  await panel.send({ kind: 'featureMaps', maps: makeMaps(2) });

  const grid = page.getByRole('grid');
  await grid.press('ArrowRight');
  await grid.press('ArrowDown');
  const columns = Number(await grid.getAttribute('aria-colcount'));
  await expect(grid).toHaveAttribute('aria-activedescendant', `channel-${1 + columns}`);
  await grid.press('Enter');
  await expect(page.getByText(`Channel ${1 + columns} of 64`)).toBeVisible();
});

test('every control is reached with Tab, and has a name', async ({ panel }) => {
  await openFinishedRun(panel);
  await panel.send({ kind: 'weights', text: 'random (seed 1)' });
  const { page } = panel;
  await panel.send({ kind: 'featureMaps', maps: makeMaps(CONV_64) });
  await page.getByRole('button', { name: 'src/model.ts:12' }).focus();
  const names: string[] = [];
  for (let press = 0; press < 30; press++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      return element === document.body
        ? undefined
        : (element?.getAttribute('aria-label') ?? element?.textContent.trim());
    });
    if (name === undefined) break;
    names.push(name);
  }
  expect(names).toEqual([
    'Weights: random (seed 1)',
    'Run Again',
    'Shapes, 224 by 224 pixels',
    ...['Shapes', 'Stripes', 'Scene', 'Choose Picture…'],
    'Layers',
    ...['Go to code', 'Save PNG…', 'Save NPY…'],
    // the chosen tab
    'Channels',
    ...['Order of the channels', 'Size of a channel', 'Colour scale', 'Same range'],
    'Channels',
  ]);
});
