// Functions: parameters, `var`, constructors, generators, promises.

import { describe } from 'vitest';
import { checkSnippets } from './runSnippet';

describe('functions', () => {
  checkSnippets({
    'declarations are hoisted':
      'show(f(2)); function f(n: number) { return g(n) + 1; } function g(n: number) { return n * 10; }',
    'declarations inside blocks': '{ show(f()); function f() { return 4; } }',
    defaults:
      'const f = (a: number, b = a + 1, c = b * 2) => [a, b, c]; show(f(1)); show(f(1, 5)); show(f(1, undefined, 9));',
    'null takes no default': 'const f = (a: any = 5) => a; show(f(null)); show(f(0)); show(f());',
    'rest parameters':
      'const f = (a: number, ...more: number[]) => [a, more]; show(f(1)); show(f(1, 2, 3)); show(f(...([4, 5] as [number, number])));',
    arguments:
      'function f() { return arguments.length; } show((f as any)(1, 2)); function g() { return Array.from(arguments); } show((g as any)(3));',
    closures:
      'const counter = () => { let n = 0; return { next: () => ++n, get: () => n }; }; const c = counter(); c.next(); c.next(); show(c.get()); show(counter().get());',
    currying:
      'const conv = (f: number) => (k: number) => (s = 1) => [f, k, s]; show(conv(8)(3)()); show(conv(8)(3)(2));',
    composition:
      'const pipe = (...fs: any[]) => (x: any) => fs.reduce((y, f) => f(y), x); show(pipe((x: number) => x + 1, (x: number) => x * 2)(3));',
    recursion:
      'const fact = (n: number): number => (n < 2 ? 1 : n * fact(n - 1)); show(fact(10)); function fib(n: number): number { return n < 2 ? n : fib(n - 1) + fib(n - 2); } show(fib(10));',
    'mutual recursion':
      'const even = (n: number): boolean => (n === 0 ? true : odd(n - 1)); const odd = (n: number): boolean => (n === 0 ? false : even(n - 1)); show(even(7));',
    'functions called at once':
      'show((function () { return 1; })()); show((() => 2)()); (function named(n: number): void { if (n > 0) { show(n); named(n - 1); } })(2);',
    callbacks:
      'const times = (n: number, f: (i: number) => void) => { for (let i = 0; i < n; i++) f(i); }; times(3, (i) => show(i));',
    'this in arrow functions': 'const o = { n: 3, f() { return [1].map(() => this.n); } }; show(o.f());',
    'call, apply, bind':
      'function f(a: number, b: number) { return [(this as any).n, a, b]; } show(f.call({ n: 1 }, 2, 3)); show(f.apply({ n: 4 }, [5, 6])); show((f.bind({ n: 7 }, 8) as any)(9));',
    'methods taken out of objects':
      'const { double } = { double: (n: number) => n * 2 }; show(double(4)); const push = Array.prototype.push; const a: number[] = []; push.call(a, 1); show(a);',
    'a function with properties':
      'function f() { return 1; } f.kernel = 5; show(f.kernel); show(f.name); show(((a: any, b: any) => a).length);',
    'functions as values': 'const fs = [(x: number) => x + 1, Math.sqrt]; show(fs.map((f) => f(9)));',
    'the same name inside and outside': 'const x = 1; const f = (x: number) => x * 2; show(f(5)); show(x);',
    'new of a function': 'function P(n: number) { (this as any).n = n; } show(new (P as any)(3).n);',
    'parameters that are changed':
      'const f = (o: any, n: number) => { o.n = 5; n = 9; return n; }; const o = { n: 1 }; const n = 2; f(o, n); show([o.n, n]);',
    'an early return':
      'const f = (n: number) => { if (n > 1) return "a"; for (;;) { return "b"; } }; show([f(2), f(0)]);',
    'a function without return': 'const f = () => { 1; }; show(f());',
    'memory of earlier calls':
      'const memo = new Map<number, number>(); const f = (n: number): number => { if (!memo.has(n)) memo.set(n, n < 2 ? n : f(n - 1) + f(n - 2)); return memo.get(n)!; }; show(f(30));',
  });
});

describe('var', () => {
  checkSnippets({
    'is known in its whole function, and holds nothing before its statement':
      'function f(a: boolean) { const before = x; if (a) { var x = 5; } return [before, x]; } show(f(true)); show(f(false));',
    'hides a variable outside': 'const n = 1; function f() { n; var n = 2; return n; } show(f()); show(n);',
    'assigned before it is declared': 'function f() { x = 3; var x: number; return x + 1; } show(f());',
    'of a loop outlives it':
      'function f() { for (var item of [1, 2, 3]); for (var i = 0; i < 4; i++); for (var key in { a: 1 }); return [item!, i, key!]; } show(f());',
    'repeated without a value': 'var a = 1; var a: number; show(a);',
  });
});

describe('functions as constructors', () => {
  checkSnippets({
    'methods on the prototype':
      'function P(this: any, n: number) { this.n = n; } P.prototype.double = function () { return this.n * 2; }; const p = new (P as any)(4); show(p.double()); show(p instanceof P); show(Object.keys(p)); show("double" in p);',
    'that inherit':
      'function A(this: any) { this.a = 1; } A.prototype.sum = function () { return this.a + this.b(); }; function B(this: any) { A.call(this); } B.prototype = Object.create(A.prototype); B.prototype.constructor = B; B.prototype.b = () => 5; const o = new (B as any)(); show(o.sum()); show([o instanceof B, o instanceof A]);',
    'accessors defined later':
      "function P(this: any) { this.n = 3; } Object.defineProperty(P.prototype, 'twice', { get() { return this.n * 2; }, set(v) { this.n = v; } }); const p = new (P as any)(); p.twice = 10; show(p.twice);",
  });
});

describe('generators', () => {
  checkSnippets({
    'the value of return':
      'function* g() { yield 1; return 7; } const it = g(); it.next(); show(it.next()); function* h(): any { const x = yield* g(); yield x; } show([...h()]);',
    'for…of': 'function* g() { yield 1; for (let i = 2; i < 4; i++) yield i; } for (const x of g()) show(x);',
    'spread and Array.from':
      'function* g(n: number) { for (let i = 0; i < n; i++) yield i * i; } show([...g(3)]); show(Array.from(g(2)));',
    'yield*': 'function* a() { yield 1; } function* b() { yield* a(); yield* [2, 3]; } show([...b()]);',
    'methods of classes': 'class A { *items() { yield 5; yield 6; } } show([...new A().items()]);',
    'without end':
      'function* g() { let n = 1; while (true) yield n++; } const it = g(); show(it.next().value); show(it.next().value); for (const x of g()) { if (x > 3) break; show(x); } const [a, b] = g(); show([a, b]); function* take(it: any, n: number) { for (const x of it) { if (n-- <= 0) return; yield x; } } show([...take(g(), 3)]); function* all() { yield 0; yield* g(); } const [, c, d] = all(); show([c, d]);',
    destructured: 'function* g() { yield 1; yield 2; } const [a, b] = g(); show([a, b]);',
    next: 'function* g() { yield 1; yield 2; } const it = g(); show(it.next().value); show(it.next().value); show(it.next().done);',
    'Symbol.iterator': 'class Sizes { *[Symbol.iterator]() { yield 3; yield 4; } } show([...(new Sizes() as any)]);',
  });
});

describe('promises', () => {
  checkSnippets({
    'of nothing':
      'let n = 0; const load = async () => { n = 1; }; load().then(() => { n += 2; show(n); }).catch(() => {});',
    await: 'const f = async (n: number) => n * 2; show(await f(4)); show(await 5); show(await Promise.resolve(6));',
    'Promise.all':
      'const f = async (n: number) => n + 1; show(await Promise.all([f(1), 2, Promise.resolve(3)])); show(await Promise.all([1, 2].map(f)));',
    'an immediately called async function': '(async () => { show(1); await null; show(2); })();',
    'then with await': 'show(await Promise.resolve(3).then((n) => n + 1));',
    'new Promise': 'show(await new Promise((resolve) => resolve(7)));',
    'await in loops': 'for (const p of [Promise.resolve(1), 2]) show(await p); for await (const x of [3]) show(x);',
    'catch and finally of a promise':
      'show(await Promise.resolve(1).finally(() => undefined)); show(await Promise.resolve(1).catch(() => 2));',
    'a rejected promise':
      "try { await (async () => { throw new Error('x'); })(); } catch (e: any) { show(e.message); }",
  });
});
