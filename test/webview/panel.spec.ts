// The Run Model panel's page: what it shows for each message, and what it sends for each click and key.

import type { ToPage } from '../../src/protocol/panel';
import { CONV_64, LAYERS, MODEL, MODEL_MESSAGE, SUMMARY, makeMaps, makePicture, makeRun } from './messages';
import { BEFORE_RUN, PICTURE_MESSAGE, countColours, expect, openFinishedRun, test } from './panelFixture';

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

test('a failure says what happened and what can be done', async ({ panel }) => {
  await panel.open();
  const { page } = panel;
  const message = 'model.ts throws: the kernel is larger than the picture.';
  await panel.send(...BEFORE_RUN, ...makeRun().slice(0, 1), { kind: 'failure', message, remedy: 'showDetails' });
  await expect(page.getByRole('alert').filter({ hasText: message })).toBeVisible();
  await page.getByRole('button', { name: 'Run Again' }).click();
  await page.getByRole('button', { name: 'Show Details' }).click();
  expect((await panel.sent()).slice(1)).toEqual([{ kind: 'run' }, { kind: 'showOutput' }]);

  await panel.send({ kind: 'failure', message: 'build() needs a value.', remedy: 'giveArguments' });
  await page.getByRole('button', { name: 'Give Values…' }).click();
  expect((await panel.sent()).at(-1)).toEqual({ kind: 'changeArguments' });

  await panel.send({ kind: 'failure', message: 'Trust the workspace first.', remedy: 'manageTrust' });
  await expect(page.getByRole('button', { name: 'Give Values…' })).toBeHidden();
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
