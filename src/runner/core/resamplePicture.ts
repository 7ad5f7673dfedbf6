// Changes the size of a picture: averages when it shrinks (so that fine texture does not alias), interpolates when it grows.

import type { Picture } from '../../protocol/runner';

/** For every target pixel, where its source pixels start and how much each counts (the weights sum to 1). */
interface Taps {
  readonly starts: Int32Array;
  readonly weights: readonly Float32Array[];
}

/** Triangle filter, as wide as one source pixel when growing and as one target pixel when shrinking; pixel centres at +0.5. */
function placeTaps(sourceSize: number, targetSize: number): Taps {
  const scale = sourceSize / targetSize;
  const radius = Math.max(1, scale);
  const starts = new Int32Array(targetSize);
  const weights = Array.from({ length: targetSize }, (_, target) => {
    const centre = (target + 0.5) * scale - 0.5;
    const start = Math.max(0, Math.ceil(centre - radius));
    const end = Math.min(sourceSize - 1, Math.floor(centre + radius));
    const taps = new Float32Array(Math.max(1, end - start + 1));
    let sum = 0;
    for (let i = 0; i < taps.length; i++) {
      taps[i] = Math.max(0, 1 - Math.abs(start + i - centre) / radius);
      sum += taps[i] ?? 0;
    }
    // a centre outside the first or last pixel has one tap, whose weight may be tiny
    starts[target] = Math.min(start, sourceSize - 1);
    return sum > 0 ? taps.map((tap) => tap / sum) : taps.fill(1 / taps.length);
  });
  return { starts, weights };
}

/** Shrinks or stretches each row from `sourceWidth` to the taps' width; 4 values a pixel. */
function resampleRows(source: ArrayLike<number>, sourceWidth: number, height: number, taps: Taps): Float32Array {
  const width = taps.starts.length;
  const result = new Float32Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const weights = taps.weights[x] ?? new Float32Array();
      let from = (y * sourceWidth + (taps.starts[x] ?? 0)) * 4;
      let [red, green, blue, alpha] = [0, 0, 0, 0];
      for (let i = 0; i < weights.length; i++, from += 4) {
        const weight = weights[i] ?? 0;
        red += weight * (source[from] ?? 0);
        green += weight * (source[from + 1] ?? 0);
        blue += weight * (source[from + 2] ?? 0);
        alpha += weight * (source[from + 3] ?? 0);
      }
      result.set([red, green, blue, alpha], (y * width + x) * 4);
    }
  }
  return result;
}

function resampleColumns(source: Float32Array, width: number, taps: Taps): Float32Array {
  const height = taps.starts.length;
  const stride = width * 4;
  const result = new Float32Array(stride * height);
  for (let y = 0; y < height; y++) {
    const weights = taps.weights[y] ?? new Float32Array();
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i] ?? 0;
      const from = ((taps.starts[y] ?? 0) + i) * stride;
      for (let x = 0; x < stride; x++) {
        const to = y * stride + x;
        result[to] = (result[to] ?? 0) + weight * (source[from + x] ?? 0);
      }
    }
  }
  return result;
}

/**
 * The picture in another size, stretched where the sides' ratio changes (so a place on the result is a place on the picture).
 * @returns RGBA in 0 … 255, `height × width × 4` values.
 */
export function resamplePicture(picture: Picture, width: number, height: number): Float32Array {
  const rows =
    picture.width === width
      ? Float32Array.from(picture.rgba)
      : resampleRows(picture.rgba, picture.width, picture.height, placeTaps(picture.width, width));
  return picture.height === height ? rows : resampleColumns(rows, width, placeTaps(picture.height, height));
}

/** The picture itself, or a smaller copy whose longer side is `longestSide` pixels. */
export function limitPicture(picture: Picture, longestSide: number): Picture {
  const scale = longestSide / Math.max(picture.width, picture.height);
  if (scale >= 1) {
    return picture;
  }
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  return { width, height, rgba: Uint8Array.from(resamplePicture(picture, width, height), Math.round) };
}
