// The Run Model panel's page in a plain browser, and the ways in which tests open it.

import type { Locator } from '@playwright/test';
import type { FromPage, ToPage } from '../../src/protocol/panel';
import type { InquiryAnswer } from '../../src/protocol/panelInquiries';
import { CONV_64, MODEL_MESSAGE, makeChannelValues, makeMaps, makePicture, makeRun } from './messages';
import { makePageTest, type PageUnderTest } from './pageFixture';
import type { ThemeName } from './themes';

export type Panel = PageUnderTest<ToPage, FromPage>;

export const test = makePageTest<ToPage, FromPage>('webview/main.ts');

export const PICTURE_MESSAGE: ToPage = { kind: 'picture', picture: makePicture() };

/** What a page hears before the first run. */
export const BEFORE_RUN: readonly ToPage[] = [MODEL_MESSAGE, PICTURE_MESSAGE];

export async function openFinishedRun(panel: Panel, theme: ThemeName = 'dark'): Promise<void> {
  await panel.open(theme);
  await panel.send(...BEFORE_RUN, ...makeRun());
}

/** Chooses a layer of the run and sends its maps. */
export async function showLayer(panel: Panel, layer: number): Promise<void> {
  await panel.page.getByRole('option').nth(layer).click();
  await panel.send({ kind: 'featureMaps', maps: makeMaps(layer) });
}

export async function openLayer(panel: Panel, layer: number, theme: ThemeName = 'dark'): Promise<void> {
  await openFinishedRun(panel, theme);
  await showLayer(panel, layer);
}

/** Enlarges a channel of the layer `CONV_64`, and sends its values. */
export async function openChannel(panel: Panel, channel: number): Promise<void> {
  const maps = makeMaps(CONV_64);
  await panel.page.locator(`#channel-${channel}`).click();
  await panel.send({ kind: 'channelValues', layer: CONV_64, channel, values: makeChannelValues(maps, channel) });
}

/** How many different colours a canvas shows: more than one when something is drawn on it. */
export function countColours(canvas: Locator): Promise<number> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const data = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data;
    return new Set(data && new Uint32Array(data.buffer)).size;
  });
}

export const tab = (panel: Panel, name: string): Locator => panel.page.getByRole('tab', { name, exact: true });

type Inquire = Extract<FromPage, { kind: 'inquire' }>;

/** What the page has asked last. */
export async function lastInquiry(panel: Panel): Promise<Inquire> {
  const asked = (await panel.sent()).filter((message) => message.kind === 'inquire').at(-1);
  if (!asked) throw new Error('Nothing was asked.');
  return asked;
}

export async function answerInquiry(panel: Panel, answer: InquiryAnswer): Promise<void> {
  const { id } = await lastInquiry(panel);
  await panel.send({ kind: 'inquiryAnswer', id, answer });
}

/** Red, green and blue of a pixel of the model's input. */
export function colourAt(canvas: Locator, x: number, y: number): Promise<number[]> {
  return canvas.evaluate(
    (element: HTMLCanvasElement, at) =>
      [...(element.getContext('2d')?.getImageData(at.x, at.y, 1, 1).data ?? [])].slice(0, 3),
    { x, y },
  );
}

export { expect } from './pageFixture';
