// Arrays: holes, what makes them, and each method, as JavaScript has them.

import { describe } from 'vitest';
import { checkSnippets } from './runSnippet';

describe('holes', () => {
  checkSnippets({
    'are passed over by map, forEach, filter and reduce':
      'const a = new Array(3).map((_, i) => i); show(a.length); show(a.filter(() => true).length); let n = 0; a.forEach(() => n++); show(n); a[1] = 5; show(a.reduce((x, y) => x + y)); show([a.some(() => true), a.every((x) => x === 5), a.indexOf(undefined as any)]);',
    'hold undefined where they are listed':
      'const a = Array(2); show([...a].map((_, i) => i)); show(Array.from(a, (_, i) => i)); show(a.includes(undefined)); show([...a.keys()]); show(a.join("-")); show([...a.entries()].length); show(a.fill(0).map((_, i) => i));',
    'by writing beyond the end, by delete, in a literal':
      'const a: any[] = []; a[3] = 1; show([a.length, Object.keys(a)]); const b = [1, 2, 3]; delete b[1]; show([b.length, 1 in b, b.map((x) => x * 2).filter(Boolean)]); show([, 1].filter(() => true));',
    'Array.from of what is like an array': "show(Array.from({ length: 3, 0: 'a', 2: 'c' } as any));",
    'an iterator of an array': 'const it = [1, 2, 3][Symbol.iterator](); it.next(); show([...it]);',
  });
});

describe('making arrays', () => {
  checkSnippets({
    literals:
      'show([1, [2, [3]], "a", null]); show([]); show([1, , 3].length); const a = [0]; show([...a, 1, ...[2, 3]]);',
    'Array(n)':
      "show(new Array(3).fill(7)); show(Array(2).fill('x')); show(Array(1, 2)); show(new Array(4).length); show(Array.of(3));",
    'Array.from':
      "show(Array.from({ length: 3 }, (_, i) => i * 2)); show(Array.from('ab')); show(Array.from([1, 2], (x) => x + 1)); show(Array.from(new Set([1, 1, 2]))); show(Array.from({ length: 2 }));",
    'Array.from of entries': 'show(Array.from([5, 6].entries())); show(Array.from(new Map([["a", 1]]).keys()));',
    'spread of Array(n).keys()': 'show([...Array(3).keys()]); show([...Array(2)].map((_, i) => i));',
    'Array.isArray': 'show([Array.isArray([]), Array.isArray("a"), Array.isArray({ length: 1 })]);',
    'reading beyond the end': 'const a = [1]; show([a[1], a[-1], a.at(-1), a.at(5)]);',
    'writing by index':
      'const a: any[] = [1]; a[2] = 5; show(a.length); show(a[1]); a.length = 1; show(a); a[a.length] = 9; show(a);',
  });
});

describe('array methods that read', () => {
  checkSnippets({
    'a callback with `this`':
      'show([1, 2].map(function (this: any, x) { return x * this.k; }, { k: 3 })); let s = 0; [1, 2].forEach(function (this: any, x) { s += x * this.k; }, { k: 2 }); show(s);',
    map: 'show([1, 2, 3].map((x, i, all) => x * i + all.length));',
    'map with a named function':
      "show(['1', '2'].map(Number)); show([1, 2].map(String)); const double = (x: number) => 2 * x; show([1, 2].map(double));",
    filter:
      'show([1, 2, 3, 4].filter((x) => x % 2)); show([0, 1, "", "a", null].filter(Boolean)); show([5, 6].filter((_, i) => i > 0));',
    reduce:
      'show([1, 2, 3].reduce((a, b) => a + b)); show([1, 2].reduce((a, b, i) => a + b * i, 10)); show([].reduce((a, b) => a + b, 5)); show([[1], [2]].reduce((a, b) => a.concat(b), []));',
    reduceRight:
      'show(["a", "b", "c"].reduceRight((a, b) => a + b)); show([1, 2].reduceRight((a, b, i) => a * 10 + b + i, 0));',
    forEach: 'let sum = 0; [1, 2, 3].forEach((x, i) => { sum += x * i; show(sum); });',
    'slice and at':
      'const a = [1, 2, 3, 4]; show(a.slice(1)); show(a.slice(-2)); show(a.slice(1, -1)); show(a.slice()); show(a.at(-2)); show(a.slice(2, 1));',
    concat: 'const a = [1]; show(a.concat([2], 3, [[4]])); show(a);',
    flat: 'show([1, [2, [3, [4]]]].flat()); show([1, [2, [3, [4]]]].flat(2)); show([[1], [2]].flat(Infinity)); show([1, , [2, , 3]].flat());',
    'Array of one thing that is no number':
      "show(new Array([1, 2])); show(Array('a')); show(new Array([]).fill(0)); show(new Array(2).length);",
    flatMap:
      'show([1, 2].flatMap((x) => [x, x * 10])); show([1, 2].flatMap((x) => x)); show([1, 2, 3].flatMap((x) => (x === 2 ? [] : [x])));',
    find: 'const a = [{ n: 1 }, { n: 2 }, { n: 2, z: 1 }]; show(a.find((o) => o.n === 2)); show(a.findLast((o) => o.n === 2)); show(a.findIndex((o) => o.n === 2)); show(a.findLastIndex((o) => o.n > 5)); show(a.find((o) => o.n === 9));',
    'some and every':
      'show([[1, 2].some((x) => x > 1), [1, 2].every((x) => x > 1), [].some(() => true), [].every(() => false)]);',
    'includes and indexOf':
      "show([[1, 2].includes(2), ['a'].includes('b'), [5, 6, 5].indexOf(5), [1].indexOf(3), [5, 6, 5].lastIndexOf(5), [NaN].includes(NaN), [NaN].indexOf(NaN)]);",
    join: "show([1, null, undefined, 'a'].join('-')); show([1, [2, 3]].join()); show([].join('x'));",
    'keys, values, entries': 'show([...[7, 8].keys()]); show([...[7, 8].values()]); show([...[7, 8].entries()]);',
    'for…of over entries': 'for (const [i, x] of [5, 6].entries()) show(i * x);',
    'destructured callback parameters':
      'show([[1, 2], [3, 4]].map(([a, b]) => a * b)); show([{ n: 1 }].map(({ n, m = 5 }) => n + m));',
    'chains of methods': 'show([3, 1, 2].filter((x) => x > 1).map((x) => x * 2).reverse().concat([0]).slice(0, 2));',
    'copies that change nothing':
      'const a = [3, 1, 2]; show(a.toSorted()); show(a.toReversed()); show(a.with(0, 9)); show(a.toSpliced(1, 1)); show(a);',
  });
});

describe('array methods that change', () => {
  checkSnippets({
    'push and pop': 'const a = [1]; show(a.push(2, 3)); show(a); show(a.pop()); show(a); show([].pop());',
    'shift and unshift': 'const a = [1, 2]; show(a.shift()); show(a.unshift(8, 9)); show(a); show([].shift());',
    splice:
      'const a = [1, 2, 3, 4, 5]; show(a.splice(1, 2)); show(a); show(a.splice(1, 0, 7, 8)); show(a); show(a.splice(-1)); show(a); show(a.splice(2)); show(a);',
    'splice without arguments':
      'const a = [1, 2]; show(a.splice(0, 1, 5, 6)); show(a); show(a.splice(1, undefined)); show(a);',
    reverse: 'const a = [1, 2, 3]; const b = a.reverse(); show(b === a); show(a);',
    sort: 'show([10, 9, 1].sort()); show([10, 9, 1].sort((a, b) => a - b)); show(["b", "a"].sort()); show([{ k: 2 }, { k: 1 }].sort((x, y) => x.k - y.k)); show([3, undefined, 1].sort());',
    fill: 'show([1, 2, 3, 4].fill(0, 1, 3)); show([1, 2].fill(9)); show([1, 2, 3].fill(7, -1));',
    copyWithin: 'show([1, 2, 3, 4].copyWithin(0, 2));',
    'two names of one array': 'const a = [1]; const b = a; b.push(2); show(a); const c = [...a]; c.push(3); show(a);',
    'a helper that appends':
      'const add = (list: number[], x: number) => { list.push(x); return list; }; const l: number[] = []; add(add(l, 1), 2); show(l);',
  });
});
