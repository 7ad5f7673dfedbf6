// Patterns of file names.

import { expect, it } from 'vitest';
import { matchesGlob } from '../../src/features/glob';

it.each([
  ['src/**', ['src/a.ts', 'src/x/a.ts'], ['a.ts', 'srcs/a.ts', 'lib/src/a.ts']],
  ['src', ['src/a.ts', 'src/x/a.ts'], ['srcs/a.ts', 'a.ts']],
  ['src/*.ts', ['src/a.ts'], ['src/x/a.ts', 'src/a.js']],
  ['**/*.ts', ['a.ts', 'src/x/a.ts'], ['a.tsx']],
  ['*.test.ts', ['a.test.ts', 'src/x/a.test.ts'], ['a.ts', 'atest.ts', 'a.testxts']],
  ['src/**/net.ts', ['src/net.ts', 'src/x/y/net.ts'], ['src/xnet.ts']],
  ['./src/{phone,watch}/', ['src/phone/a.ts', 'src/watch/b.ts'], ['src/desk/a.ts']],
  ['*.{ts,js}', ['a.ts', 'x/b.js'], ['a.tsx']],
  ['src/n?t.ts', ['src/net.ts'], ['src/neet.ts', 'src/n/t.ts']],
  ['a(b)+[c].ts', ['a(b)+[c].ts'], ['ab+c.ts']],
  ['.', ['a.ts', 'x/b.ts'], []],
])('%s', (pattern, good, bad) => {
  expect(good.filter((path) => !matchesGlob(path, pattern))).toEqual([]);
  expect(bad.filter((path) => matchesGlob(path, pattern))).toEqual([]);
});
