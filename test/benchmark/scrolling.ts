// `npm run bench`: how fast the panel scrolls: the grid of channels against a plain box of the same size, in the same browser at the same time.

import { launchBrowser } from '../host/browser';
import { LAYERS, MODEL_MESSAGE, RESULTS, SUMMARY, makePicture } from '../webview/messages';
import { PageUnderTest, bundlePage, servePage } from '../webview/servedPage';
import type { FromPage, ToPage } from '../../src/protocol/panel';
import type { FeatureMaps } from '../../src/protocol/runner';
import { median, printFigure, printRatio } from './measure';

const FRAMES = 120;
const ROUNDS = 5;
const STEP_PIXELS = 60;
/** A sixtieth of a second, and what a clock is off. */
const FRAME_MILLISECONDS = 1000 / 60 + 1;
const LAYER = 1;

/** As they come to the page: their colours make no difference to how fast they are drawn. */
function makeMaps(height: number, width: number, channels: number): FeatureMaps {
  const bytes = Uint8Array.from({ length: channels * height * width }, (_, at) => (at * 7919) % 256);
  const fill = (value: number): Float32Array => new Float32Array(channels).fill(value);
  return {
    layer: LAYER,
    height,
    width,
    channels,
    bytes,
    min: fill(0),
    max: fill(1),
    mean: fill(0.5),
    variance: fill(0.1),
  };
}

function makeRun(maps: FeatureMaps): readonly ToPage[] {
  const { height, width, channels } = maps;
  const layers = LAYERS.map((layer) =>
    layer.index === LAYER ? { ...layer, outputShape: [null, height, width, channels] } : layer,
  );
  return [
    MODEL_MESSAGE,
    { kind: 'picture', picture: makePicture() },
    { kind: 'runStarted' },
    { kind: 'layers', layers },
    ...RESULTS.map((result): ToPage => ({ kind: 'layerDone', result })),
    { kind: 'runFinished', summary: SUMMARY },
    { kind: 'featureMaps', maps },
  ];
}

/** Milliseconds of each frame while an element of the page is scrolled. */
function scroll(panel: PageUnderTest<ToPage, FromPage>, selector: string): Promise<number[]> {
  return panel.page.evaluate(
    async ({ selector, frames, step }) => {
      const element = document.querySelector(selector);
      if (!element) throw new Error(`There is no ${selector}.`);
      const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      element.scrollTop = 0;
      const times: number[] = [];
      let last = await nextFrame();
      for (let frame = 0; frame < frames; frame++) {
        element.scrollTop += step;
        const now = await nextFrame();
        times.push(now - last);
        last = now;
      }
      return times;
    },
    { selector, frames: FRAMES, step: STEP_PIXELS },
  );
}

const lateShare = (times: readonly number[]): number =>
  times.filter((time) => time > FRAME_MILLISECONDS).length / times.length;

async function benchmarkGrid(panel: PageUnderTest<ToPage, FromPage>, name: string, maps: FeatureMaps): Promise<void> {
  await panel.send(...makeRun(maps));
  await panel.page.locator('.channel-grid canvas').first().waitFor();
  const [grid, plain]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    grid.push(...(await scroll(panel, '.channel-grid')));
    plain.push(...(await scroll(panel, '#plain-box')));
  }
  printRatio(`${name} scrolled: frame of the grid / of a plain box`, median(grid) / median(plain), '1');
  printFigure(`${name} scrolled: frames over 16.7 ms`, 100 * lateShare(grid), '%');
  printFigure('  the same of a plain box, which is what the machine does', 100 * lateShare(plain), '%');
}

async function benchmarkScrolling(): Promise<void> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
    await servePage(page, await bundlePage('webview/main.ts'));
    const panel = new PageUnderTest<ToPage, FromPage>(page);
    await panel.open();
    await page.evaluate(() => {
      const box = document.createElement('div');
      box.id = 'plain-box';
      box.style.cssText = 'position: fixed; right: 0; bottom: 0; width: 40px; height: 40px; overflow: auto';
      const content = document.createElement('div');
      content.style.height = '40000px';
      box.append(content);
      document.body.append(box);
    });
    await benchmarkGrid(panel, '2,048 channels of 7×7', makeMaps(7, 7, 2048));
    await benchmarkGrid(panel, '64 channels of 224×224', makeMaps(224, 224, 64));
  } finally {
    await browser.close();
  }
}

void benchmarkScrolling();
