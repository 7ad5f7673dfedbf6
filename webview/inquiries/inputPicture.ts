// The picture of the run as the model gets it: stretched to the size of its input.

import type { PanelPicture } from '../../src/protocol/panel';
import type { Size } from '../field/fieldGeometry';

export type Pixels = Uint8ClampedArray<ArrayBuffer>;

export class InputPicture {
  private made: { readonly picture: PanelPicture; readonly size: Size; readonly pixels: Pixels } | undefined;

  pixelsOf(picture: PanelPicture, size: Size): Pixels {
    const isMade = this.made?.picture === picture && isSameSize(this.made.size, size);
    if (!isMade) this.made = { picture, size, pixels: stretch(picture, size) };
    return this.made?.pixels ?? new Uint8ClampedArray();
  }
}

function stretch({ shownWidth, shownHeight, rgba }: PanelPicture, { width, height }: Size): Pixels {
  const shown = new OffscreenCanvas(shownWidth, shownHeight);
  shown.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), shownWidth, shownHeight), 0, 0);
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) return new Uint8ClampedArray(width * height * 4);
  context.imageSmoothingQuality = 'high';
  context.drawImage(shown, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

function isSameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}
