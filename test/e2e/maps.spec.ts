// Looking at the maps of a real run in the packed extension: order, values, what a pixel sees, and files that are saved.

import fs from 'node:fs';
import path from 'node:path';
import { PNG } from 'pngjs';
import { expect, test } from '../host/fixtures';
import { RunPanelPage, runTimeout } from './runPanelPage';

test('channels are put in order, looked at, tied to the picture and the code, and saved', async ({
  workbench,
  folder,
}) => {
  const panel = new RunPanelPage(workbench);
  const { page } = panel;
  await workbench.openFile('model.ts');
  await expect(workbench.codeLens('Run Model')).toBeVisible(runTimeout);
  await workbench.codeLens('Run Model').click();
  await panel.waitUntilFinished(7);
  await panel.layer('max_pooling2d_MaxPooling2D2').click();
  await panel.makeChannelsSmall();
  await expect(panel.channels).toHaveCount(64);

  // the largest maximum first
  await page.getByRole('combobox', { name: 'Order of the channels' }).click();
  await page.getByRole('option', { name: 'Highest maximum' }).click();
  const labels = await panel.channels.evaluateAll((cells) =>
    cells.map((cell) => cell.getAttribute('aria-label') ?? ''),
  );
  const maxima = labels.map((label) => Number(label.split('… ')[1]));
  expect(maxima).toEqual(maxima.toSorted((a, b) => b - a));
  expect(labels).not.toEqual(labels.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })));
  const channel = /Channel (\d+)/.exec(labels[0] ?? '')?.[1] ?? '';

  // conv 3×3, pool, conv 3×3, pool: 10 pixels, 4 further on from cell to cell
  await panel.channels.first().click();
  await expect(page.getByText('Receptive field 10×10, stride 4, padding 0')).toBeVisible();
  const map = page.locator('.channel-frame canvas');
  await expect(page.getByRole('region', { name: 'Values of the channel' })).toContainText('Maximum');
  const side = await map.evaluate((canvas) => canvas.clientWidth / 5);
  await map.click({ position: { x: 4.5 * side, y: 1.5 * side } });
  await expect(page.getByText('Row 1, column 4 sees rows 4–13, columns 16–25')).toBeVisible();
  const readout = await page.locator('.readout').textContent();
  expect(readout).toMatch(new RegExp(`^Channel ${channel} · row 1, column 4 · \\d`));
  const marks = workbench.page.locator('.monaco-editor .view-overlays .cdr[class*="ced-"]');
  await expect(marks).toHaveCount(1);
  const line = await workbench.page
    .locator('.monaco-editor .view-line', { hasText: 'maxPooling2d' })
    .last()
    .boundingBox();
  expect((await marks.boundingBox())?.y).toBeCloseTo(line?.y ?? 0, 0);
  await page.locator('.channel-view').press('Escape');
  await expect(marks).toHaveCount(0);

  const save = async (button: string, name: string): Promise<Buffer> => {
    const file = path.join(folder, name);
    await panel.button(button).click();
    // the dialog has found its name by itself
    await expect(workbench.page.locator('.quick-input-widget:visible input').first()).toHaveValue(/\.(npy|png)$/);
    await workbench.enterPath(file);
    // it is there before anything is in it
    await expect.poll(() => fs.existsSync(file) && fs.statSync(file).size > 0).toBe(true);
    return fs.readFileSync(file);
  };
  const value = Number(readout?.split('· ').at(-1));
  const oneChannel = await save('Save NPY…', 'channel.npy');
  const headerOf = (file: Buffer): string => file.subarray(10, 10 + file.readUInt16LE(8)).toString('latin1');
  expect(headerOf(oneChannel)).toContain("{'descr': '<f4', 'fortran_order': False, 'shape': (5, 5), }");
  expect(oneChannel.readFloatLE(128 + (1 * 5 + 4) * 4)).toBe(Math.fround(value));
  const large = PNG.sync.read(await save('Save PNG…', 'channel.png'));
  expect([large.width, large.height]).toEqual([side * 5, side * 5]);

  await panel.button('All Channels').click();
  const all = await save('Save NPY…', 'layer.npy');
  expect(headerOf(all)).toContain("'shape': (1, 5, 5, 64), }");
  expect(all.readFloatLE(128 + ((1 * 5 + 4) * 64 + Number(channel)) * 4)).toBe(Math.fround(value));
  const grid = PNG.sync.read(await save('Save PNG…', 'layer.png'));
  expect(grid.width).toBeGreaterThan(300);
  await expect(workbench.notifications).toHaveCount(0);
});

test('measured times stand at the lines after a run, until the next edit', async ({ workbench, folder }) => {
  const settings = path.join(folder, '.vscode', 'settings.json');
  fs.mkdirSync(path.dirname(settings), { recursive: true });
  fs.writeFileSync(settings, JSON.stringify({ 'convlens.hints.measuredTime': true }));
  const panel = new RunPanelPage(workbench);
  await workbench.openFile('model.ts');
  await expect(workbench.codeLens('Run Model')).toBeVisible(runTimeout);
  await workbench.codeLens('Run Model').click();
  await panel.waitUntilFinished(7);
  const times = workbench.inlayHints.filter({ hasText: /^[\d.]+\sms\s·\s(<1|\d+)%$/ });
  await expect(times).toHaveCount(6);
  await workbench.retype('units: 10', '10', '12');
  await expect(times).toHaveCount(0);
  fs.rmSync(settings);
});
