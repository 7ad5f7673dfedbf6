import { test } from './panelFixture';
import { CONV_2048, CONV_64, LAYERS, MODEL_MESSAGE, RESULTS, VECTOR_1000, makeMaps, makePicture, makeRun } from './messages';
for (const theme of ['dark', 'light', 'high-contrast'] as const) {
  test(`look ${theme}`, async ({ panel }) => {
    const p = panel.page; const shot = (n: string) => p.screenshot({ path: `/tmp/shots/${theme}-${n}.png` });
    await panel.open(theme);
    await panel.send(MODEL_MESSAGE, { kind: 'picture', picture: makePicture() });
    await p.waitForTimeout(300);
    await shot('1idle');
    await panel.send(...makeRun().slice(0, 6));
    await panel.send({ kind: 'stage', text: 'Running the model on the picture…' });
    await shot('2running');
    await panel.send(...makeRun(), { kind: 'featureMaps', maps: makeMaps(CONV_64) });
    await shot('3grid');
    await p.getByRole('gridcell').nth(3).click();
    await p.mouse.move(640, 420);
    await shot('4channel');
    await p.keyboard.press('Escape');
    await p.getByRole('option').nth(9).click();
    await panel.send({ kind: 'featureMaps', maps: makeMaps(VECTOR_1000) });
    await p.keyboard.press('Tab');
    await shot('5vector');
    await p.getByRole('option').nth(6).click();
    await panel.send({ kind: 'featureMaps', maps: makeMaps(CONV_2048) });
    await p.getByText('Same range').click();
    await shot('6many');
    await panel.send({ kind: 'failure', message: 'model.ts: Input 0 is incompatible with layer dense_Dense1: expected axis -1 of input shape to have value 9216 but got shape 1,6400.', remedy: 'retry' });
    await shot('7failed');
    await p.setViewportSize({ width: 460, height: 720 });
    await panel.send(...makeRun(), { kind: 'featureMaps', maps: makeMaps(CONV_2048) });
    await shot('8narrow');
  });
}
