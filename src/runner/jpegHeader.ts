// What a JPEG file says before its pixels: its size, and how the camera was held.

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Segment {
  readonly marker: number;
  readonly content: Buffer;
}

const APP1 = 0xe1;
const START_OF_SCAN = 0xda;
const ORIENTATION_TAG = 0x0112;
const IFD_ENTRY_BYTES = 12;

/** The segments in front of the pixels: marker, length (with its own two bytes), content. */
function* listSegments(bytes: Buffer): Generator<Segment> {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    // any number of 0xff may fill the room before a marker
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === START_OF_SCAN) return;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    yield { marker, content: bytes.subarray(at + 4, end) };
    at = end;
  }
}

/** From the frame header, SOF0 … SOF15 without DHT, JPG and DAC; undefined where there is none. */
export function readJpegSize(bytes: Buffer): Size | undefined {
  for (const { marker, content } of listSegments(bytes)) {
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame && content.length >= 5) return { height: content.readUInt16BE(1), width: content.readUInt16BE(3) };
  }
  return undefined;
}

/** Exif's orientation, 1 … 8: 1 is upright, and what holds where nothing is said. */
export function readOrientation(bytes: Buffer): number {
  for (const { marker, content } of listSegments(bytes)) {
    if (marker !== APP1 || content.toString('latin1', 0, 6) !== 'Exif\0\0') continue;
    const orientation = readOrientationTag(content.subarray(6));
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}

/** @param tiff a TIFF header (byte order, 42, offset of the first directory) and what follows it */
function readOrientationTag(tiff: Buffer): number {
  const isLittleEndian = tiff.toString('latin1', 0, 2) === 'II';
  const read16 = (at: number): number => {
    if (at + 2 > tiff.length) return 0;
    return isLittleEndian ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  };
  if (tiff.length < 8) return 0;
  const directory = isLittleEndian ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entryCount = read16(directory);
  for (let entry = 0; entry < entryCount; entry++) {
    const at = directory + 2 + entry * IFD_ENTRY_BYTES;
    if (at + IFD_ENTRY_BYTES > tiff.length) return 0;
    if (read16(at) === ORIENTATION_TAG) return read16(at + 8);
  }
  return 0;
}
