// The Run Model panel's page: what it shows for each message, and what it sends for each click and key.

import type { Locator } from '@playwright/test';
import type { ToPage } from '../../src/protocol/panel';
import {
  CONV_2048,
  CONV_64,
  LAYERS,
  MODEL,
  MODEL_MESSAGE,
  SUMMARY,
  VECTOR_1000,
  makeChannelValues,
  makeMaps,
  makePicture,
  makeRun,
} from './messages';
import { BEFORE_RUN, PICTURE_MESSAGE, type Panel, expect, openFinishedRun, showLayer, test } from './panelFixture';

/** How many different colours a canvas shows: more than one when something is drawn on it. */
function countColours(canvas: Locator): Promise<number> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const data = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data;
    return new Set(data && new Uint32Array(data.buffer)).size;
  });
}

const readout = (panel: Panel): Locator => panel.page.locator('.readout');

test('before a run it teaches what to press', async ({ panel }) => {
  await panel.open();
  await panel.send(...BEFORE_RUN);
  const { page } = panel;
  await expect(page.getByRole('heading', { name: 'AlexNet' })).toBeVisible();
  await expect(page.getByText('Press Run to send the picture through AlexNet.')).toBeVisible();
  await expect(page.getByText('224×224')).toBeVisible();
  expect(await countColours(page.locator('.frame canvas'))).toBeGreaterThan(100);
  await expect(page.getByRole('button', { name: 'Shapes' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.sample img').last()).toHaveJSProperty('complete', true);

  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('button', { name: 'Stripes' }).click();
  await page.getByRole('button', { name: 'Choose Picture…' }).click();
  await page.getByRole('button', { name: 'src/model.ts:12' }).click();
  expect(await panel.sent()).toEqual([
    { kind: 'ready' },
    { kind: 'run' },
    { kind: 'useSample', id: 'stripes' },
    { kind: 'choosePicture' },
    { kind: 'revealModel' },
  ]);
});

test('while it runs it shows the stage, then each layer, and can be cancelled', async ({ panel }) => {
  await panel.open();
  const { page } = panel;
  const run = makeRun();
  await panel.send(...BEFORE_RUN, ...run.slice(0, 1), { kind: 'stage', text: 'Building the model…' });
  await expect(page.getByRole('heading', { name: 'Building the model…' })).toBeVisible();
  await panel.send(...run.slice(1, 6));
  await expect(page.getByRole('status')).toHaveText('Layer 3 of 10 · max_pooling2d_MaxPooling2D1');
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '3');
  await expect(page.getByRole('option').nth(1)).toContainText('38.4 ms');
  await expect(page.getByRole('button', { name: 'Run' })).toBeHidden();
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect((await panel.sent()).at(-1)).toEqual({ kind: 'cancel' });
  await panel.send({ kind: 'runCancelled' });
  await expect(page.getByRole('heading', { name: 'Run cancelled' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run Again' })).toBeVisible();
});

test('a layer shows its maps as soon as it is computed; what is asked about it waits for the end of the run', async ({
  panel,
}) => {
  await panel.open();
  const { page } = panel;
  const run = makeRun();
  const end = run.findIndex(({ kind }) => kind === 'runFinished');
  const computed = run.findIndex((message) => message.kind === 'layerDone' && message.result.index === CONV_64);
  await panel.send(...BEFORE_RUN, ...run.slice(0, computed));
  await expect(page.getByText('as soon as it is computed')).toBeVisible();
  expect((await panel.sent()).map(({ kind }) => kind)).not.toContain('showLayer');
  await panel.send(...run.slice(computed, computed + 1));
  await expect.poll(async () => (await panel.sent()).at(-1)).toEqual({ kind: 'showLayer', layer: CONV_64 });
  await panel.send({ kind: 'featureMaps', maps: makeMaps(CONV_64) });
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Study' })).toBeHidden();

  await panel.send(...run.slice(computed + 1, end + 1));
  await expect(page.getByRole('tab', { name: 'Study' })).toBeVisible();
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await panel.send({ kind: 'runStarted' });
  await expect(page.getByRole('gridcell')).toHaveCount(0);
});

test('a finished run asks for the first layer and draws each of its 64 channels', async ({ panel }) => {
  await openFinishedRun(panel);
  const { page } = panel;
  await expect(page.getByRole('status')).toHaveText('wasm · CPU, SIMD · 149 ms · 10 layers');
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

test('a failure says what happened and what can be done', async ({ panel }) => {
  await panel.open();
  const { page } = panel;
  const message = 'model.ts throws: the kernel is larger than the picture.';
  await panel.send(...BEFORE_RUN, ...makeRun().slice(0, 1), { kind: 'failure', message, remedy: 'showDetails' });
  await expect(page.getByRole('alert').filter({ hasText: message })).toBeVisible();
  await page.getByRole('button', { name: 'Run Again' }).click();
  await page.getByRole('button', { name: 'Show Details' }).click();
  expect((await panel.sent()).slice(1)).toEqual([{ kind: 'run' }, { kind: 'showOutput' }]);

  await panel.send({ kind: 'failure', message: 'Trust the workspace first.', remedy: 'manageTrust' });
  await expect(page.getByRole('button', { name: 'Show Details' })).toBeHidden();
  await page.getByRole('button', { name: 'Manage Workspace Trust' }).click();
  expect((await panel.sent()).at(-1)).toEqual({ kind: 'manageTrust' });
});

test('maps that cannot be read and pictures that cannot be used are told where they are missed', async ({ panel }) => {
  await openFinishedRun(panel);
  const { page } = panel;
  await panel.send({ kind: 'featureMapsFailed', layer: CONV_64, message: 'The runner has ended.' });
  await expect(page.locator('.absence')).toContainText('The runner has ended.');
  await panel.send({ kind: 'pictureFailed', message: 'cat.png is not a PNG or JPEG picture.' });
  await expect(page.getByText('cat.png is not a PNG or JPEG picture.')).toBeVisible();
  const other: ToPage = {
    kind: 'picture',
    picture: { ...makePicture(), choice: { kind: 'sample', id: 'scene' }, title: 'Scene' },
  };
  await panel.send(other);
  await expect(page.getByText('cat.png')).toBeHidden();
});

test('names are text, never HTML', async ({ panel }) => {
  await panel.open();
  const evil = '<img src=x onerror="document.title=1"><b>bold</b>';
  const layers = LAYERS.map((layer) => ({ ...layer, name: `${evil}${layer.index}`, className: evil }));
  const model: ToPage = { ...MODEL_MESSAGE, model: { ...MODEL, title: evil }, fileLabel: evil } as ToPage;
  await panel.send(model, PICTURE_MESSAGE, ...makeRun().slice(0, 1), { kind: 'layers', layers });
  await panel.send({ kind: 'failure', message: evil, remedy: 'showDetails' });
  await expect(panel.page.getByRole('heading', { level: 1 })).toHaveText(evil);
  await expect(panel.page.getByRole('option').first()).toContainText(`${evil}0`);
  await expect(panel.page.locator('b, img[src="x"]')).toHaveCount(0);
});

test('a narrow panel shows its parts under each other without a sideways scroll bar', async ({ panel }) => {
  await panel.open('light');
  await panel.page.setViewportSize({ width: 380, height: 700 });
  await panel.send(...BEFORE_RUN, ...makeRun(), { kind: 'featureMaps', maps: makeMaps(CONV_64) });
  const overflow = await panel.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await panel.page.locator('#channel-0').scrollIntoViewIfNeeded();
  await expect(panel.page.locator('#channel-0')).toBeInViewport();
});

test('weights are named and chosen in the head; the top classes and the preprocessing stand below the picture', async ({
  panel,
}) => {
  await panel.open();
  await panel.send(...BEFORE_RUN, { kind: 'weights', text: 'resnet50.safetensors' });
  const { page } = panel;
  await page.getByRole('button', { name: 'Weights: resnet50.safetensors' }).click();
  expect(await panel.sent()).toEqual([{ kind: 'ready' }, { kind: 'chooseWeights' }]);
  await expect(page.getByRole('region', { name: 'Outcome' })).toBeHidden();

  const topClasses = [
    { index: 281, label: 'tabby, <b>tabby</b> cat', probability: 0.753 },
    { index: 4, label: undefined, probability: 0.1 },
  ];
  const preprocessing = '227×227, BGR, minus mean (104, 117, 123)';
  await panel.send(...makeRun().slice(0, -1), {
    kind: 'runFinished',
    summary: {
      ...SUMMARY,
      topClasses,
      preprocessing,
      notes: ['The bias of conv1 is 0.'],
      passedOver: ['tensorflow: no library was found.'],
    },
  });
  const classes = page.getByRole('list', { name: 'Top classes' }).getByRole('listitem');
  await expect(classes).toHaveText(['tabby, <b>tabby</b> cat75.3 %', 'Class 410.0 %']);
  await expect(page.getByText(`Fed as ${preprocessing}`)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Notes' }).getByRole('listitem')).toHaveText(['The bias of conv1 is 0.']);
  await page.getByText('Why on this device').click();
  await expect(page.getByText('tensorflow: no library was found.')).toBeVisible();
});

test('without top classes there is no list of them', async ({ panel }) => {
  await openFinishedRun(panel);
  await expect(panel.page.getByText('Fed as 227×227, RGB, divided by 127.5, minus 1')).toBeVisible();
  await expect(panel.page.getByRole('list', { name: 'Top classes' })).toBeHidden();
});
