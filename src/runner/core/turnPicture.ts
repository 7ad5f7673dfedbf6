// Turns a picture upright that was taken with the camera held another way.

import type { Picture } from '../../protocol/runner';

/**
 * @param orientation Exif's: where the stored picture's first row and first column belong. 1 top left, 2 top right, 3 bottom
 *   right, 4 bottom left, and 5 … 8 the same with rows and columns exchanged: left top, right top, right bottom, left bottom
 */
export function turnPicture(picture: Picture, orientation: number): Picture {
  if (orientation === 1) return picture;
  const isTransposed = orientation >= 5;
  const width = isTransposed ? picture.height : picture.width;
  const height = isTransposed ? picture.width : picture.height;
  const startsRight = [2, 3, 6, 7].includes(orientation);
  const startsBelow = [3, 4, 7, 8].includes(orientation);
  // a copy, because four bytes are read at a time, which must start at a multiple of four
  const from = new Uint32Array(picture.rgba.slice().buffer);
  const to = new Uint32Array(from.length);
  for (let y = 0; y < height; y++) {
    const down = startsBelow ? height - 1 - y : y;
    for (let x = 0; x < width; x++) {
      const along = startsRight ? width - 1 - x : x;
      const [row, column] = isTransposed ? [along, down] : [down, along];
      to[y * width + x] = from[row * picture.width + column] ?? 0;
    }
  }
  return { width, height, rgba: new Uint8Array(to.buffer) };
}
