// The comparison page: the table, the charts, and what it sends for each click and key.

import type { Locator } from '@playwright/test';
import type { FromComparisonPage, ToComparisonPage } from '../../src/protocol/comparison';
import { classicNetworks } from '../../src/networks/index';
import { makeModelsMessage, makeNetworkMessages, PLACES } from './comparisonMessages';
import { expect, makePageTest, type PageUnderTest } from './pageFixture';

const test = makePageTest<ToComparisonPage, FromComparisonPage>('webview/compare/main.ts');
type Panel = PageUnderTest<ToComparisonPage, FromComparisonPage>;

const NETWORKS = makeNetworkMessages();
const rows = (panel: Panel): Locator => panel.page.getByRole('table', { name: 'Models' }).locator('tbody tr');
const names = (panel: Panel): Promise<string[]> => rows(panel).locator('.link').allTextContents();

async function openComparison(panel: Panel, models: 1 | 2 = 1): Promise<void> {
  await panel.open();
  await panel.send(makeModelsMessage(models), ...NETWORKS);
}

test('the table shows the model first, marked, and sorts', async ({ panel }) => {
  await openComparison(panel);
  const { page } = panel;
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('flowers');
  await expect(rows(panel)).toHaveCount(1 + classicNetworks.length);
  await expect(rows(panel).first()).toHaveClass('is-own');
  await expect(rows(panel).first()).toContainText('flowers.ts:7');
  const cells = rows(panel).filter({ hasText: 'ResNet-50' }).getByRole('cell');
  await expect(cells).toHaveText(['25.6M', '3.86 GMACs', '50', '483/32', '148.5 MB', '8.0 %']);

  const depth = page.getByRole('button', { name: 'Depth' });
  await depth.click();
  await expect(page.getByRole('columnheader', { name: 'Depth' })).toHaveAttribute('aria-sort', 'descending');
  expect((await names(panel)).slice(0, 2)).toEqual(['ResNet-152', 'ResNet-101']);
  await depth.press('Enter');
  expect((await names(panel))[0]).toBe('flowers');
  expect((await names(panel)).at(-1)).toBe('ResNet-152');
  await depth.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Depth' })).toHaveAttribute('aria-sort', 'none');
  expect((await names(panel)).slice(0, 2)).toEqual(['flowers', 'AlexNet']);
});

test('names lead to the code, and models are added and left out', async ({ panel }) => {
  await openComparison(panel, 2);
  const { page } = panel;
  await page.getByRole('button', { name: 'wide', exact: true }).click();
  await page.getByRole('button', { name: 'ResNet-50' }).first().click();
  await page.getByRole('button', { name: 'Leave out wide' }).click();
  await page.getByRole('button', { name: 'Add Model…' }).click();
  expect(await panel.sent()).toEqual([
    { kind: 'ready' },
    { kind: 'openModel', model: 1 },
    { kind: 'openNetwork', id: 'resnet50' },
    { kind: 'removeModel', model: 1 },
    { kind: 'addModel' },
  ]);
  await panel.send(makeModelsMessage(1));
  await expect(rows(panel)).toHaveCount(1 + classicNetworks.length);
});

test('the chart marks the model, and says why one has no place in it', async ({ panel }) => {
  await openComparison(panel, 2);
  const chart = panel.page.getByRole('img', { name: /Parameters and MACs of 22 models/ });
  await expect(chart).toContainText('flowers: you are here');
  await expect(chart).toHaveAttribute('aria-label', /flowers has 418\.5K parameters and 232\.4 MMACs/);
  await expect(chart.locator('.dot')).toHaveCount(22);
  const absence = 'wide has no place in this chart: its parameters are a formula: 12545·classes + 1216.';
  await expect(panel.page.getByText(absence)).toBeVisible();
  expect(await panel.page.locator('svg').evaluateAll((all) => all.map((svg) => svg.outerHTML).join(''))).not.toMatch(
    /NaN|Infinity/,
  );
});

test('curves of the chosen networks are drawn, told and kept', async ({ panel }) => {
  await openComparison(panel);
  const { page } = panel;
  const chart = page.getByRole('application', { name: /^Receptive field/ });
  await expect(chart.locator('.curve')).toHaveCount(5);
  const choices = page.getByRole('group', { name: 'Models in the charts' });
  const resNet152 = choices.getByRole('button', { name: 'ResNet-152' });
  await resNet152.press('Enter');
  await expect(resNet152).toHaveAttribute('aria-pressed', 'true');
  await expect(resNet152).toBeFocused();
  await expect(chart.locator('.curve')).toHaveCount(6);
  await choices.getByRole('button', { name: 'AlexNet' }).click();
  await expect(chart.locator('.curve')).toHaveCount(5);

  await chart.press('ArrowRight');
  await chart.press('ArrowRight');
  await expect(page.getByRole('status')).toContainText('flowers · layer 1 of 5, conv2d_Conv2D1 · receptive field 7');
  await chart.press('ArrowDown');
  await expect(page.getByRole('status')).toContainText('VGG-16 · layer 1 of 16, conv1_1 · receptive field 3');

  await page.reload();
  const state = await page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? '') as unknown);
  expect(state).toEqual({
    models: PLACES.slice(0, 1),
    drawn: ['', 'vgg16', 'googlenet', 'resnet50', 'resnet152'],
  });
  await panel.send(makeModelsMessage(), ...NETWORKS);
  await expect(resNet152).toHaveAttribute('aria-pressed', 'true');
});

test('names are text, and a narrow page has no sideways scroll bar', async ({ panel }) => {
  await panel.open('light');
  const { page } = panel;
  await page.setViewportSize({ width: 380, height: 700 });
  const message = makeModelsMessage(2);
  const evil = '<img src=x onerror="document.title=1">';
  const models =
    message.kind === 'models' ? message.entries.map((entry) => ({ ...entry, title: evil, note: evil })) : [];
  await panel.send({ kind: 'models', places: PLACES, entries: models }, ...NETWORKS);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(evil);
  await expect(page.locator('img')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});
