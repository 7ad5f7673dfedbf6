// Numbers as programs write them: arithmetic, arrays, objects, strings, functions, classes, control flow.

import type { Random } from './random';

/** The names that a program has declared, by what they hold. */
export interface Names {
  readonly numbers: string[];
  readonly arrays: string[];
  readonly objects: string[];
}

const FALLBACK_OBJECT = "({ width: 2, nested: { kernel: 1, list: [1, 2] }, name: 'q' })";

/** A whole number from 1 to 7. */
export function positive(random: Random, names: Names, depth = 2): string {
  const text = number(random, names, depth);
  return /^\d$/.test(text) ? text : `1 + (Math.abs(${text}) | 0) % ${String(random.between(3, 7))}`;
}

/** Any number. */
export function number(random: Random, names: Names, depth: number): string {
  if (depth <= 0) return random.pick([digit(random), ...names.numbers]);
  const inner = (): string => number(random, names, depth - 1);
  const array = (): string => random.pick(names.arrays.length > 0 ? names.arrays : ['[1, 2, 3]']);
  const object = (): string => random.pick(names.objects.length > 0 ? names.objects : [FALLBACK_OBJECT]);
  const few = (): string => String(random.between(1, 4));
  return random.make(
    random.pick([
      arithmetic(random, inner, few),
      arrays(random, inner, array, few),
      objects(inner, object, few),
      strings(random, inner, few),
      functions(random, inner, few),
      controlFlow(random, inner, few),
    ]),
  );
}

function digit(random: Random): string {
  return String(random.between(1, 6));
}

type Makers = readonly (() => string)[];
type Make = () => string;

const arithmetic = (random: Random, inner: Make, few: Make): Makers => [
  () => `${inner()} * ${inner()}`,
  () => `(${inner()} + ${inner()})`,
  () => `Math.floor(${inner()} / ${few()})`,
  () => `(${inner()} > ${inner()} ? ${inner()} : ${inner()})`,
  () => `Math.${random.pick(['max', 'min'])}(${inner()}, ${inner()})`,
  () => `Math.${random.pick(['round', 'ceil', 'trunc', 'sqrt', 'sign', 'log2'])}(${inner()} / 3)`,
  () => `Math.pow(2, ${few()})`,
  () => `(2 ** ${few()})`,
  () => `(${inner()} ${random.pick(['|', '&', '^', '<<', '>>', '>>>'])} ${few()})`,
  () => `~~(${inner()} / 2)`,
  () => `-(- ${inner()})`,
  () => `(${inner()}, ${inner()})`,
  () => `(${inner()} ${random.pick(['&&', '||'])} ${inner()})`,
  () => `(null ?? ${inner()})`,
  () => `(!${inner()} ? 1 : 2)`,
  () => `(Number.isInteger(${inner()} / 2) ? 2 : 1)`,
  () => `(0.1 + 0.2 > 0.3 ? 1 : 2)`,
  () => random.pick(['1e3 / 500', '0x5', '0b101', '1_0', 'Number.MAX_SAFE_INTEGER % 7']),
];

const arrays = (random: Random, inner: Make, array: Make, few: Make): Makers => [
  () => `${array()}.length`,
  () => `${array()}.reduce((sum, v) => sum + v, 0)`,
  () => `(${array()}.at(-1) ?? 1)`,
  () => `[${inner()}, ${inner()}, ${inner()}].sort((a, b) => a - b)[${String(random.between(0, 2))}]`,
  () => `[${inner()}, ${inner()}].indexOf(${inner()}) + 1`,
  () => `[...${array()}].splice(${String(random.between(0, 1))}, ${few()}).length`,
  () => `${array()}.findIndex((v) => v > ${inner()}) + 2`,
  () => `(${array()}.${random.pick(['find', 'findLast'])}((v) => v > ${inner()}) ?? 2)`,
  () => `(${array()}.includes(${inner()}) ? 2 : 3)`,
  () => `(${array()}.${random.pick(['some', 'every'])}((v) => v > ${inner()}) ? ${inner()} : ${inner()})`,
  () => `[...${array()}.entries()].map(([i, v]) => i * v).reduce((sum, v) => sum + v, 1)`,
  () => `[3, 1, 2].toSorted((a, b) => ${random.pick(['a - b', 'b - a'])})[0]`,
  () => `${array()}.with(0, ${inner()})[0]`,
  () => `[[${inner()}, ${inner()}], [${inner()}]].flat().length`,
  () => `[[1, [2]], 3].flat(Infinity).length`,
  () => `Math.max(...${array()}, ${inner()})`,
  () => `Array.from(${array()}, (v) => v + 1)[0]`,
  () => `Array(3).fill(0).map((_, i) => i + ${inner()})[${String(random.between(0, 2))}]`,
  () => `[...Array(${few()}).keys()].length`,
  () => `[1, 2, 3].reduceRight((a, b) => a * 2 + b)`,
  () => `[1, 2, 3, 4].slice(-${few()})[0]`,
  () => `new Float32Array(${few()}).length`,
  () => `[...new Set([${inner()}, ${inner()}, ${inner()}])].length`,
  () => `(([first, , third = ${inner()}]) => first + third)(${array()})`,
  () => `(() => { const q = [1, 2]; q.unshift(${inner()}); q.pop(); return q.shift() + q.length; })()`,
];

const objects = (inner: Make, object: Make, few: Make): Makers => [
  () => `${object()}.width`,
  () => `${object()}.nested.list[0]`,
  () => `(${object()}?.nested?.list?.[1] ?? 7)`,
  () => `(${object()}.missing?.deeper ?? ${inner()})`,
  () => `(${object()}.call?.() ?? ${inner()})`,
  () => `Object.keys(${object()}).length`,
  () => `Object.entries({ a: ${inner()}, b: ${inner()} }).map(([k, v]) => v + k.length).at(-1)`,
  () => `Object.fromEntries([['a', ${inner()}], ['b', 2]]).a`,
  () => `Object.assign({}, ${object()}, { width: ${inner()} }).width`,
  () => `(({ width, ...rest }) => width + Object.keys(rest).length)(${object()})`,
  () => `new Map([['a', ${inner()}], ['b', ${inner()}]]).get('b')`,
  () => `('width' in ${object()} ? ${inner()} : 1)`,
  () => `JSON.parse('{"a":${few()}}').a`,
  () => `Object.freeze({ a: ${inner()} }).a`,
  () => `structuredClone({ a: ${inner()} }).a`,
  () => `(() => { const o = { a: 1, b: 2 }; delete o.a; return Object.keys(o).length; })()`,
  () =>
    `(() => { const o = { n: ${inner()}, get v() { return this.n + 1; }, set v(x) { this.n = x; } }; o.v = ${inner()}; return o.v; })()`,
  () =>
    `(() => { const counts = {}; for (const v of ['a', 'b', 'a']) counts[v] = (counts[v] || 0) + 1; return counts.a; })()`,
];

const strings = (random: Random, inner: Make, few: Make): Makers => [
  () => `'conv_3_${few()}'.split('_').length`,
  () => `'${few()}x5'.split('x').map(Number)[0]`,
  () => `parseInt('${few()}px', 10)`,
  () => `+'${few()}'`,
  () => `\`x\${${inner()}}y\`.length`,
  () => `'abc'.padStart(${few()}, 'z').length`,
  () => `parseInt('conv4'.replace('conv', ''), 10)`,
  () => `'layer-7'.match(/\\d+/)[0] * 1`,
  () => `(/^c/.test('${random.pick(['conv', 'pool'])}') ? 2 : 3)`,
  () => `'aXbX'.replace(/X/g, '').length`,
  () => `(3.7).toFixed(0) * 1`,
  () => `'AbC'.toLowerCase().indexOf('c') + 1`,
  () => `'b'.charCodeAt(0) - 96`,
  () => `(typeof ${random.pick(['undefined', '1', "'a'", 'null', '[]'])} === 'object' ? 2 : 3)`,
];

const functions = (random: Random, inner: Make, few: Make): Makers => [
  () => `((a, b = a + 1, ...c) => a + b + c.length)(${inner()}, ${random.pick(['undefined', '2, 1, 2'])})`,
  () => `(function () { return arguments.length; })(${inner()}, ${inner()})`,
  () => `(function factorial(n) { return n <= 1 ? 1 : n * factorial(n - 1); })(${few()})`,
  () => `((f) => f(f(${inner()})))((v) => v + ${few()})`,
  () => `((a, b) => a + b).${random.pick(['call(null, 1,', 'bind(null, 2)('])} ${inner()})`,
  () =>
    `(() => { const make = () => { let n = 0; return () => ++n; }; const next = make(); next(); return next(); })()`,
  () => `(() => { function* g(n) { for (let i = 0; i < n; i++) yield i * 2; } return [...g(${few()})].length; })()`,
  () =>
    `(() => { class A { constructor(v) { this.v = v; } get twice() { return this.v * 2; } static of(v) { return new this(v); } } ` +
    `class B extends A { constructor(v) { super(v + 1); } get twice() { return super.twice + 1; } } return B.of(${inner()}).twice; })()`,
  () =>
    `(() => { class P { #n = ${inner()}; inc() { this.#n++; return this; } get n() { return this.#n; } } return new P().inc().n; })()`,
  () => `(() => { const { a: { b: deep = ${inner()} } = {} } = {}; return deep; })()`,
];

const controlFlow = (random: Random, inner: Make, few: Make): Makers => [
  () =>
    `(() => { let s = 0; outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { ` +
    `if (j === ${few()}) continue outer; if (i === 2) break outer; s += i + j; } } return s + 1; })()`,
  () =>
    `(() => { try { if (${inner()} > 2) throw new Error('x'); return ${inner()}; } catch (e) { return e.message.length; } })()`,
  () => `(() => { let [a, b] = [${inner()}, ${inner()}]; [a, b] = [b, a]; return a; })()`,
  () => `(() => { let a = null; a ??= ${inner()}; a ||= 3; a &&= a + 1; return a; })()`,
  () => `(() => { let n = ${inner()}; do { n -= 2; } while (n > 2); return Math.max(1, n + 2); })()`,
  () => `(() => { for (var i = 0; i < ${few()}; i++) {} return i; })()`,
  () => `(() => { if (true) { var hoisted = ${inner()}; } return hoisted; })()`,
  () => `(() => { let s = 0; for (const k in { a: 1, bc: 2 }) s += k.length; return s; })()`,
  () =>
    `(() => { switch (true) { case ${inner()} > 3: return 1; case ${inner()} > 1: return 2; default: return ${String(random.between(3, 5))}; } })()`,
];
