// Pictures of every kind become the same pixels; what cannot be read is told in one sentence.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Picture } from '../../src/protocol/runner';
import { decodePicture, MAX_PICTURE_SIDE, PictureError, readPicture } from '../../src/runner/picture';

const pictures = path.join(import.meta.dirname, 'fixtures', 'pictures');
const readFixture = (name: string): Buffer => fs.readFileSync(path.join(pictures, name));

type Rgb = readonly [number, number, number];
type Quarters = readonly [topLeft: Rgb, topRight: Rgb, bottomLeft: Rgb, bottomRight: Rgb];

const red: Rgb = [230, 30, 40];
const green: Rgb = [40, 200, 60];
const blue: Rgb = [50, 60, 220];
const white: Rgb = [240, 240, 240];

function pixelAt({ width, rgba }: Picture, x: number, y: number): number[] {
  return [...rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

/** The middles of the four quarters. */
function readQuarters(picture: Picture): number[][] {
  const [left, top] = [Math.floor(picture.width / 4), Math.floor(picture.height / 4)];
  const [right, bottom] = [picture.width - 1 - left, picture.height - 1 - top];
  return [
    pixelAt(picture, left, top),
    pixelAt(picture, right, top),
    pixelAt(picture, left, bottom),
    pixelAt(picture, right, bottom),
  ];
}

function expectQuarters(picture: Picture, quarters: Quarters, tolerance: number): void {
  readQuarters(picture).forEach(([r = 0, g = 0, b = 0, alpha], index) => {
    const wanted = quarters[index]!;
    const error = Math.max(Math.abs(r - wanted[0]), Math.abs(g - wanted[1]), Math.abs(b - wanted[2]));
    expect(error, `quarter ${index}: ${r}, ${g}, ${b}`).toBeLessThanOrEqual(tolerance);
    expect(alpha).toBe(255);
  });
}

const grey = (level: number): Rgb => [level, level, level];
const coloured: Quarters = [red, green, blue, white];
/** By ITU-R BT.601, as the pictures were made. */
const luminances: Quarters = [grey(91), grey(136), grey(75), grey(240)];

describe('kinds of pictures', () => {
  it.each<readonly [string, Quarters]>([
    ['baseline.jpg', coloured],
    ['progressive.jpg', coloured],
    ['cmyk.jpg', coloured],
    ['grey.jpg', luminances],
    ['grey.png', luminances],
    ['palette.png', coloured],
    ['grey16.png', [grey(0x10), grey(0x50), grey(0xa0), grey(0xff)]],
    ['bitmap.png', [grey(0), grey(255), grey(0), grey(255)]],
  ])('%s', (name, quarters) => {
    const picture = decodePicture(readFixture(name), name);
    expect([picture.width, picture.height]).toEqual([32, 16]);
    expectQuarters(picture, quarters, 2);
  });

  it('keeps transparency', () => {
    const palette = decodePicture(readFixture('paletteTransparent.png'), '');
    expect(readQuarters(palette).map(([, , , alpha]) => alpha)).toEqual([0, 255, 255, 255]);
    const alphas = readQuarters(decodePicture(readFixture('greyAlpha.png'), '')).map(([, , , alpha]) => alpha);
    expect(alphas).toEqual([128, 128, 128, 128]);
  });

  it('takes a picture of one pixel', () => {
    const png = PNG.sync.write(Object.assign(new PNG({ width: 1, height: 1 }), { data: Buffer.from([1, 2, 3, 4]) }));
    expect(decodePicture(png, '')).toEqual({ width: 1, height: 1, rgba: new Uint8Array([1, 2, 3, 4]) });
    const one = jpeg.encode({ width: 1, height: 1, data: Buffer.from([...red, 255]) }, 95).data;
    expect(decodePicture(one, '')).toMatchObject({ width: 1, height: 1 });
  });

  it('makes a large picture smaller, and keeps its shape', () => {
    const png = new PNG({ width: 6000, height: 300 });
    png.data.fill(200);
    const { width, height, rgba } = decodePicture(PNG.sync.write(png), '');
    expect([width, height]).toEqual([MAX_PICTURE_SIDE, Math.round((300 * MAX_PICTURE_SIDE) / 6000)]);
    expect(rgba.every((value) => value === 200)).toBe(true);
  });
});

describe('Exif orientation', () => {
  /** `baseline.jpg` with an APP1 segment that says how the camera was held. */
  function holdCamera(orientation: number, byteOrder: 'II' | 'MM'): Buffer {
    const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4);
    const write16 = (value: number, at: number) =>
      byteOrder === 'II' ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
    const write32 = (value: number, at: number) =>
      byteOrder === 'II' ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
    tiff.write(byteOrder, 'latin1');
    write16(42, 2);
    write32(8, 4);
    write16(2, 8);
    // the width of the picture, then the orientation; both SHORT, once
    [
      [0x0100, 32],
      [0x0112, orientation],
    ].forEach(([tag = 0, value = 0], entry) => {
      const at = 10 + entry * 12;
      write16(tag, at);
      write16(3, at + 2);
      write32(1, at + 4);
      write16(value, at + 8);
    });
    const content = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
    const head = Buffer.from([0xff, 0xe1, 0, content.length + 2]);
    const bytes = readFixture('baseline.jpg');
    return Buffer.concat([bytes.subarray(0, 2), head, content, bytes.subarray(2)]);
  }

  it.each<readonly [number, Quarters]>([
    [1, [red, green, blue, white]],
    [2, [green, red, white, blue]],
    [3, [white, blue, green, red]],
    [4, [blue, white, red, green]],
    [5, [red, blue, green, white]],
    [6, [blue, red, white, green]],
    [7, [white, green, blue, red]],
    [8, [green, white, red, blue]],
    [9, [red, green, blue, white]],
  ])('%i', (orientation, quarters) => {
    for (const byteOrder of ['II', 'MM'] as const) {
      const picture = decodePicture(holdCamera(orientation, byteOrder), '');
      const isTransposed = orientation >= 5 && orientation <= 8;
      expect([picture.width, picture.height]).toEqual(isTransposed ? [16, 32] : [32, 16]);
      expectQuarters(picture, quarters, 2);
    }
  });
});

describe('pictures that cannot be read', () => {
  const png = readFixture('palette.png');
  const jpegBytes = readFixture('baseline.jpg');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'convlens-pictures-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  function withPngSize(width: number, height: number): Buffer {
    const bytes = Buffer.from(png);
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(height, 20);
    return bytes;
  }

  function withJpegSize(width: number, height: number): Buffer {
    const bytes = Buffer.from(jpegBytes);
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    bytes.writeUInt16BE(height, frame + 5);
    bytes.writeUInt16BE(width, frame + 7);
    return bytes;
  }

  function damage(bytes: Buffer, at: number): Buffer {
    const damaged = Buffer.from(bytes);
    damaged.fill(0xff, at, at + 40);
    return damaged;
  }

  it.each<readonly [string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'a.png is empty.'],
    ['text', Buffer.from('hello, I am no picture'), 'a.png is not a PNG or JPEG picture.'],
    ['a GIF', Buffer.from('GIF89a\u0001\0\u0001\0'), 'a.png is not a PNG or JPEG picture.'],
    ['the start of a PNG', png.subarray(0, 20), 'a.png is a broken PNG picture: its header is cut off or wrong.'],
    [
      'the start of a JPEG',
      jpegBytes.subarray(0, 20),
      'a.png is a broken JPEG picture: its header is cut off or wrong.',
    ],
    ['a PNG without height', withPngSize(3, 0), 'a.png is a broken PNG picture: its header is cut off or wrong.'],
    [
      'half a PNG',
      png.subarray(0, png.length / 2),
      'a.png cannot be decoded: its PNG data is damaged, cut off, or of an unusual kind.',
    ],
    [
      'half a JPEG',
      jpegBytes.subarray(0, 300),
      'a.png cannot be decoded: its JPEG data is damaged, cut off, or of an unusual kind.',
    ],
    [
      'a damaged PNG',
      damage(png, 60),
      'a.png cannot be decoded: its PNG data is damaged, cut off, or of an unusual kind.',
    ],
    [
      'a damaged JPEG',
      damage(jpegBytes, 170),
      'a.png cannot be decoded: its JPEG data is damaged, cut off, or of an unusual kind.',
    ],
    // of these there is only the header: whoever decoded them first would call them damaged
    [
      'a PNG of 10000 × 10000',
      withPngSize(10_000, 10_000),
      'a.png is too large: 10000×10000 pixels; at most 40 million are read. Make it smaller first.',
    ],
    [
      'a JPEG of 10000 × 10000',
      withJpegSize(10_000, 10_000),
      'a.png is too large: 10000×10000 pixels; at most 40 million are read. Make it smaller first.',
    ],
  ])('%s', (_, bytes, message) => {
    expect(() => decodePicture(bytes, 'a.png')).toThrow(new PictureError(message));
  });

  it('says what is wrong with a file', async () => {
    const gone = path.join(folder, 'gone.png');
    await expect(readPicture(gone)).rejects.toThrow(`Cannot read the picture ${gone}: there is no such file.`);
    await expect(readPicture(folder)).rejects.toThrow(`${folder} is a folder, not a picture.`);
    const text = path.join(folder, 'text.png');
    fs.writeFileSync(text, 'only text');
    await expect(readPicture(text)).rejects.toThrow('text.png is not a PNG or JPEG picture.');
  });
});
