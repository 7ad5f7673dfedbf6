// Pointing at a map shows what is seen on the picture, pointing at the picture shows where it is seen from; saving and checking.

import type { Locator } from '@playwright/test';
import { CONV_64, FIGURES, FLATTEN, RESULTS, VECTOR_1000, makeMaps } from './messages';
import { type Panel, expect, openChannel, openLayer, test } from './panelFixture';

const INPUT_SIDE = 227;

const note = (panel: Panel): Locator => panel.page.locator('.field-note');
const picture = (panel: Panel): Locator => panel.page.locator('.picture-stage canvas');
const map = (panel: Panel): Locator => panel.page.locator('.channel-frame canvas');

/** Of what is drawn over the picture: where its lines are, in pixels of the model's input. */
async function boxOn(panel: Panel, kind: string): Promise<Record<'left' | 'top' | 'right' | 'bottom', number>> {
  return panel.page.locator('.picture-stage').evaluate(
    (stage, { selector, side }) => {
      const frame = stage.getBoundingClientRect();
      const boxes = [...stage.querySelectorAll(selector)].map((line) => {
        if (!(line instanceof SVGGraphicsElement)) throw new Error('A line was expected.');
        const { x, y, width, height } = line.getBBox();
        return { left: x, top: y, right: x + width, bottom: y + height };
      });
      const svg = stage.querySelector('svg')?.getBoundingClientRect();
      if (svg?.width !== frame.width || svg.height !== frame.height)
        throw new Error('The drawing is not over the picture.');
      return {
        left: Math.min(...boxes.map(({ left }) => left), side * 9),
        top: Math.min(...boxes.map(({ top }) => top), side * 9),
        right: Math.max(...boxes.map(({ right }) => right)),
        bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
      };
    },
    { selector: `.field-line${kind}:not(.is-below)`, side: INPUT_SIDE },
  );
}

/** Moves the pointer to the middle of a cell of a canvas that shows so many columns. */
async function hoverCell(canvas: Locator, row: number, column: number, columns: number): Promise<void> {
  const side = await canvas.evaluate((element) => element.clientWidth);
  const scale = side / columns;
  await canvas.hover({ position: { x: (column + 0.5) * scale, y: (row + 0.5) * scale } });
}

test('a pixel of a map shows its box on the picture, cut at the edge, with what lies outside', async ({ panel }) => {
  await openLayer(panel, CONV_64);
  await expect(note(panel)).toHaveText('Receptive field 11×7, stride 2, padding 5×3');
  await openChannel(panel, 6);
  await hoverCell(map(panel), 20, 40, 112);
  await expect(note(panel)).toHaveText('Row 20, column 40 sees rows 35–45, columns 77–83');
  // from the first edge of the first pixel to the last edge of the last one
  expect(await boxOn(panel, '.is-edge')).toEqual({ left: 77, top: 35, right: 84, bottom: 46 });

  await hoverCell(map(panel), 0, 111, 112);
  await expect(note(panel)).toHaveText('Row 0, column 111 sees rows 0–5, columns 219–225; 5 rows of padding');
  expect(await boxOn(panel, '.is-open')).toEqual({ left: 219, top: 0, right: 226, bottom: 0 });
  expect(await boxOn(panel, '.is-outside')).toEqual({ left: 219, top: -5, right: 226, bottom: 6 });

  await picture(panel).hover({ position: { x: 1, y: 1 } });
  await expect(panel.page.locator('.field-line')).toHaveCount(0);
});

test('the grid shows the box too', async ({ panel }) => {
  await openLayer(panel, CONV_64);
  await hoverCell(panel.page.locator('#channel-3 canvas'), 20, 40, 112);
  await expect(note(panel)).toContainText(/^Row \d+, column \d+ sees/);
  await expect(panel.page.locator('.field-line')).not.toHaveCount(0);
});

test('a click pins a pixel and marks the line in the editor; keys move it; Escape lets go', async ({ panel }) => {
  await openLayer(panel, CONV_64);
  await openChannel(panel, 6);
  const { page } = panel;
  const lastSent = async (): Promise<unknown> => (await panel.sent()).at(-1);
  await hoverCell(map(panel), 20, 40, 112);
  expect(await lastSent()).toEqual({ kind: 'showChannel', layer: CONV_64, channel: 6 });
  await page.mouse.down();
  await page.mouse.up();
  expect(await lastSent()).toEqual({ kind: 'markLayer', layer: CONV_64 });

  await hoverCell(map(panel), 60, 60, 112);
  await expect(note(panel)).toContainText('Row 20, column 40 sees');
  await page.locator('.channel-view').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect(note(panel)).toHaveText('Row 21, column 39 sees rows 37–47, columns 75–81');
  await expect(page.locator('.readout')).toContainText('row 21, column 39');
  // another channel of the layer sees the same
  await page.keyboard.press('PageDown');
  await expect(page.getByText('Channel 7 of 64')).toBeVisible();
  await expect(note(panel)).toContainText('Row 21, column 39 sees');
  await page.keyboard.press('Escape');
  await expect.poll(lastSent).toEqual({ kind: 'unmark' });
  await expect(note(panel)).toHaveText('Receptive field 11×7, stride 2, padding 5×3');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
});

test('a pixel of the picture shows the cells of the open channel that see it', async ({ panel }) => {
  await openLayer(panel, CONV_64);
  await openChannel(panel, 6);
  await hoverCell(picture(panel), 100, 41, INPUT_SIDE);
  // rows 2·u - 5 … 2·u + 5 have row 100, columns 2·u - 3 … 2·u + 3 have column 41
  await expect(note(panel)).toHaveText('Pixel (row 100, column 41) is seen from rows 48–52, columns 19–22 of the map');
  const outline = panel.page.locator('.cells-outline');
  const [box, frame] = [await outline.boundingBox(), await map(panel).boundingBox()];
  const scale = (frame?.width ?? 0) / 112;
  expect(((box?.x ?? 0) - (frame?.x ?? 0)) / scale).toBeCloseTo(19, 3);
  expect(((box?.y ?? 0) - (frame?.y ?? 0)) / scale).toBeCloseTo(48, 3);
  expect([(box?.width ?? 0) / scale, (box?.height ?? 0) / scale].map(Math.round)).toEqual([4, 5]);
  await panel.page.mouse.move(5, 5);
  await expect(outline).toBeHidden();

  // by keyboard, from the middle of the input
  await picture(panel).focus();
  for (const key of ['ArrowUp', 'ArrowUp', 'Shift+ArrowLeft', 'ArrowRight']) await panel.page.keyboard.press(key);
  await expect(note(panel)).toContainText('Pixel (row 112, column 104) is seen from');
  await expect(outline).toBeVisible();
  await panel.page.keyboard.press('Escape');
  await expect(outline).toBeHidden();
});

test('layers that see everything, or whose field is not known, say so', async ({ panel }) => {
  await openLayer(panel, VECTOR_1000);
  await expect(note(panel)).toHaveText('Each value sees the whole picture.');
  await panel.page.getByRole('option').nth(FLATTEN).click();
  await panel.send({ kind: 'featureMaps', maps: makeMaps(FLATTEN) });
  await expect(note(panel)).toHaveText('Receptive field not known: flatten has no place on the picture.');
});

test('a layer that is not what ConvLens reads is flagged in the list and above its maps', async ({ panel }) => {
  await openLayer(panel, CONV_64);
  const { page } = panel;
  await expect(page.locator('.layer-difference')).toBeHidden();
  await expect(page.getByRole('listbox')).not.toContainText('differs');
  const figures = FIGURES.map((one) => (one.layer === CONV_64 ? { ...one, shape: [111, 112, 64] } : one));
  await panel.send({ kind: 'figures', figures });
  const sentence = 'ConvLens read 111×112×64, the run gave 112×112×64: please report this.';
  await expect(page.getByText(sentence)).toBeVisible();
  await expect(page.getByRole('option').filter({ hasText: 'differs' })).toHaveCount(1);
  await expect(page.getByRole('option').nth(CONV_64)).toContainText('differs');
});

test('the list tells each layer’s time and zeros, the time of all, and where values are no numbers', async ({
  panel,
}) => {
  await openLayer(panel, CONV_64);
  const { page } = panel;
  await expect(page.getByRole('option').nth(5)).toContainText('51% zeros');
  await expect(page.locator('.section-head .total')).toHaveText('146 ms');
  const result = { ...RESULTS[3]!, notANumberCount: 5 };
  await panel.send({ kind: 'layerDone', result });
  await expect(page.getByRole('option').filter({ hasText: 'has NaN' })).toHaveCount(1);
  await expect(page.getByRole('option').nth(3)).toContainText('has NaN');
});

test('what is shown is saved as a picture, and its values by the extension', async ({ panel }) => {
  await openLayer(panel, CONV_64);
  const { page } = panel;
  const savedPicture = async (): Promise<{ channel: unknown; signature: number[]; width: number; height: number }> => {
    const before = (await panel.sent()).length;
    await page.getByRole('button', { name: 'Save PNG…' }).click();
    await expect.poll(async () => (await panel.sent()).length).toBe(before + 1);
    return page.evaluate(() => {
      const message = window.recorder.sent.at(-1) as { kind: string; channel: unknown; png: Uint8Array };
      const view = new DataView(message.png.buffer);
      return {
        channel: message.channel,
        signature: [...message.png.slice(0, 8)],
        width: view.getUint32(16),
        height: view.getUint32(20),
      };
    });
  };
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  const columns = Number(await page.getByRole('grid').getAttribute('aria-colcount'));
  const grid = await savedPicture();
  expect(grid).toMatchObject({ channel: undefined, signature, width: columns * 80 + 8 });
  expect(grid.height).toBe(Math.ceil(64 / columns) * 98 + 8);
  await page.getByRole('button', { name: 'Save NPY…' }).click();
  expect((await panel.sent()).at(-1)).toEqual({ kind: 'saveValues', layer: CONV_64, channel: undefined });

  await openChannel(panel, 6);
  const side = await map(panel).evaluate((element) => element.clientWidth);
  expect(await savedPicture()).toEqual({ channel: 6, signature, width: side, height: side });
  await page.getByRole('button', { name: 'Save NPY…' }).click();
  expect((await panel.sent()).at(-1)).toEqual({ kind: 'saveValues', layer: CONV_64, channel: 6 });
});

test('plus and minus change the size of the maps', async ({ panel }) => {
  await openLayer(panel, CONV_64);
  const slider = panel.page.getByRole('slider', { name: 'Size of a channel' });
  await panel.page.getByRole('grid').press('+');
  await expect(slider).toHaveValue('80');
  await panel.page.getByRole('grid').press('-');
  await panel.page.getByRole('grid').press('-');
  await expect(slider).toHaveValue('64');
});
