// Where weights are, as users write it.

import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseLocation } from '../../../../src/runner/node/weights/location';

const hash = 'AB'.repeat(32);

it('a path', () => {
  expect(parseLocation(' models/net.safetensors ')).toEqual({
    place: path.resolve('models/net.safetensors'),
    isRemote: false,
    label: 'net.safetensors',
    sha256: undefined,
  });
});

it('a path and its hash', () => {
  const { place, sha256 } = parseLocation(`/models/#1/net.safetensors#sha256=${hash}`);
  expect([place, sha256]).toEqual([path.resolve('/models/#1/net.safetensors'), hash.toLowerCase()]);
});

it('an address, without what only a browser reads of it', () => {
  expect(parseLocation('HTTPS://example.test/a/model.json?x=1#top')).toMatchObject({
    place: 'https://example.test/a/model.json?x=1',
    isRemote: true,
    sha256: undefined,
  });
});

describe('refuses', () => {
  it.each([
    ['nothing', ' ', /Neither a file nor an address/],
    ['a hash alone', `#sha256=${hash}`, /Neither a file nor an address/],
    ['half a hash', 'a.safetensors#sha256=abcd', /#sha256=abcd is not a SHA-256/],
    ['another kind of address', 'ftp://example.test/a', /cannot be read from ftp:/],
    ['a file address', 'file:///a.safetensors', /cannot be read from file:/],
    ['a broken address', 'https://a b/', /cannot be read from/],
  ])('%s', (_, text, message) => {
    expect(() => parseLocation(text)).toThrow(message);
  });
});
