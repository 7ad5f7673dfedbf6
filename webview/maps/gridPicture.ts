// The maps as a picture to save: one channel, or all of them with their numbers.

import type { FeatureMaps } from '../../src/protocol/runner';
import { magnify } from '../figure';
import type { FigureColours } from '../figure';
import { drawChannel } from './featureMap';
import type { MapStyle } from './featureMap';

const GAP = 8;
const CAPTION_HEIGHT = 18;
const FONT_PIXELS = 12;
/** Browsers refuse larger canvases. */
const MAX_SIDE = 16_000;
const MAX_PIXELS = 120_000_000;

export interface GridLayout {
  readonly columns: number;
  /** Of a map, in pixels of the picture. */
  readonly width: number;
  readonly height: number;
}

/** The grid as it is on view, with all of its rows; smaller where that would be too large a picture. */
export function drawGrid(
  maps: FeatureMaps,
  order: readonly number[],
  style: MapStyle,
  layout: GridLayout,
  colours: FigureColours,
): HTMLCanvasElement {
  const { columns, width, height } = fitLayout(layout, order.length);
  const [across, down] = [width + GAP, height + CAPTION_HEIGHT + GAP];
  const canvas = document.createElement('canvas');
  canvas.width = columns * across + GAP;
  canvas.height = Math.ceil(order.length / columns) * down + GAP;
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  context.fillStyle = colours.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = colours.foreground;
  context.font = `${FONT_PIXELS}px sans-serif`;
  context.textBaseline = 'middle';
  const map = document.createElement('canvas');
  order.forEach((channel, position) => {
    const left = GAP + (position % columns) * across;
    const top = GAP + Math.floor(position / columns) * down;
    drawChannel(map, maps, channel, style);
    context.imageSmoothingEnabled = width < maps.width;
    context.drawImage(map, left, top, width, height);
    context.fillText(String(channel), left, top + height + CAPTION_HEIGHT / 2, width);
  });
  return canvas;
}

/** One channel, each value as a whole number of pixels. */
export function drawLarge(maps: FeatureMaps, channel: number, style: MapStyle, width: number): HTMLCanvasElement {
  const map = document.createElement('canvas');
  drawChannel(map, maps, channel, style);
  return magnify(map, Math.round(width / maps.width));
}

/** @returns undefined when the browser cannot make one */
export async function encodePng(canvas: HTMLCanvasElement): Promise<Uint8Array | undefined> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return blob ? new Uint8Array(await blob.arrayBuffer()) : undefined;
}

/** Few columns make a picture that is too high: then the grid becomes square, then the maps smaller. */
function fitLayout(layout: GridLayout, channels: number): GridLayout {
  const sizeOf = ({ columns, width, height }: GridLayout): readonly [number, number] => [
    columns * (width + GAP) + GAP,
    Math.ceil(channels / columns) * (height + CAPTION_HEIGHT + GAP) + GAP,
  ];
  const fits = (one: GridLayout): boolean => {
    const [width, height] = sizeOf(one);
    return width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PIXELS;
  };
  if (fits(layout)) return layout;
  let fitted = { ...layout, columns: Math.max(layout.columns, Math.ceil(Math.sqrt(channels))) };
  while (!fits(fitted) && fitted.width > 1 && fitted.height > 1) {
    fitted = { ...fitted, width: Math.ceil(fitted.width / 2), height: Math.ceil(fitted.height / 2) };
  }
  return fitted;
}
