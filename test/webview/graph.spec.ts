// The graph page: folding, selection, the way to the code, and what stays when the graph changes.

import type { FromGraphPage, ToGraphPage } from '../../src/protocol/layerGraph';
import { makeGraphMessage, type GraphMessage } from './graphMessages';
import { expect, makePageTest } from './pageFixture';

const test = makePageTest<ToGraphPage, FromGraphPage>('webview/graph/main.ts');

const RESNET50 = makeGraphMessage('resnet50');
const ALL = RESNET50.graph.layers.length + RESNET50.graph.blocks.length;

/** CSS pixels that rounding may move a box. */
const UNMOVED = 1;

test('it opens readable, folds and unfolds, and all layers can be reached', async ({ panel }) => {
  await panel.open();
  await panel.send(RESNET50);
  const { page } = panel;
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('resnet50');
  await expect(page.locator('.status')).toHaveText('177 layers · 25.6M params · 3.86 GMACs · RF 483/32');
  const items = page.getByRole('treeitem');
  expect(await items.count()).toBeLessThan(45);

  const block = page.getByRole('treeitem', { name: 'bottleneck 1, 12 layers, 56×56×256, 76.3K parameters' });
  await expect(block).toHaveAttribute('aria-expanded', 'false');
  const { x, y } = (await block.boundingBox()) ?? { x: 0, y: 0 };
  await block.click();
  await expect(block).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByRole('treeitem', { name: 'Add, conv2_1/add' })).toBeVisible();
  // its middle stays where it was
  const box = (await block.boundingBox()) ?? { x: 0, y: 0, width: 0 };
  expect(Math.abs(box.x + box.width / 2 - (x + 106))).toBeLessThan(8);
  expect(Math.abs(box.y - y)).toBeLessThan(8);
  await block.locator('.header').click();
  await expect(block).toHaveAttribute('aria-expanded', 'false');

  await page.getByRole('button', { name: 'Expand All' }).click();
  await expect(items).toHaveCount(ALL);
  await page.getByRole('button', { name: 'Fit' }).click();
  await expect(page.getByRole('treeitem', { name: /^Dense, fc/ })).toBeInViewport();
  await page.getByRole('button', { name: 'Collapse All' }).click();
  await expect(items).toHaveCount(7);
  expect(await page.locator('svg.graph').innerHTML()).not.toContain('NaN');
});

test('a click on a layer goes to its line; the footer tells its figures', async ({ panel }) => {
  await panel.open();
  await panel.send(RESNET50);
  const { page } = panel;
  await page.getByRole('treeitem', { name: /^MaxPooling2D, pool1/ }).click();
  await expect(page.getByRole('status')).toHaveText(
    /pool1 · MaxPooling2D · 114×114×64 → 56×56×64 · receptive field 11\/4 · resnet50\.ts:\d+/,
  );
  await page
    .getByRole('treeitem', { name: /^bottleneck 2, / })
    .first()
    .click();
  await page.getByRole('button', { name: 'Go to Code' }).click();
  await page.getByRole('button', { name: 'resnet50.ts:1' }).click();
  expect(await panel.sent()).toEqual([
    { kind: 'ready' },
    { kind: 'revealLayer', id: 'pool1' },
    { kind: 'revealBlock', id: 'bottleneckStage.1/bottleneck.2' },
    { kind: 'revealModel' },
  ]);
});

test('the keyboard walks the graph', async ({ panel }) => {
  await panel.open();
  await panel.send(RESNET50);
  const { page } = panel;
  const tree = page.getByRole('tree', { name: 'Layer graph' });
  await tree.press('Home');
  await expect(page.getByRole('treeitem', { selected: true })).toHaveAttribute('aria-label', /^InputLayer/);
  await tree.press('ArrowDown');
  await tree.press('ArrowDown');
  const convolution = page.getByRole('treeitem', { selected: true });
  await expect(convolution).toHaveAttribute('aria-label', /^convolution, 3 layers/);
  await expect(tree).toHaveAttribute('aria-activedescendant', (await convolution.getAttribute('id')) ?? '');
  await tree.press('Enter');
  await expect(convolution).toHaveAttribute('aria-expanded', 'true');
  await tree.press('ArrowDown');
  await tree.press('ArrowDown');
  await expect(page.getByRole('treeitem', { selected: true })).toHaveAttribute(
    'aria-label',
    /^Conv2D, conv1, 112×112×64/,
  );
  await tree.press('Enter');
  expect((await panel.sent()).at(-1)).toEqual({ kind: 'revealLayer', id: 'conv1' });
});

test("the cursor's layer is marked, or the block it is folded in, and comes into view", async ({ panel }) => {
  await panel.open();
  await panel.send(RESNET50, { kind: 'cursor', layers: ['fc'] });
  const { page } = panel;
  const dense = page.locator('.item[aria-current]');
  await expect(dense).toHaveAttribute('aria-label', /^Dense, fc/);
  await expect(dense).toBeInViewport();
  await page.getByRole('button', { name: 'Collapse All' }).click();
  await expect(dense).toHaveAttribute('aria-label', /^classifier, 2 layers/);
  await panel.send({ kind: 'cursor', layers: [] });
  await expect(dense).toHaveCount(0);
});

test('folds and what is in view outlive changes of the text and a reload', async ({ panel }) => {
  await panel.open();
  await panel.send(RESNET50);
  const { page } = panel;
  await page.getByRole('button', { name: 'Collapse All' }).click();
  const stage = page.getByRole('treeitem', { name: /^bottleneckStage conv3/ });
  await stage.click();
  await page.getByRole('tree').hover();
  await page.mouse.wheel(0, 120);
  const before = await stage.boundingBox();
  // a stage of three blocks becomes one of four
  const changed: GraphMessage = makeGraphMessage('resnet50', (text) => text.replace("'conv2', 3", "'conv2', 4"));
  await panel.send(changed);
  await expect(page.getByRole('treeitem', { name: /^bottleneckStage conv2, 42 layers/ })).toBeVisible();
  await expect(stage).toHaveAttribute('aria-expanded', 'true');
  const after = await stage.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThanOrEqual(UNMOVED);

  // what is in view is kept a moment after it was moved
  await page.waitForFunction(() => {
    const { view } = JSON.parse(sessionStorage.getItem('state') ?? '{}') as { view?: { y: number } };
    const transform = document.querySelector('svg.graph > g')?.getAttribute('transform') ?? '';
    return view !== undefined && transform.includes(`,${view.y.toFixed(2)})`);
  });
  await page.reload();
  await panel.send(changed);
  await expect(stage).toHaveAttribute('aria-expanded', 'true');
  expect(Math.abs(((await stage.boundingBox())?.y ?? 0) - (after?.y ?? 0))).toBeLessThanOrEqual(UNMOVED);

  await panel.send({ kind: 'missing', model: RESNET50.model, message: 'There is no model named resnet50 any more.' });
  await expect(page.getByRole('alert')).toHaveText('There is no model named resnet50 any more.');
  await expect(stage).toBeVisible();
});

test('a number that changes is told where it stands', async ({ panel }) => {
  await panel.open();
  await panel.send(RESNET50);
  const { page } = panel;
  const dense = page.getByRole('treeitem', { name: /^Dense, fc, / });
  await expect(dense).toHaveAttribute('aria-label', 'Dense, fc, 1000, 2.05M parameters');
  const before = await dense.getAttribute('transform');
  await panel.send(makeGraphMessage('resnet50', (text) => text.replace('classes = 1000', 'classes = 10')));
  await expect(dense).toHaveAttribute('aria-label', 'Dense, fc, 10, 20.5K parameters');
  await expect(dense).toContainText('20.5K');
  await expect(dense).toHaveAttribute('transform', before ?? '');
});

test('names are text, never markup', async ({ panel }) => {
  await panel.open('light');
  const evil = '<img src=x onerror="document.title=1">';
  const layers = RESNET50.graph.layers.map((layer) => ({ ...layer, name: evil, className: evil, facts: [evil] }));
  const blocks = RESNET50.graph.blocks.map((block) => ({ ...block, name: evil, label: evil }));
  await panel.send({ ...RESNET50, graph: { ...RESNET50.graph, layers, blocks } });
  await expect(panel.page.getByRole('treeitem').first()).toHaveAttribute('aria-label', new RegExp('^<img src=x'));
  await expect(panel.page.locator('img')).toHaveCount(0);
});
