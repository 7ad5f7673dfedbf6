// Writes NumPy's file format, version 1.0: a header that is a Python dictionary, then the values.

const MAGIC = [0x93, ...new TextEncoder().encode('NUMPY'), 1, 0];
/** Magic, version and the two bytes of the header's length. */
const PREFIX_BYTES = MAGIC.length + 2;
/** The values start at a multiple of this. */
const ALIGNMENT_BYTES = 64;

/** @param values in the order of C: the last axis changes first */
export function encodeNpy(shape: readonly number[], values: Float32Array): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sizes}), }`;
  const headerBytes = Math.ceil((PREFIX_BYTES + dictionary.length + 1) / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
  const file = new Uint8Array(headerBytes + values.length * Float32Array.BYTES_PER_ELEMENT);
  const view = new DataView(file.buffer);
  file.set(MAGIC);
  view.setUint16(MAGIC.length, headerBytes - PREFIX_BYTES, true);
  const header = `${dictionary.padEnd(headerBytes - PREFIX_BYTES - 1)}\n`;
  file.set(new TextEncoder().encode(header), PREFIX_BYTES);
  values.forEach((value, at) => view.setFloat32(headerBytes + at * Float32Array.BYTES_PER_ELEMENT, value, true));
  return file;
}
