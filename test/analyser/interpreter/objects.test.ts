// Objects: members, prototypes, destructuring.

import { describe } from 'vitest';
import { checkSnippets } from './runSnippet';

describe('objects', () => {
  checkSnippets({
    'keys that are numbers come first':
      'show(Object.keys({ b: 1, 10: 2, a: 3, 9: 4, "01": 5 })); for (const k in { x: 1, 2: 2 }) show(k);',
    literals: "const a = 1; const key = 'k'; show({ a, b: 2, [key]: 3, [`${key}2`]: 4, 'x-y': 5, 6: 7 });",
    'methods and getters':
      'const o = { n: 2, double() { return this.n * 2; }, get triple() { return this.n * 3; } }; show(o.double()); show(o.triple);',
    'a getter read after a change': 'const o = { n: 2, get twice() { return this.n * 2; } }; o.n = 5; show(o.twice);',
    setters: 'const o = { n: 0, set value(v: number) { this.n = v * 2; } }; o.value = 4; show(o.n);',
    spread:
      'const base = { a: 1, b: 2 }; show({ ...base, b: 3 }); show({ b: 3, ...base }); show({ ...base, ...{ c: 4 } }); show({ ...null, ...undefined, x: 1 }); show({ ...[5, 6] });',
    'spread under a condition':
      'const f = (on: boolean) => ({ a: 1, ...(on && { b: 2 }), ...(on ? { c: 3 } : {}) }); show(f(true)); show(f(false));',
    'nested reading and writing':
      "const o: any = { a: { b: [1, { c: 2 }] } }; show(o.a.b[1].c); o.a.b[1].c = 5; o['a'].d = 6; show(o);",
    'deleting properties': "const o: any = { a: 1, b: 2, c: 3 }; delete o.a; show(o); delete o['b']; show(o);",
    'Object.keys, values, entries':
      'const o = { a: 1, b: 2 }; show(Object.keys(o)); show(Object.values(o)); show(Object.entries(o)); show(Object.keys([5, 6]));',
    'Object.assign, fromEntries, freeze':
      "show(Object.assign({ a: 1 }, { b: 2 }, { a: 3 })); show(Object.fromEntries([['x', 1], ['y', 2]])); show(Object.freeze({ z: 1 }));",
    'Object.entries in a loop': 'for (const [k, v] of Object.entries({ a: 1, b: 2 })) show(k + v);',
    'Object.entries to an object and back':
      'show(Object.fromEntries(Object.entries({ a: 1, b: 2 }).map(([k, v]) => [k.toUpperCase(), v * 2])));',
    hasOwnProperty: "const o = { a: 1 }; show(o.hasOwnProperty('a')); show(Object.hasOwn(o, 'b')); show('a' in o);",
    'two names of one object':
      'const a = { n: 1 }; const b = a; b.n = 2; show(a.n); const c = { ...a }; c.n = 9; show(a.n);',
    'look-up tables':
      "const layers: Record<string, number[]> = { small: [1], big: [2, 3] }; const kind = 'big'; show(layers[kind]); show(layers['none']?.length ?? 0);",
    'functions in tables':
      "const make = { a: (n: number) => n + 1, b: (n: number) => n * 2 }; show((['a', 'b'] as const).map((k) => make[k](5)));",
    JSON: 'show(JSON.parse(\'{"a":[1,2,{"b":null}],"c":"x"}\')); show(JSON.stringify({ a: [1, \'x\', null], b: true })); show(JSON.parse(JSON.stringify({ a: { b: 1 } })));',
    structuredClone: 'const a = { n: [1] }; const b = structuredClone(a); b.n.push(2); show(a); show(b);',
    'comma in computed access': "const o: any = { a: { x: 1 }, b: { x: 2 } }; show(['a', 'b'].map((k) => o[k].x));",
  });
});

describe('objects made of others', () => {
  checkSnippets({
    'symbols as keys':
      "const a = Symbol('a'), b = Symbol('a'); class C { [a] = 1; other = 2; constructor() { (this as any)[b] = 3; } } const c: any = new C(); show([c[a], c[b], c.other]); show(Object.keys(c)); show([typeof a, a === (b as any), Symbol.for('x') === Symbol.for('x')]); show(Object.entries({ [a]: 1, z: 2 }));",
    'Object.assign to a function':
      'const f = Object.assign((x: number) => x * 2, { extra: 4 }); show(f(3) + f.extra); show(Object.assign([1, 2], { 1: 5 }));',
    'Object.create':
      'const base = { n: 2, double() { return this.n * 2; } }; const o = Object.create(base); o.n = 5; show(o.double()); show(Object.keys(o)); show(base.n);',
    'Object.create with properties':
      'const o = Object.create(null, { a: { value: 3 }, b: { get: () => 4 } }); show([o.a, o.b]);',
    'Object.setPrototypeOf': 'const o = { a: 1 }; Object.setPrototypeOf(o, { b: 2 }); show((o as any).b);',
    'Object.defineProperty with a getter':
      "const o: any = { base: 2 }; Object.defineProperty(o, 'k', { get() { return this.base * 5; } }); o.base = 3; show(o.k);",
    'an iterator written by hand':
      'const it = { [Symbol.iterator]() { let i = 0; return { next: () => ({ value: i++, done: i > 3 }) }; } }; show([...it]);',
    'private names in tests':
      'class A { #n = 1; #m() {} static has(o: object) { return [#n in o, #m in o]; } } show(A.has(new A())); show(A.has({}));',
    'Object.is': 'show([Object.is(NaN, NaN), Object.is(0, -0), Object.is(1, 2)]);',
  });
});

describe('destructuring', () => {
  checkSnippets({
    objects: 'const { a, b: c, d = 3 } = { a: 1, b: 2 } as any; show([a, c, d]);',
    'defaults for undefined only':
      'const { a = 1, b = 2, c = 3 } = { a: undefined, b: null, c: 0 } as any; show([a, b, c]);',
    nested: 'const { a: { b: [x, { y }] } } = { a: { b: [1, { y: 2 }] } }; show([x, y]);',
    'rest of an object': 'const { a, ...rest } = { a: 1, b: 2, c: 3 }; show(rest);',
    arrays: 'const [a, , b = 5, ...rest] = [1, 2, undefined, 4, 6] as any; show([a, b, rest]);',
    'assignments to existing names':
      'let a = 1; let b = 2; [a, b] = [b, a]; show([a, b]); ({ a, x: b } = { a: 7, x: 8 } as any); show([a, b]);',
    'assignments to members':
      'const o: any = {}; [o.a, o["b"]] = [1, 2]; ({ x: o.c, ...o.rest } = { x: 3, y: 4 } as any); show(o);',
    'defaults that use earlier names': 'const { a, b = a * 2 } = { a: 4 } as any; show(b);',
    'computed keys': "const k = 'n'; const { [k]: value } = { n: 3 } as any; show(value);",
    parameters:
      'const f = ({ a, b = 2 }: any = {}, [c, d]: any = [5, 6]) => [a, b, c, d]; show(f()); show(f({ a: 1 }, [3])); ',
    'of strings and sets':
      'const [a, b] = "xy"; show([a, b]); const [c] = new Set([4]); show(c); const { length } = "abc"; show(length);',
    'in loops':
      'for (const { n, m = 1 } of [{ n: 2 }, { n: 3, m: 4 }] as any) show(n * m); for (const [k, { v }] of Object.entries({ a: { v: 1 } })) show(k + v);',
  });
});
