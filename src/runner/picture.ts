// Reads a picture file, PNG or JPEG, into pixels, and says in one sentence what is wrong with one that cannot be read.

import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import type { Picture } from '../protocol/runner';
import { limitPicture } from './core/resamplePicture';
import { turnPicture } from './core/turnPicture';
import { readJpegSize, readOrientation, type Size } from './jpegHeader';

/** A decoded picture takes 4 bytes a pixel, its decoder about three times that: half a gigabyte. */
const MAX_PICTURE_PIXELS = 40_000_000;
/** No network looks at more; a larger picture is averaged down. */
export const MAX_PICTURE_SIDE = 2048;
export const MAX_PICTURE_FILE_BYTES = 200_000_000;

/** The message is for the user. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, pngSignature.length).equals(pngSignature);
}

function isJpeg(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/** The header chunk stands first: length, "IHDR", width, height. */
function readPngSize(bytes: Buffer): Size | undefined {
  return bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR'
    ? undefined
    : { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function decodePng(bytes: Buffer): Picture {
  const { width, height, data } = PNG.sync.read(bytes);
  return { width, height, rgba: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}

function decodeJpeg(bytes: Buffer): Picture {
  const decoded = jpeg.decode(bytes, {
    useTArray: true,
    maxResolutionInMP: MAX_PICTURE_PIXELS / 1e6,
    maxMemoryUsageInMB: 1024,
  });
  return { width: decoded.width, height: decoded.height, rgba: decoded.data };
}

/**
 * @param bytes the content of a PNG or JPEG file
 * @param name what to call it in messages
 * @returns the picture, no side longer than MAX_PICTURE_SIDE
 * @throws PictureError
 */
export function decodePicture(bytes: Uint8Array, name: string): Picture {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length === 0) throw new PictureError(`${name} is empty.`);
  const kind = isPng(buffer) ? 'PNG' : isJpeg(buffer) ? 'JPEG' : undefined;
  if (kind === undefined) throw new PictureError(`${name} is not a PNG or JPEG picture.`);
  const size = kind === 'PNG' ? readPngSize(buffer) : readJpegSize(buffer);
  if (size === undefined || size.width === 0 || size.height === 0) {
    throw new PictureError(`${name} is a broken ${kind} picture: its header is cut off or wrong.`);
  }
  if (size.width * size.height > MAX_PICTURE_PIXELS) {
    throw new PictureError(
      `${name} is too large: ${size.width}×${size.height} pixels; at most ${MAX_PICTURE_PIXELS / 1e6} million are read. Make it smaller first.`,
    );
  }
  let picture: Picture;
  try {
    picture = kind === 'PNG' ? decodePng(buffer) : decodeJpeg(buffer);
  } catch (error) {
    const message = `${name} cannot be decoded: its ${kind} data is damaged, cut off, or of an unusual kind.`;
    throw new PictureError(message, { cause: error });
  }
  const limited = limitPicture(picture, MAX_PICTURE_SIDE);
  return kind === 'JPEG' ? turnPicture(limited, readOrientation(buffer)) : limited;
}

/**
 * Reads and decodes a picture file.
 * @throws PictureError
 */
export async function readPicture(file: string): Promise<Picture> {
  const name = path.basename(file);
  let bytes: Buffer;
  try {
    const status = await stat(file);
    if (status.isDirectory()) throw new PictureError(`${file} is a folder, not a picture.`);
    if (status.size > MAX_PICTURE_FILE_BYTES)
      throw new PictureError(`${name} is too large: more than ${MAX_PICTURE_FILE_BYTES / 1e6} MB.`);
    bytes = await readFile(file);
  } catch (error) {
    if (error instanceof PictureError) throw error;
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message;
    throw new PictureError(`Cannot read the picture ${file}: ${reason}.`);
  }
  return decodePicture(bytes, name);
}
