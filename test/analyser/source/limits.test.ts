// Limits of a budget as they are written.

import { expect, it } from 'vitest';
import { parseLimits } from '../../../src/analyser/source/limits';

it.each([
  ['params<5M', 'params', '<', 5e6],
  ['macs <= 1.5G', 'macs', '<=', 1.5e9],
  ['params<25_000k', 'params', '<', 25e6],
  ['rf>=224', 'rf', '>=', 224],
  ['rf>96px', 'rf', '>', 96],
  ['memory<64MB', 'memory', '<', 64e6],
  ['memory<64MiB', 'memory', '<', 64 * 1024 * 1024],
  ['memory<1gb', 'memory', '<', 1e9],
  ['memory<500', 'memory', '<', 500],
])('reads %s', (text, figure, operator, value) => {
  expect(parseLimits(text)).toEqual([{ figure, operator, value, text: text.replaceAll(' ', '') }]);
});

it.each([
  ['flops<5M', /cannot limit `flops`, only params, macs, rf/],
  ['toString<5M', /cannot limit `toString`/],
  ['params=5M', /`params=5M`: a limit is written with <, <=, > or >=/],
  ['params≤5M', /with <, <=, > or >=/],
  ['params<5MB', /`params<5MB`: < must be followed by a number, with k, M or G/],
  ['params<', /`params<`: < must be followed by a number/],
  ['params<-5M', /must be followed by a number/],
  ['memory<64M', /must be followed by a number of bytes, with kB, MB/],
  ['rf>=7x7', /must be followed by a number of pixels/],
  ['params', /`params` is not a limit; write one like params<5M/],
  ['params<5M fast', /`fast` is not a limit/],
  ['', /`` is not a limit/],
])('says what is wrong with %s', (text, message) => {
  expect(parseLimits(text)).toMatch(message);
});

it('reads several', () => {
  const limits = parseLimits(' params < 5M, macs<3G rf>=9 ');
  expect(typeof limits === 'string' ? limits : limits.map(({ text }) => text)).toEqual([
    'params<5M',
    'macs<3G',
    'rf>=9',
  ]);
});
