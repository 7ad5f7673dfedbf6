// Places in transformed code lead back to the text, by the maps that a real transform writes.

import { transformSync } from 'esbuild';
import { expect, it } from 'vitest';
import { SourceMap } from '../../../src/runner/node/sourceMap';

const text = `interface Settings { filters: number }

enum Side { Small = 8 }
const settings: Settings = { filters: Side.Small };
export function build<T>(value: T): T {
  return value satisfies T;
}
console.log(settings.filters, build('äöü 🙂'), missing);
`;

function placeOf(code: string, word: string): { line: number; column: number } {
  const before = code.slice(0, code.indexOf(word)).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

it('finds each name where it stands in the text', () => {
  const { code } = transformSync(text, { loader: 'ts', sourcemap: 'inline', format: 'cjs' });
  const map = new SourceMap(code);
  for (const word of ['settings =', 'build(value', 'console', 'missing)']) {
    const original = word === 'settings =' ? 'settings: ' : word === 'build(value' ? 'build<T>' : word;
    expect(map.find(placeOf(code, word)), word).toEqual(placeOf(text, original));
  }
});

it('leaves a place as it is where there is no map', () => {
  expect(new SourceMap('let x = 1;').find({ line: 3, column: 4 })).toEqual({ line: 3, column: 4 });
});
