// Texts, and regular expressions on them.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../../src/analyser/createAnalyser';
import { Unknown } from '../../../src/analyser/index';
import { checkSnippets } from './runSnippet';

describe('text', () => {
  checkSnippets({
    templates:
      'const i = 3; show(`block${i}_conv${i + 1}`); show(`${1}${true}${null}${undefined}${[1, 2]}`); show(`a\nb`);',
    'nested templates': 'const n = 2; show(`x${`y${n}`}z`);',
    'tagged templates':
      'const tag = (parts: any, ...values: any[]) => parts.join("|") + values.join(","); show(tag`a${1}b${2}c`); show(tag`plain`);',
    'String.raw': 'show(String.raw`a${1}b`);',
    concatenation:
      "show('conv' + 1); show(1 + 2 + 'x' + 1 + 2); show('a' + null + undefined + true); show('l' + [1, 2]);",
    'length and characters':
      "const s = 'conv2d'; show([s.length, s[0], s.at(-1), s.charAt(2), s.charCodeAt(0), s[99]]);",
    'cutting out':
      "const s = 'convolution'; show([s.slice(0, 4), s.slice(-3), s.substring(4, 2), s.substr(2, 3), s.slice(2)]);",
    searching:
      "const s = 'a-b-a'; show([s.indexOf('a'), s.lastIndexOf('a'), s.includes('b'), s.startsWith('a-'), s.endsWith('x'), s.indexOf('z')]);",
    'searching from a place': "const s = 'a-b-a'; show([s.indexOf('a', 1), s.includes('b', 3), s.startsWith('b', 2)]);",
    'upper and lower case, spaces':
      "show([' A b '.trim(), 'Ab'.toUpperCase(), 'Ab'.toLowerCase(), ' x'.trimStart(), 'x '.trimEnd()]);",
    'splitting and joining':
      "show('3x3x64'.split('x').map(Number)); show('abc'.split('')); show('a,b,c'.split(',', 2)); show('abc'.split()); show([1, 2].join('x'));",
    replacing: "show('a-b-c'.replace('-', '+')); show('a-b-c'.replaceAll('-', '+')); show('a$b'.replace('$', '$$'));",
    'replacing by a function': "show('abc'.replace('b', (m) => m.toUpperCase()));",
    'padding and repeating': "show(['5'.padStart(3, '0'), 'a'.padEnd(3), 'ab'.repeat(2), ''.padStart(2)]);",
    'of other values':
      'show([String(5), String(null), String([1, [2, 3]]), (12).toString(), (255).toString(16), (1.005).toFixed(2), String({})]);',
    'spread and for…of': "show([...'abc']); let t = ''; for (const c of 'xyz') t = c + t; show(t);",
    comparison: "show(['b', 'a', 'C'].sort()); show('a'.localeCompare('b')); show('a' === 'a');",
    escapes: "show('a\\tb\\u0041\\x41'); show(\"it's\");",
    'concat and codes': "show('a'.concat('b', 'c')); show(String.fromCharCode(65, 66)); show('A'.codePointAt(0));",
    numbers:
      "show([parseInt('12px'), parseInt('ff', 16), parseFloat('1.5e2x'), Number('0x10'), Number(''), Number(' 7 '), parseInt('x')]);",
  });
});

describe('regular expressions', () => {
  checkSnippets({
    test: "show([/^conv(\\d+)$/.test('conv12'), /a/i.test('BA'), new RegExp('x+').test('y')]);",
    match:
      "const m = 'conv12_3'.match(/(\\d+)_(?<n>\\d)/)!; show([...m]); show([m.index, m.groups!.n]); show('abc'.match(/x/)); show('a1b22'.match(/\\d+/g));",
    'exec goes on':
      "const r = /\\d+/g; const found: string[] = []; let m; while ((m = r.exec('1a22b3')) !== null) found.push(m[0]); show(found);",
    matchAll: "show([...'3x64'.matchAll(/\\d+/g)].map((m) => Number(m[0])));",
    replace:
      "show('a-b_c'.replace(/[-_]/g, '+')); show('b2'.replace(/(\\w)(\\d)/, '$2$1')); show('a1b2'.replace(/\\d/g, (d) => String(Number(d) * 2)));",
    split: "show('64, 128;256'.split(/[,;]\\s*/).map(Number)); show('a1b1c'.split(/1/, 2));",
    search: "show(['abc'.search(/c/), 'abc'.search(/x/)]);",
    'source and flags': 'const r = /a+/gi; show([r.source, r.flags, r.global]);',
  });

  it('that might take very long are not run', () => {
    const text = `import * as tf from '@tensorflow/tfjs';
const text = 'a'.repeat(40) + 'b';
tf.layers.reLU({ a: /^(a+)+$/.test(text), b: /^(a|a)*$/.test(text), c: /a*a*a*a*a*a*c/.test(text), d: /(a)\\1/.test(text) });
`;
    const { layerCalls } = createAnalyser({ readFile: (file) => (file === '/model.ts' ? text : undefined) }).analyse(
      '/model.ts',
    );
    const config = layerCalls[0]?.readings[0]?.layer.config;
    for (const key of ['a', 'b', 'c', 'd']) expect(config?.get(key), key).toBeInstanceOf(Unknown);
  });
});
