// Which input of an addition is the shortcut.

import { expect, it } from 'vitest';
import { shortcutFirst } from '../../src/protocol/shortcut';

const uses = [
  { inputs: [], outputs: [0] },
  { inputs: [0], outputs: [1] },
  { inputs: [1], outputs: [2] },
  { inputs: [2], outputs: [3] },
  { inputs: [1], outputs: [4, 5] },
];

it.each<readonly [string, readonly number[], readonly number[]]>([
  ['the way around a block before the block', [3, 1], [1, 3]],
  ['a projection of one layer before a block of two', [3, 4], [4, 3]],
  ['ways of the same length as they are', [2, 5], [2, 5]],
  ['what nothing is known of first', [3, 9], [9, 3]],
])('%s', (_, inputs, ordered) => {
  expect(shortcutFirst(inputs, uses)).toEqual(ordered);
});
