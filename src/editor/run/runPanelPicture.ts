// The chosen picture made small enough to show: the page needs a thumbnail, not 100 megapixels.

import type { PanelPicture } from '../../protocol/panel';
import type { Picture } from '../../protocol/runner';
import type { ChosenPicture } from './runPanelServices';

/** Longest side of the shown picture, in pixels: twice the panel's column, for sharp screens. */
const SHOWN_SIDE = 640;

export function describePicture(chosen: ChosenPicture): PanelPicture {
  const { choice, title, picture } = chosen;
  const shown = shrinkPicture(picture, SHOWN_SIDE);
  return {
    choice,
    title,
    width: picture.width,
    height: picture.height,
    shownWidth: shown.width,
    shownHeight: shown.height,
    rgba: shown.rgba,
  };
}

/** Pixels read per side for one shown pixel: keeps a picture of 100 megapixels from blocking the editor. */
const SAMPLES_PER_SIDE = 4;

/** A copy whose longest side is at most `side` pixels; each pixel is the mean of (some of) those it stands for. */
export function shrinkPicture(picture: Picture, side: number): Picture {
  const scale = Math.max(picture.width, picture.height) / side;
  if (scale <= 1) {
    return { width: picture.width, height: picture.height, rgba: new Uint8Array(picture.rgba) };
  }
  const width = Math.max(1, Math.round(picture.width / scale));
  const height = Math.max(1, Math.round(picture.height / scale));
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const rows = spanOf(y, height, picture.height);
    for (let x = 0; x < width; x++) {
      const columns = spanOf(x, width, picture.width);
      rgba.set(meanColour(picture, rows, columns), (y * width + x) * 4);
    }
  }
  return { width, height, rgba };
}

type Span = readonly [start: number, end: number];

/** The source positions that target position `index` stands for: at least one. */
function spanOf(index: number, targetSize: number, sourceSize: number): Span {
  const start = Math.floor((index * sourceSize) / targetSize);
  return [start, Math.max(start + 1, Math.floor(((index + 1) * sourceSize) / targetSize))];
}

/** Mean red, green, blue, alpha (0 … 255) of a rectangle of the picture. */
function meanColour(picture: Picture, rows: Span, columns: Span): [number, number, number, number] {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  let count = 0;
  const yStep = Math.max(1, Math.floor((rows[1] - rows[0]) / SAMPLES_PER_SIDE));
  const xStep = Math.max(1, Math.floor((columns[1] - columns[0]) / SAMPLES_PER_SIDE));
  for (let y = rows[0]; y < rows[1]; y += yStep) {
    for (let x = columns[0]; x < columns[1]; x += xStep) {
      const at = (y * picture.width + x) * 4;
      red += picture.rgba[at] ?? 0;
      green += picture.rgba[at + 1] ?? 0;
      blue += picture.rgba[at + 2] ?? 0;
      alpha += picture.rgba[at + 3] ?? 0;
      count++;
    }
  }
  return [red / count, green / count, blue / count, alpha / count];
}
