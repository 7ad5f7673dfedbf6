// A picture becomes a model's input: size, range, channels, transparency.

import { describe, expect, it } from 'vitest';
import type { Picture } from '../../../src/protocol/runner';
import { makeInput } from '../../../src/runner/core/makeInput';
import { limitPicture, resamplePicture } from '../../../src/runner/core/resamplePicture';

function paint(width: number, height: number, colourAt: (x: number, y: number) => readonly number[]): Picture {
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rgba.set(colourAt(x, y), (y * width + x) * 4);
  }
  return { width, height, rgba };
}

const single = (...rgba: number[]): Picture => paint(1, 1, () => rgba);
const values = (picture: Picture, shape: readonly (number | null)[]): number[] => [...makeInput(picture, shape).values];

describe('makeInput', () => {
  it('scales 0 … 255 to -1 … 1, channel by channel', () => {
    expect(values(single(0, 127.5, 255, 255), [null, 1, 1, 3])).toEqual([-1, Math.fround(127 / 127.5 - 1), 1]);
  });

  it('puts transparent places on white', () => {
    expect(values(single(0, 0, 0, 0), [null, 1, 1, 3])).toEqual([1, 1, 1]);
    expect(values(single(0, 0, 0, 51), [null, 1, 1, 1])[0]).toBeCloseTo(0.6, 5);
  });

  it('weighs red, green and blue for one channel, and repeats them for more than three', () => {
    expect(values(single(255, 0, 0, 255), [null, 1, 1, 1])[0]).toBeCloseTo(2 * 0.299 - 1, 5);
    expect(values(single(255, 0, 0, 255), [null, 1, 1, 5])).toEqual([1, -1, -1, 1, -1]);
  });

  it('keeps places where they are: what is top left in the picture is top left in the input', () => {
    const corner = paint(100, 60, (x, y) => (x < 50 && y < 30 ? [255, 255, 255, 255] : [0, 0, 0, 255]));
    expect(values(corner, [null, 2, 2, 1]).map(Math.sign)).toEqual([1, -1, -1, -1]);
  });
});

describe('resamplePicture', () => {
  const colour = [10, 20, 30, 255];

  it.each([
    [7, 5, 3, 2],
    [3, 2, 7, 5],
    [1, 1, 9, 4],
    [9, 4, 1, 1],
    [10, 10, 10, 3],
    [1000, 2, 3, 7],
  ])('%i×%i to %i×%i keeps one colour', (width, height, newWidth, newHeight) => {
    const result = resamplePicture(
      paint(width, height, () => colour),
      newWidth,
      newHeight,
    );
    expect(result).toHaveLength(newWidth * newHeight * 4);
    result.forEach((value, i) => expect(value).toBeCloseTo(colour[i % 4]!, 3));
  });

  it('averages fine stripes instead of picking some of them', () => {
    const stripes = paint(200, 4, (x) => (x % 2 ? [255, 255, 255, 255] : [0, 0, 0, 255]));
    const reds = resamplePicture(stripes, 10, 2).filter((_, i) => i % 4 === 0);
    reds.forEach((value) => expect(Math.abs(value - 127.5)).toBeLessThan(3));
  });

  it('turns with the picture: a mirrored one gives the mirrored result', () => {
    const ramp = paint(13, 3, (x, y) => [x * 19, y * 80, (x * y * 7) % 256, 255]);
    const mirrored = paint(13, 3, (x, y) => [...ramp.rgba.subarray((y * 13 + 12 - x) * 4, (y * 13 + 13 - x) * 4)]);
    const [one, other] = [resamplePicture(ramp, 5, 4), resamplePicture(mirrored, 5, 4)];
    for (let y = 0; y < 4; y++) {
      for (let x = 0; x < 5; x++) expect(one[(y * 5 + x) * 4]).toBeCloseTo(other[(y * 5 + 4 - x) * 4]!, 3);
    }
  });

  it('leaves small pictures alone and limits large ones by their longer side', () => {
    const small = paint(4, 8, () => colour);
    expect(limitPicture(small, 8)).toBe(small);
    expect(
      limitPicture(
        paint(300, 1, () => colour),
        100,
      ),
    ).toMatchObject({ width: 100, height: 1 });
  });
});
