// A picture in the size of the model's input, whole or a part of it, with what a position sees drawn over it.

import { createElement, setText } from '../createElement';
import type { Region, Size } from '../field/fieldGeometry';
import { lengthOf } from '../field/fieldGeometry';
import { FieldOverlay } from '../field/fieldOverlay';

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

  constructor() {
    this.sheet = createElement('div', { className: 'stage-sheet' }, [this.canvas, this.overlay.element]);
    this.window = createElement('div', { className: 'stage-window' }, [this.sheet]);
    this.element = createElement('figure', { className: 'stage' }, [this.window, this.caption]);
  }

  show({ size, pixels, caption, box, part }: StagedPicture): void {
    this.canvas.width = size.width;
    this.canvas.height = size.height;
    this.canvas.getContext('2d')?.putImageData(new ImageData(pixels, size.width, size.height), 0, 0);
    this.canvas.setAttribute('aria-label', caption);
    setText(this.caption, caption);
    this.overlay.show(box && { input: size, region: box, isShaded: false });
    this.lookAt(size, part);
  }

  /** The sheet is larger than the window by as much as the part is smaller than the whole. */
  private lookAt({ width, height }: Size, part: Region | undefined): void {
    const rows = part?.rows ?? { first: 0, last: height - 1 };
    const columns = part?.columns ?? { first: 0, last: width - 1 };
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
