// The maps of a layer: which are drawn, how, and what is read from them.

import type { Locator } from '@playwright/test';
import type { FromPage } from '../../src/protocol/panel';
import { CONV_2048, CONV_64, LAYERS, MODEL, VECTOR_1000, makeChannelValues, makeMaps, makeRun } from './messages';
import { BEFORE_RUN, type Panel, countColours, expect, openFinishedRun, showLayer, test } from './panelFixture';

const readout = (panel: Panel): Locator => panel.page.locator('.readout');

test('a finished run asks for the first layer and draws each of its 64 channels', async ({ panel }) => {
  await openFinishedRun(panel);
  const { page } = panel;
  await expect(page.getByRole('status')).toHaveText('149 ms · 10 layers · wasm · CPU, SIMD');
  await expect(page.getByRole('option')).toHaveCount(LAYERS.length);
  await expect(page.getByRole('option').nth(CONV_64)).toContainText('112×112×6434.9KConv2D');
  expect((await panel.sent()).at(-1)).toEqual({ kind: 'showLayer', layer: CONV_64 });

  await page.setViewportSize({ width: 1400, height: 1400 });
  await panel.send({ kind: 'featureMaps', maps: makeMaps(CONV_64) });
  const cells = page.getByRole('gridcell');
  await expect(cells).toHaveCount(64);
  for (const canvas of await cells.locator('canvas').all()) {
    await expect(canvas).toHaveJSProperty('width', 112);
    expect(await countColours(canvas)).toBeGreaterThan(20);
  }
  await expect(cells.nth(17)).toContainText('dead');
  await expect(cells.nth(9)).toHaveAttribute('aria-label', 'Channel 9, −9 … 18');
});

test('2048 channels exist only where they are in view, and all can be reached', async ({ panel }) => {
  await openFinishedRun(panel);
  const { page } = panel;
  await showLayer(panel, CONV_2048);
  const cells = page.getByRole('gridcell');
  expect(await cells.count()).toBeLessThan(150);
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(Math.ceil(2048 / 7)));
  await page.getByRole('grid').press('End');
  const last = page.locator('#channel-2047');
  await expect(last).toBeInViewport();
  await expect(last).toHaveAttribute('aria-selected', 'true');
  expect(await countColours(last.locator('canvas'))).toBeGreaterThan(5);
  await expect(page.locator('#channel-0')).toHaveCount(0);
});

test('a click enlarges a channel; the pixel under the pointer tells its value', async ({ panel }) => {
  await openFinishedRun(panel);
  const { page } = panel;
  await showLayer(panel, CONV_64);
  await page.locator('#channel-6').click();
  await expect(page.getByText('Channel 6 of 64')).toBeVisible();
  expect((await panel.sent()).at(-1)).toEqual({ kind: 'showChannel', layer: CONV_64, channel: 6 });
  const canvas = page.locator('.channel-frame canvas');
  const scale = await canvas.evaluate((element) => element.clientWidth / 112);
  await canvas.hover({ position: { x: 40.5 * scale, y: 20.5 * scale } });
  const byte = makeMaps(CONV_64).bytes[(6 * 112 + 20) * 112 + 40] ?? Number.NaN;
  const value = -6 + (byte / 255) * 18;
  const text = String(Number(value.toPrecision(3))).replace('-', '−');
  await expect(readout(panel)).toHaveText(`Channel 6 · row 20, column 40 · ≈ ${text}`);
  // what was read from a colour gives way to the value itself
  const values = makeChannelValues(makeMaps(CONV_64), 6);
  values[20 * 112 + 40] = 0.1;
  await panel.send({ kind: 'channelValues', layer: CONV_64, channel: 6, values });
  await expect(readout(panel)).toHaveText('Channel 6 · row 20, column 40 · 0.1');

  await page.keyboard.press('PageDown');
  await expect(page.getByText('Channel 7 of 64')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
  await expect(page.locator('#channel-7')).toHaveAttribute('aria-selected', 'true');
});

test('a vector is drawn as bars with its largest values', async ({ panel }) => {
  await openFinishedRun(panel);
  const { page } = panel;
  await showLayer(panel, VECTOR_1000);
  await expect(page.locator('.strip')).not.toHaveCount(0);
  expect(await countColours(page.locator('.strip canvas').first())).toBeGreaterThan(1);
  const maps = makeMaps(VECTOR_1000);
  const largest = maps.max.indexOf(Math.max(...maps.max));
  const value = String(Number(maps.max[largest]?.toPrecision(3)));
  const chip = page.locator('.chip').first();
  await expect(chip).toHaveText(`${largest}${value}`);
  await chip.click();
  const chart = page.getByRole('slider', { name: 'Channel', exact: true });
  await expect(chart).toHaveAttribute('aria-valuetext', `channel ${largest}: ${value}`);
  await chart.press('End');
  await expect(chart).toHaveAttribute('aria-valuenow', '999');
  await expect(page.getByRole('grid')).toBeHidden();
  await page.getByRole('button', { name: 'Save PNG…' }).click();
  const saved = async (): Promise<FromPage | undefined> => (await panel.sent()).at(-1);
  await expect.poll(saved).toMatchObject({ kind: 'savePicture', layer: VECTOR_1000, view: 'Values' });
});

test('colour scale, shared range and size change the drawing and outlive a reload', async ({ panel }) => {
  await openFinishedRun(panel);
  const { page } = panel;
  await showLayer(panel, CONV_2048);
  const canvas = page.locator('#channel-1 canvas');
  const pixels = (): Promise<string> => canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());
  const ownRange = await pixels();
  await page.getByText('Same range').click();
  await expect(page.locator('.legend-value').last()).toHaveText('4090');
  expect(await pixels()).not.toBe(ownRange);
  const automatic = await pixels();
  await page.getByRole('combobox', { name: 'Colour scale' }).click();
  await page.getByRole('option', { name: 'Inferno' }).click();
  expect(await pixels()).not.toBe(automatic);
  await page.getByRole('combobox', { name: 'Order of the channels' }).click();
  await page.getByRole('option', { name: 'Highest variance' }).click();
  const { variance } = makeMaps(CONV_2048);
  const mostVarying = variance.indexOf(Math.max(...variance));
  await expect(page.getByRole('gridcell').first()).toHaveAttribute('id', `channel-${mostVarying}`);
  await page.getByRole('slider', { name: 'Size of a channel' }).fill('128');
  // a whole multiple of its 7 values
  await expect(page.locator(`#channel-${mostVarying} canvas`)).toHaveCSS('width', '126px');

  await page.reload();
  await panel.send(...BEFORE_RUN);
  await expect(page.getByRole('heading', { name: 'AlexNet' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  const state = await page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? '') as unknown);
  const { factory: _, ...model } = MODEL;
  expect(state).toEqual({
    model,
    picture: { kind: 'sample', id: 'shapes' },
    layerName: 'conv2d_Conv2D3',
    channelOrder: 'variance',
    colourScale: 'inferno',
    isRangeShared: true,
    tileSide: 128,
  });
  await panel.send(...makeRun(), { kind: 'featureMaps', maps: makeMaps(CONV_2048) });
  await expect(page.getByRole('option', { selected: true, name: 'conv2d_Conv2D3' })).toBeVisible();
  await expect(page.getByRole('gridcell').first()).toHaveAttribute('id', `channel-${mostVarying}`);
  await expect(page.locator(`#channel-${mostVarying} canvas`)).toHaveCSS('width', '126px');
  await expect(page.getByRole('combobox', { name: 'Colour scale' })).toContainText('Inferno');
  await expect(page.getByRole('combobox', { name: 'Order of the channels' })).toContainText('Highest variance');
});
