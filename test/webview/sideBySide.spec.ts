// Two layers side by side: of one run, of two models, of two pictures; what is asked for, what is drawn, what outlives a reload.

import type { Locator } from '@playwright/test';
import type { ComparedWith, FromPage, RunReport } from '../../src/protocol/panel';
import { CONV_2048, CONV_64, LAYERS, MODEL, makeMaps, makePicture, makeRun } from './messages';
import { BEFORE_RUN, type Panel, expect, openLayer, test } from './panelFixture';

const OTHER: ComparedWith = { kind: 'model', model: { ...MODEL, title: 'ZFNet', name: 'zfNet', file: '/zfnet.ts' } };
/** Of the other model: its first convolution has another name, and fewer channels. */
const OTHER_LAYERS = LAYERS.map((layer) => ({ ...layer, name: `other_${layer.name}` }));

const tab = (panel: Panel, name: string): Locator => panel.page.getByRole('tab', { name, exact: true });
const column = (panel: Panel, name: string | RegExp): Locator => panel.page.getByRole('region', { name });
const choice = (panel: Panel): Locator => panel.page.getByRole('combobox', { name: 'Layer of this side' });
const lastSent = async (panel: Panel): Promise<FromPage | undefined> => (await panel.sent()).at(-1);

/** What the compared run tells. */
async function sendCompared(panel: Panel, ...reports: readonly RunReport[]): Promise<void> {
  await panel.send(...reports.map((report) => ({ kind: 'compared', report }) as const));
}

function makeOtherRun(): readonly RunReport[] {
  const run = makeRun().map((message) =>
    message.kind === 'layers' ? ({ kind: 'layers', layers: OTHER_LAYERS } as const) : message,
  );
  return [{ kind: 'picture', picture: makePicture() }, ...(run as readonly RunReport[])];
}

async function openPage(panel: Panel): Promise<void> {
  await openLayer(panel, CONV_64);
  await tab(panel, 'Side by side').click();
}

test('a layer stands beside its input, beside one that is chosen, or beside one that is held', async ({ panel }) => {
  await openPage(panel);
  const { page } = panel;
  expect(await lastSent(panel)).toEqual({ kind: 'showLayer', layer: 0 });
  await panel.send({ kind: 'featureMaps', maps: makeMaps(0) });
  await expect(choice(panel).locator('option').first()).toHaveText('input1 · 227×227×3 (its input)');
  await expect(page.locator('#neighbour-2')).toBeVisible();
  await choice(panel).selectOption('max_pooling2d_MaxPooling2D1');
  expect(await lastSent(panel)).toEqual({ kind: 'showLayer', layer: 2 });
  await panel.send({ kind: 'featureMaps', maps: makeMaps(2) });
  const other = column(panel, 'AlexNet · Shapes, max_pooling2d_MaxPooling2D1');
  await expect(other).toContainText('Shape56×56×64');
  await expect(other).toContainText('Zeros12%');
  const own = column(panel, 'AlexNet · Shapes, conv2d_Conv2D1');
  await expect(own).toContainText('Receptive field11×7, stride 2');
  await expect(own).toContainText('Dead channels2 of 64');
  // channels of one model that are counted alike are taken together
  await page.locator('#chosen-3').click();
  await expect(page.locator('#neighbour-3')).toHaveAttribute('aria-selected', 'true');

  await page.getByRole('button', { name: 'Hold this layer' }).click();
  await expect(choice(panel)).toHaveValue('conv2d_Conv2D1');
  await page.getByRole('option').filter({ hasText: 'conv2d_Conv2D3' }).first().click();
  await panel.send({ kind: 'featureMaps', maps: makeMaps(CONV_2048) });
  await expect(column(panel, 'AlexNet · Shapes, conv2d_Conv2D1').locator('#neighbour-0')).toBeVisible();
  await expect(column(panel, 'AlexNet · Shapes, conv2d_Conv2D3').locator('#chosen-0')).toBeVisible();
});

test('another model runs, and its layer that is as deep stands beside', async ({ panel }) => {
  await openPage(panel);
  const { page } = panel;
  await page.getByRole('button', { name: 'Another model…' }).click();
  expect(await lastSent(panel)).toEqual({ kind: 'compareWith', what: 'model' });
  await panel.send({ kind: 'comparedWith', comparedWith: OTHER });
  await expect(page.getByText('ZFNet has not run yet.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Another model…' })).toHaveAttribute('aria-pressed', 'true');
  const [picture, started, layers, ...rest] = makeOtherRun();
  if (!picture || !started || !layers) throw new Error('A run was expected.');
  await sendCompared(panel, picture, started, { kind: 'stage', text: 'Building the model…' });
  await expect(page.getByText('Building the model…')).toBeVisible();
  await page.getByRole('region', { name: 'ZFNet · Shapes' }).getByRole('button', { name: 'Cancel' }).click();
  expect(await lastSent(panel)).toEqual({ kind: 'compared', wish: { kind: 'cancel' } });
  await sendCompared(panel, { kind: 'runCancelled' });
  await page.getByRole('region', { name: 'ZFNet · Shapes' }).getByRole('button', { name: 'Run Again' }).click();
  expect(await lastSent(panel)).toEqual({ kind: 'compared', wish: { kind: 'run' } });

  await sendCompared(panel, started, layers, ...rest);
  expect(await lastSent(panel)).toEqual({ kind: 'compared', wish: { kind: 'showLayer', layer: CONV_64 } });
  await sendCompared(panel, { kind: 'featureMaps', maps: makeMaps(CONV_64) });
  await expect(choice(panel).locator('option').first()).toHaveText(
    'other_conv2d_Conv2D1 · 112×112×64 (convolution 1 of 3, as deep as 1 of 3)',
  );
  await expect(page.locator('#compared-0')).toBeVisible();
  // the function that makes it may have been asked about
  const model = { ...OTHER.model, givenArguments: 'classes=10' };
  await panel.send({ kind: 'comparedWith', comparedWith: { kind: 'model', model } });
  await page.getByRole('button', { name: 'classes=10' }).click();
  expect(await lastSent(panel)).toEqual({ kind: 'compared', wish: { kind: 'changeArguments' } });
  await sendCompared(panel, picture, started, layers, ...rest, { kind: 'featureMaps', maps: makeMaps(CONV_64) });
  // the run of the panel itself is untouched
  await expect(page.getByRole('option').filter({ hasText: 'other_' })).toHaveCount(OTHER_LAYERS.length + 1);
  await expect(page.getByRole('listbox')).not.toContainText('other_');

  // what it sees of the picture
  await page.locator('#compared-4 canvas').hover();
  await expect(page.locator('.side-readout')).toContainText(/^ZFNet · Shapes · other_conv2d_Conv2D1 · channel 4 · row/);
  await expect(page.locator('.field-note')).toContainText(/^Row \d+, column \d+ sees/);
  await page.mouse.move(5, 5);

  await choice(panel).selectOption('other_conv2d_Conv2D3');
  await sendCompared(panel, { kind: 'featureMaps', maps: makeMaps(CONV_2048) });
  await page.reload();
  await panel.send(...BEFORE_RUN, ...makeRun(), { kind: 'comparedWith', comparedWith: OTHER });
  await sendCompared(panel, ...makeOtherRun());
  await panel.send({ kind: 'featureMaps', maps: makeMaps(CONV_64) });
  await expect(tab(panel, 'Side by side')).toHaveAttribute('aria-selected', 'true');
  await expect(choice(panel)).toHaveValue('other_conv2d_Conv2D3');
  await page.getByRole('button', { name: 'This run' }).click();
  expect(await lastSent(panel)).toEqual({ kind: 'endComparison' });
  await panel.send({ kind: 'comparedWith', comparedWith: undefined });
  await expect(choice(panel)).toHaveValue('');
  await expect(page.locator('#compared-0')).toBeHidden();
});

test('both sides have one colour scale, and with the same range one range', async ({ panel }) => {
  await openPage(panel);
  const { page } = panel;
  await panel.send({
    kind: 'comparedWith',
    comparedWith: { kind: 'picture', picture: { kind: 'sample', id: 'scene' } },
  });
  await sendCompared(panel, ...(makeRun() as readonly RunReport[]), {
    kind: 'picture',
    picture: { ...makePicture(), title: 'Scene' },
  });
  await expect(choice(panel).locator('option').first()).toHaveText('conv2d_Conv2D1 · 112×112×64 (the same layer)');
  const legend = page.locator('.legend-value');
  const maps = makeMaps(CONV_64);
  await panel.send({ kind: 'featureMaps', maps: { ...maps, min: maps.min.map(() => 0) } });
  await expect(legend).toHaveText(['min', 'max']);
  // on the other picture some values are below 0, and all are ten times as large
  const times10 = (values: Float32Array): Float32Array => values.map((value) => 10 * value);
  const larger = { ...maps, min: times10(maps.min), max: times10(maps.max) };
  await sendCompared(panel, { kind: 'featureMaps', maps: larger });
  await expect(column(panel, 'AlexNet · Scene, conv2d_Conv2D1')).toBeVisible();
  // the values of one side are below 0: both are drawn around 0
  await expect(legend).toHaveText(['−max', '+max']);
  await page.getByText('Same range').click();
  await expect(legend).toHaveText(['−1260', '1260']);
});

test('filters of two first layers are drawn in one size, and saved as one picture', async ({ panel }) => {
  await openPage(panel);
  const { page } = panel;
  await panel.send({ kind: 'comparedWith', comparedWith: OTHER });
  await sendCompared(panel, ...makeOtherRun(), { kind: 'featureMaps', maps: makeMaps(CONV_64) });
  await tab(panel, 'Filters').last().click();
  const asked = (await panel.sent()).slice(-2);
  const inquiry = { kind: 'filters', layer: CONV_64 };
  expect(asked).toMatchObject([
    { kind: 'inquire', inquiry },
    { kind: 'compared', wish: { kind: 'inquire', inquiry } },
  ]);
  const makeFilters = (side: number) => {
    const values = new Float32Array(4 * side * side * 3).fill(0.5);
    return {
      kind: 'filters',
      filters: { layer: CONV_64, height: side, width: side, channels: 3, count: 4, values },
    } as const;
  };
  await panel.send({ kind: 'inquiryAnswer', id: 1, answer: makeFilters(11) });
  await sendCompared(panel, { kind: 'inquiryAnswer', id: 1, answer: makeFilters(7) });
  const sizes = await page
    .locator('.column .filter canvas')
    .evaluateAll((all) => all.map(({ clientWidth }) => clientWidth));
  expect(sizes).toEqual([55, 55, 55, 55, 35, 35, 35, 35]);
  const before = (await panel.sent()).length;
  await page.getByRole('button', { name: 'Save PNG…' }).click();
  await expect.poll(async () => (await panel.sent()).length).toBe(before + 1);
  expect(await lastSent(panel)).toMatchObject({ kind: 'savePicture', layer: CONV_64, view: 'Side by side' });
});
