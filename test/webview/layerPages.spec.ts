// The tabs of a layer: Grad-CAM, filters, study, block and experiment.

import type { Locator } from '@playwright/test';
import type { FromPage, ToPage } from '../../src/protocol/panel';
import { CONV_2048, CONV_64, FIGURES, LAYERS, SUMMARY, makeMaps, makeRun } from './messages';
import {
  BEFORE_RUN,
  type Panel,
  answerInquiry,
  colourAt,
  expect,
  lastInquiry,
  openLayer,
  showLayer,
  tab,
  test,
} from './panelFixture';

const answerCanvas = (panel: Panel): Locator => panel.page.locator('.explained:visible .stage canvas').last();

test('Grad-CAM asks for the first of the top classes, for another one, or for a number', async ({ panel }) => {
  await openLayer(panel, CONV_2048);
  const topClasses = [
    { index: 281, label: 'tabby', probability: 0.8 },
    { index: 285, label: 'Egyptian cat', probability: 0.1 },
  ];
  await panel.send({ kind: 'runFinished', summary: { ...SUMMARY, topClasses } });
  const { page } = panel;
  await tab(panel, 'Grad-CAM').click();
  expect((await lastInquiry(panel)).inquiry).toEqual({
    kind: 'visualise',
    request: { kind: 'classMap', layer: CONV_2048 },
  });
  const values = new Float32Array(49);
  values[0] = 3;
  const visualisation = { height: 7, width: 7, channels: 1, values, score: 0.8, classIndex: 281 };
  await answerInquiry(panel, { kind: 'visualise', visualisation });
  await expect(page.getByText('tabby (class 281): the model gives it 0.8')).toBeVisible();
  const [warm, cold] = [await colourAt(answerCanvas(panel), 10, 200), await colourAt(answerCanvas(panel), 10, 10)];
  expect(cold[0]).toBeGreaterThan((warm[0] ?? 0) + 50);
  await expect(page.getByRole('button', { name: 'tabby' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Egyptian cat' }).click();
  expect((await lastInquiry(panel)).inquiry).toMatchObject({ request: { classIndex: 285 } });
  await page.getByLabel('Number of a class').fill('7');
  await page.getByLabel('Number of a class').press('Enter');
  expect((await lastInquiry(panel)).inquiry).toMatchObject({ request: { classIndex: 7 } });
  // a layer whose output has no place on the picture has no such tab
  await page.getByRole('option').nth(8).click();
  await panel.send({ kind: 'featureMaps', maps: makeMaps(8) });
  await expect(tab(panel, 'Grad-CAM')).toBeHidden();
  await expect(tab(panel, 'Channels')).toHaveAttribute('aria-selected', 'true');
});

test('the filters of the first convolution are pictures that lead to their maps', async ({ panel }) => {
  await openLayer(panel, CONV_64);
  await tab(panel, 'Filters').click();
  const filters = {
    layer: CONV_64,
    height: 2,
    width: 2,
    channels: 3,
    count: 4,
    values: new Float32Array(48).fill(0.5),
  };
  await answerInquiry(panel, { kind: 'filters', filters });
  await expect(panel.page.getByText('4 filters of 2×2×3')).toBeVisible();
  await expect(panel.page.getByRole('listitem')).toHaveCount(4);
  await panel.page.getByRole('button', { name: 'Filter 2' }).click();
  await expect(panel.page.getByText('Channel 2 of 64')).toBeVisible();
  await panel.page.getByRole('option').nth(CONV_2048).click();
  await panel.send({ kind: 'featureMaps', maps: makeMaps(CONV_2048) });
  await expect(tab(panel, 'Filters')).toBeHidden();
});

test('a study names dead and duplicate channels and what the model saves without them', async ({ panel }) => {
  await openLayer(panel, CONV_64);
  await tab(panel, 'Study').click();
  const study = { layer: CONV_64, channels: 64, dead: [5, 17], duplicates: [[3, 9, 20]], saturatedShare: 0.25 };
  await answerInquiry(panel, { kind: 'studyChannels', study });
  const text = panel.page.locator('.study');
  await expect(text).toContainText('Dead: 2 of 64 channels');
  await expect(text).toContainText('3 = 9 = 20');
  await expect(text).toContainText('Saturated: 25%');
  // 4 times (546 + 6,400) and 4 times 10,000
  await expect(text).toContainText(
    'Without these 4 channels the model has 27.8K fewer parameters and 40.0K fewer MACs',
  );
  await panel.page.getByRole('button', { name: 'Save PNG…' }).click();
  const saved = async (): Promise<FromPage | undefined> => (await panel.sent()).at(-1);
  await expect.poll(saved).toMatchObject({ kind: 'savePicture', layer: CONV_64, view: 'Study' });
  await text.getByRole('button', { name: 'Go to code' }).click();
  expect((await panel.sent()).at(-1)).toEqual({ kind: 'revealLayer', layer: CONV_64 });
  await text.getByRole('button', { name: '17' }).click();
  await expect(panel.page.getByText('Channel 17 of 64')).toBeVisible();
});

test('a block shows its shortcut, F(x) and their sum in the same colours', async ({ panel }) => {
  const [shortcut, added, sum] = [3, 4, 5];
  const layers = LAYERS.map((layer) =>
    layer.index === sum ? { ...layer, name: 'add_Add1', className: 'Add' } : layer,
  );
  const figures = FIGURES.map((one) => (one.layer === sum ? { ...one, inputs: [added, shortcut] } : one));
  await panel.open('dark');
  const run = makeRun().map((message): ToPage => {
    if (message.kind === 'figures') return { kind: 'figures', figures };
    return message.kind === 'layers' ? { kind: 'layers', layers } : message;
  });
  await panel.send(...BEFORE_RUN, ...run);
  await showLayer(panel, sum);
  await tab(panel, 'Block').click();
  const stages = panel.page.locator('.is-triple figure');
  await expect(stages.nth(0)).toHaveText('Shortcut · conv2d_Conv2D2 · being read…');
  const scaled = makeMaps(added);
  const half = (values: Float32Array): Float32Array => values.map((value) => value / 2);
  const maps = { ...scaled, min: half(scaled.min), max: half(scaled.max), mean: half(scaled.mean) };
  await panel.send({ kind: 'featureMaps', maps: makeMaps(shortcut) });
  await panel.send({ kind: 'featureMaps', maps: { ...maps, variance: scaled.variance.map((value) => value / 4) } });
  const captions = ['Shortcut · conv2d_Conv2D2', 'F(x) · batch_normalization_BatchNormalization1', 'Sum · add_Add1'];
  await expect(stages).toHaveText(captions);
  await expect(stages.locator('canvas:visible')).toHaveCount(3);
  await expect(
    panel.page.getByText('What the block adds is 50% as large as its shortcut, over all channels.'),
  ).toBeVisible();
});

test('a study of a 1×1 reduction says how sparse the maps are that enter it', async ({ panel }) => {
  const reduction = { ...LAYERS[CONV_2048]!, outputShape: [null, 28, 28, 64], parameters: 256 * 64 + 64 };
  const layers = LAYERS.map((layer) => (layer.index === CONV_2048 ? reduction : layer));
  const study = { layer: CONV_2048, channels: 64, dead: [], duplicates: [], saturatedShare: undefined };
  await panel.open('dark');
  for (const [zeroShare, words] of [
    [0.514, '51% zeros enter this 1×1 reduction from 256 to 64 channels (re_lu_ReLU1): where few channels speak'],
    [
      0.02,
      '2% zeros enter this 1×1 reduction from 256 to 64 channels (re_lu_ReLU1): the maps that enter are not sparse',
    ],
  ] as const) {
    const run = makeRun().map((message): ToPage => {
      if (message.kind === 'layers') return { kind: 'layers', layers };
      return message.kind === 'layerDone' ? { ...message, result: { ...message.result, zeroShare } } : message;
    });
    await panel.send(...BEFORE_RUN, ...run);
    await showLayer(panel, CONV_2048);
    await tab(panel, 'Study').click();
    await answerInquiry(panel, { kind: 'studyChannels', study });
    await expect(panel.page.locator('.study')).toContainText(words);
  }
});

test('an experiment switches layers off, tells the change of the output and of each layer, and is reset', async ({
  panel,
}) => {
  await openLayer(panel, CONV_64);
  const { page } = panel;
  await tab(panel, 'Experiment').click();
  await page.getByRole('checkbox', { name: 'Switch off conv2d_Conv2D1' }).click();
  await page.getByLabel('Pixels to the right').fill('-3');
  await page.getByLabel('Pixels to the right').press('Enter');
  await page.getByRole('button', { name: 'Run Experiment' }).click();
  const request = { switchedOff: [CONV_64], shift: { down: 0, right: -3 } };
  expect((await lastInquiry(panel)).inquiry).toEqual({ kind: 'experiment', request });
  const changes = new Float32Array(LAYERS.length).fill(Number.NaN);
  changes[CONV_64] = 0.84;
  const outputs = { outputBefore: new Float32Array([3, 4, 0]), output: new Float32Array([0, 4, 0]) };
  const result = { changes, passedOn: [{ layer: CONV_64, what: 'zeros' }] as const, ...outputs };
  await answerInquiry(panel, { kind: 'experiment', result });
  await expect(page.getByText('The output of the model changed by 60%')).toBeVisible();
  await expect(page.getByText('conv2d_Conv2D1 passed on zeros.')).toBeVisible();
  await expect(page.getByRole('option').nth(CONV_64)).toContainText('off · Δ 84%');
  await expect(page.getByRole('option').nth(CONV_64).locator('.time')).toBeHidden();
  await expect(page.getByRole('row', { name: 'Class 0 3 0' })).toBeVisible();
  // something else is put together: what was found is about something else
  await page.getByRole('button', { name: 'conv2d_Conv2D1 off ×' }).click();
  await expect(page.getByText('The output of the model changed')).toBeHidden();
  await expect(page.getByRole('option').nth(CONV_64)).not.toContainText('Δ');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByLabel('Pixels to the right')).toHaveValue('0');
});

test('where the model gets no picture there is none to move', async ({ panel }) => {
  const summary = {
    ...SUMMARY,
    inputShape: [1, 100],
    preprocessing: '100 random values from -1 to 1 (seed 1), not the picture',
  };
  await openLayer(panel, CONV_64);
  await panel.send({ kind: 'runFinished', summary });
  await tab(panel, 'Experiment').click();
  await expect(panel.page.getByRole('checkbox', { name: 'Switch off conv2d_Conv2D1' })).toBeVisible();
  await expect(panel.page.getByLabel('Pixels down')).toBeHidden();
});
