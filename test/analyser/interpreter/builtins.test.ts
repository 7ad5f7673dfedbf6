// Math, Number, Map, Set and the other globals.

import { describe } from 'vitest';
import { checkSnippets } from './runSnippet';

describe('Math and Number', () => {
  checkSnippets({
    rounding:
      'show([Math.floor(-2.5), Math.ceil(2.1), Math.round(2.5), Math.round(-2.5), Math.trunc(-2.7), Math.sign(-3), Math.floor("4.7" as any)]);',
    extremes: 'show([Math.max(1, 5, 3), Math.min(4, 2), Math.max(), Math.max(...[7, 8]), Math.min(...[])]);',
    'powers and roots':
      'show([Math.pow(2, 5), Math.sqrt(49), Math.cbrt(27), Math.hypot(3, 4), Math.exp(0), Math.abs(-4)]);',
    logarithms: 'show([Math.log2(64), Math.log10(1000), Math.log(1), Math.log1p(0), Math.floor(Math.log2(224))]);',
    constants:
      'show([Math.PI, Math.E, Number.MAX_SAFE_INTEGER, Number.EPSILON, Number.MIN_SAFE_INTEGER, Math.LN10, Infinity]);',
    'Number functions':
      "show([Number.isInteger(3), Number.isInteger(3.5), Number.isFinite(1 / 0), Number.parseInt('7'), Number.parseFloat('1.5'), Number('a'), Number(true), Number(null), Number([])]);",
    'global functions':
      "show([isFinite(5), isNaN('a' as any), parseInt('10', 2), parseFloat('.5'), Boolean(''), Boolean('0'), String(1)]);",
    'text of numbers':
      'show([(3.14159).toFixed(2), (1e21).toString(), (0.1 + 0.2).toFixed(1), (25).toString(2), (1234.5).toPrecision(3), `${1e-7}`]);',
    'rounding up to a multiple':
      'const divisible = (v: number, d = 8) => { const n = Math.max(d, Math.floor(v + d / 2) - (Math.floor(v + d / 2) % d)); return n < 0.9 * v ? n + d : n; }; show([32, 0.35 * 32, 1.4 * 96].map((v) => divisible(v)));',
    'clz32, fround and imul': 'show([Math.clz32(1), Math.imul(3, 4), Math.fround(5.5)]);',
  });
});

describe('Map and Set', () => {
  checkSnippets({
    Map: "const m = new Map<string, number>([['a', 1]]); m.set('b', 2).set('a', 3); show([m.get('a'), m.get('x'), m.has('b'), m.size]); m.delete('b'); show([...m]); show([...m.keys()]); show([...m.values()]); show([...m.entries()]);",
    'Map.forEach and clear':
      "const m = new Map([['a', 1], ['b', 2]]); m.forEach((v, k) => show(k + v)); m.clear(); show(m.size);",
    Set: 'const s = new Set([1, 2, 2]); s.add(3).add(1); show([...s]); show([s.size, s.has(2)]); s.delete(2); s.forEach((x) => show(x)); show(Array.from(s, (x) => x * 2));',
    'objects as keys': 'const a = {}; const m = new Map<object, number>([[a, 1]]); show(m.get(a)); show(m.get({}));',
    'NaN as a key': 'const s = new Set([NaN]); show(s.has(NaN)); const m = new Map([[NaN, 1]]); show(m.get(NaN));',
    'unique values': 'show([...new Set([3, 1, 3, 2])].sort()); show(new Set("aab").size);',
    'a Map in a Map':
      "const m = new Map([['x', new Map([['y', 5]])]]); show(m.get('x')?.get('y')); show(m.get('z')?.get('y') ?? 0);",
    'Map from an object': "const m = new Map(Object.entries({ a: 1 })); show(m.get('a')); show(Object.fromEntries(m));",
    WeakMap: 'const k = {}; const w = new WeakMap(); w.set(k, 2); show(w.get(k)); show(w.has({}));',
  });
});

describe('other globals', () => {
  checkSnippets({
    'typed arrays':
      'show([...Uint8Array.from([5, 300])]); show([...Int16Array.of(1, 2)].length); show([...new Uint8ClampedArray([300, -5])]); show(new Float32Array(3).length);',
    console:
      "console.log('x'); console.warn(1); console.table([]); console.time('a'); console.dir({}); console.trace(); show(1);",
    globalThis: 'show(typeof globalThis); show((globalThis as any).Math.max(1, 2));',
  });
});
