// A picture in the size of the model's input, whole or a part of it, with what a position sees drawn over it.

import './pictureStage.css';
import { createElement, setText } from '../createElement';
import type { Region, Size } from '../field/fieldGeometry';
import { lengthOf } from '../field/fieldGeometry';
import { FieldOverlay } from '../field/fieldOverlay';
import { enlarge } from '../figure';
import type { FigurePanel } from '../figure';

export interface StagedPicture {
  readonly size: Size;
  /** Red, green, blue, alpha of each pixel. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly caption: string;
  /** Drawn as a box; undefined for none. */
  readonly box: Region | undefined;
  /** The part to look at; undefined for all. */
  readonly part: Region | undefined;
}

export class PictureStage {
  readonly element: HTMLElement;
  private readonly canvas = createElement('canvas', { attributes: { role: 'img' } });
  private readonly overlay = new FieldOverlay();
  private readonly sheet: HTMLElement;
  private readonly window: HTMLElement;
  private readonly caption = createElement('figcaption');
  private shown: StagedPicture | undefined;

  constructor() {
    this.sheet = createElement('div', { className: 'stage-sheet' }, [this.canvas, this.overlay.element]);
    this.window = createElement('div', { className: 'stage-window' }, [this.sheet]);
    this.element = createElement('figure', { className: 'stage' }, [this.window, this.caption]);
  }

  show(shown: StagedPicture): void {
    this.shown = shown;
    const { size, pixels, caption, box, part } = shown;
    this.canvas.width = size.width;
    this.canvas.height = size.height;
    this.canvas.getContext('2d')?.putImageData(new ImageData(pixels, size.width, size.height), 0, 0);
    this.canvas.setAttribute('aria-label', caption);
    setText(this.caption, caption);
    this.overlay.show(box && { input: size, region: box, isShaded: false });
    this.lookAt(size, part);
  }

  /** As it is in view, larger and for itself. */
  figurePanel(): FigurePanel | undefined {
    if (!this.shown) return undefined;
    const { size, box, caption } = this.shown;
    const part = this.shown.part ?? wholeOf(size);
    const [width, height] = [lengthOf(part.columns), lengthOf(part.rows)];
    const cut = document.createElement('canvas');
    cut.width = width;
    cut.height = height;
    cut.getContext('2d')?.drawImage(this.canvas, -part.columns.first, -part.rows.first);
    const canvas = enlarge(cut, FIGURE_SIDE);
    if (box) drawBox(canvas, box, part);
    return { canvas, caption };
  }

  /** The sheet is larger than the window by as much as the part is smaller than the whole. */
  private lookAt(size: Size, part: Region | undefined): void {
    const { width, height } = size;
    const { rows, columns } = part ?? wholeOf(size);
    const [across, down] = [lengthOf(columns), lengthOf(rows)];
    const { style } = this.sheet;
    this.window.style.aspectRatio = `${across} / ${down}`;
    style.width = `${(100 * width) / across}%`;
    style.height = `${(100 * height) / down}%`;
    style.left = `${(-100 * columns.first) / across}%`;
    style.top = `${(-100 * rows.first) / down}%`;
    this.canvas.classList.toggle('is-pixelated', Math.max(across, down) <= PIXELS_SEEN);
  }
}

/** So few pixels are large enough to be seen one by one. */
const PIXELS_SEEN = 160;
/** Of a saved picture, about. */
const FIGURE_SIDE = 480;

function wholeOf({ width, height }: Size): Region {
  return { rows: { first: 0, last: height - 1 }, columns: { first: 0, last: width - 1 } };
}

/** White within black: to be seen on any picture. */
function drawBox(canvas: HTMLCanvasElement, { rows, columns }: Region, part: Region): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const scale = canvas.width / lengthOf(part.columns);
  const left = (columns.first - part.columns.first) * scale;
  const top = (rows.first - part.rows.first) * scale;
  for (const [colour, width] of [['#000', 4] as const, ['#fff', 2] as const]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.strokeRect(left, top, lengthOf(columns) * scale, lengthOf(rows) * scale);
  }
}
