// What is asked about a channel, and what is drawn of the answer.

import type { Locator } from '@playwright/test';
import type { FromPage } from '../../src/protocol/panel';
import { CONV_64 } from './messages';
import {
  type Panel,
  answerInquiry,
  colourAt,
  expect,
  lastInquiry,
  openChannel,
  openLayer,
  tab,
  test,
} from './panelFixture';

const SIDE = 227;

const answerCanvas = (panel: Panel): Locator => panel.page.locator('.explained:visible .stage canvas').last();

test('a rule is asked for the largest value, drawn around grey with its words, and kept', async ({ panel }) => {
  await openLayer(panel, CONV_64);
  await openChannel(panel, 6);
  await tab(panel, 'Guided').click();
  const { page } = panel;
  await expect(page.getByText('Asking the network…')).toBeVisible();
  const request = { kind: 'channel', layer: CONV_64, channel: 6, rule: 'guided' };
  expect((await lastInquiry(panel)).inquiry).toEqual({ kind: 'visualise', request });
  const values = new Float32Array(SIDE * SIDE * 3);
  values[(44 * SIDE + 80) * 3] = 2;
  const position = { row: 20, column: 40 };
  const visualisation = { height: SIDE, width: SIDE, channels: 3, values, position, score: 11.5 };
  await answerInquiry(panel, { kind: 'visualise', visualisation });
  await expect(page.getByText('Channel 6 at row 20, column 40, its largest value: 11.5')).toBeVisible();
  await expect(page.getByText('Springenberg et al. 2014')).toBeVisible();
  expect(await colourAt(answerCanvas(panel), 80, 44)).toEqual([255, 128, 128]);
  expect(await colourAt(answerCanvas(panel), 10, 10)).toEqual([128, 128, 128]);
  await page.getByRole('checkbox', { name: 'As amount' }).click();
  expect(await colourAt(answerCanvas(panel), 80, 44)).not.toEqual([255, 128, 128]);
  // what the position sees is a small part of the picture
  await expect(page.getByRole('checkbox', { name: 'Only what it sees' })).toBeVisible();
  await expect(page.locator('.toolbar')).toBeHidden();
  // the picture, the answer and the words as one picture; there are no values of it
  await page.getByRole('button', { name: 'Save PNG…' }).click();
  const saved = async (): Promise<FromPage | undefined> =>
    (await panel.sent()).find(({ kind }) => kind === 'savePicture');
  await expect.poll(saved).toMatchObject({ layer: CONV_64, channel: 6, view: 'Guided' });
  await expect(page.getByRole('button', { name: 'Save NPY…' })).toBeHidden();

  const before = (await panel.sent()).length;
  await tab(panel, 'Map').click();
  await expect(page.locator('.channel-frame canvas')).toBeVisible();
  await tab(panel, 'Guided').click();
  await expect(page.getByText('Springenberg et al. 2014')).toBeVisible();
  expect((await panel.sent()).slice(before)).toEqual([]);
});

test('a pinned position is what is asked about; another tab ends the question before', async ({ panel }) => {
  await openLayer(panel, CONV_64);
  await openChannel(panel, 6);
  const canvas = panel.page.locator('.channel-frame canvas');
  const scale = (await canvas.evaluate((element) => element.clientWidth)) / 112;
  await canvas.click({ position: { x: 40.5 * scale, y: 20.5 * scale } });
  const position = { row: 20, column: 40 };
  await tab(panel, 'Gradient').click();
  expect((await lastInquiry(panel)).inquiry).toMatchObject({
    request: { kind: 'channel', rule: 'gradient', position },
  });
  const old = await lastInquiry(panel);
  await tab(panel, 'Measured field').click();
  expect((await lastInquiry(panel)).inquiry).toEqual({
    kind: 'visualise',
    request: { kind: 'measuredField', layer: CONV_64, position },
  });
  await panel.send({ kind: 'inquiryFailed', id: old.id, message: 'Something else was asked.' });
  await expect(panel.page.getByText('Asking the network…')).toBeVisible();
  const values = new Float32Array(SIDE * SIDE);
  for (let x = 78; x < 82; x++) values[40 * SIDE + x] = 1;
  await answerInquiry(panel, {
    kind: 'visualise',
    visualisation: { height: SIDE, width: SIDE, channels: 1, values, position, score: 4 },
  });
  await expect(panel.page.locator('.answer-what:visible')).toHaveText(
    'All channels at row 20, column 40 · 95% of the amount lies in 4 pixels, about 2×2. Computed: 11×7; that is 5% of its part on the picture',
  );
  await expect(panel.page.getByText('Luo et al. 2016')).toBeVisible();
});

test('an occlusion tells how far it is, can be cancelled, and asked again; a failure says why', async ({ panel }) => {
  await openLayer(panel, CONV_64);
  await openChannel(panel, 6);
  const { page } = panel;
  await tab(panel, 'Occlusion').click();
  const { id } = await lastInquiry(panel);
  await panel.send({ kind: 'inquiryProgress', id, done: 12, total: 196 });
  await expect(page.getByText('Place 13 of 196')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect((await panel.sent()).at(-1)).toEqual({ kind: 'endInquiry' });
  await page.getByRole('button', { name: 'Ask Again' }).click();
  const again = await lastInquiry(panel);
  expect(again.id).toBeGreaterThan(id);
  await panel.send({ kind: 'inquiryFailed', id: again.id, message: 'The runner was killed by SIGKILL.' });
  await expect(page.getByText('The runner was killed by SIGKILL.')).toBeVisible();
  await page.getByRole('button', { name: 'Ask Again' }).click();
  const visualisation = {
    height: 1,
    width: 2,
    channels: 1,
    values: new Float32Array([9, 3]),
    score: 9,
    squareSize: 45,
  };
  await answerInquiry(panel, { kind: 'visualise', visualisation });
  await expect(page.getByText('Channel 6: 9 · covered by a square of 45×45 pixels')).toBeVisible();
  const [kept, lost] = [await colourAt(answerCanvas(panel), 20, 200), await colourAt(answerCanvas(panel), 200, 200)];
  expect(lost[0]).toBeGreaterThan((kept[0] ?? 0) + 50);
});

test('the most exciting patches do not overlap, and a click pins their place', async ({ panel }) => {
  await openLayer(panel, CONV_64);
  await openChannel(panel, 6);
  await tab(panel, 'Patches').click();
  const patches = panel.page.locator('.patch');
  await expect(patches).toHaveCount(9);
  await patches.nth(2).click();
  await expect(patches.nth(2)).toHaveAttribute('aria-pressed', 'true');
  expect((await panel.sent()).at(-1)).toEqual({ kind: 'markLayer', layer: CONV_64 });
  await expect(panel.page.locator('.field-note')).toContainText(/^Row \d+, column \d+ sees/);
});

test('tabs are moved along by keys', async ({ panel }) => {
  await openLayer(panel, CONV_64);
  await tab(panel, 'Channels').focus();
  await panel.page.keyboard.press('ArrowRight');
  await expect(tab(panel, 'Grad-CAM')).toBeFocused();
  await expect(tab(panel, 'Grad-CAM')).toHaveAttribute('aria-selected', 'true');
  await panel.page.keyboard.press('Home');
  await expect(panel.page.getByRole('grid')).toBeVisible();
});
