// The picture as the panel shows it: small whatever its size, and in its own colours.

import { describe, expect, it } from 'vitest';
import { describePicture, shrinkPicture } from '../../../src/editor/run/runPanelPicture';
import type { Picture } from '../../../src/protocol/runner';

function makePicture(width: number, height: number, colourAt: (x: number, y: number) => readonly number[]): Picture {
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rgba.set(colourAt(x, y), (y * width + x) * 4);
  }
  return { width, height, rgba };
}

const RED = [255, 0, 0, 255];
const BLUE = [0, 0, 255, 255];

describe('the shown picture', () => {
  it('is the picture itself when that is small, in memory of its own', () => {
    const large = Buffer.alloc(4096, 7);
    const picture = { width: 1, height: 1, rgba: large.subarray(8, 12) };
    const shown = describePicture({ choice: { kind: 'sample', id: 'dot' }, title: 'Dot', picture });
    expect(shown).toMatchObject({ title: 'Dot', width: 1, height: 1, shownWidth: 1, shownHeight: 1 });
    expect(shown.rgba).toEqual(new Uint8Array([7, 7, 7, 7]));
    expect(shown.rgba.buffer.byteLength).toBe(4);
  });

  it('of a large one keeps its proportions and tells the true size', () => {
    const picture = makePicture(2048, 512, () => RED);
    const shown = describePicture({ choice: { kind: 'file', uri: 'file:///wide.png' }, title: 'wide.png', picture });
    expect(shown).toMatchObject({ width: 2048, height: 512, shownWidth: 640, shownHeight: 160 });
    expect(shown.rgba).toHaveLength(640 * 160 * 4);
  });

  it('never loses a side, however long and thin the picture', () => {
    const shown = shrinkPicture(
      makePicture(2000, 1, () => BLUE),
      100,
    );
    expect(shown).toMatchObject({ width: 100, height: 1 });
    expect([...shown.rgba.subarray(0, 4)]).toEqual(BLUE);
  });

  it('has the mean colour of the pixels that each of its own stands for', () => {
    const shown = shrinkPicture(
      makePicture(4, 4, (x) => (x % 2 === 0 ? RED : BLUE)),
      2,
    );
    expect([...shown.rgba]).toEqual(Array.from({ length: 4 }, () => [127, 0, 127, 255]).flat());
  });
});
