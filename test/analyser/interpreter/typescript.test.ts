// What TypeScript adds to JavaScript.

import { describe } from 'vitest';
import { checkSnippets } from './runSnippet';

describe('TypeScript', () => {
  checkSnippets({
    'assertions and satisfies':
      'show(5 as number); show((6 as unknown) as number); show([1]!); const o = { a: 1 } satisfies object; show(o); show([1, 2] as const);',
    'angle brackets': 'show(<number>7);',
    'non-null in chains':
      'const o: any = { a: { b: 3 } }; show(o!.a!.b!); const f: (() => number) | undefined = () => 4; show(f!());',
    enums: "enum A { X, Y = 5, Z, W = Y * 2, T = 'text' } show([A.X, A.Y, A.Z, A.W, A.T]); show(A[0]); show(A[6]);",
    'const enums': 'const enum Size { Small = 16, Big = 32 } show(Size.Small + Size.Big);',
    'enums in switches':
      "enum K { A, B } const f = (k: K) => { switch (k) { case K.A: return 'a'; case K.B: return 'b'; } }; show([f(K.A), f(K.B)]);",
    'enums merged': 'enum A { X = 1 } enum A { Y = 2 } show([A.X, A.Y]);',
    namespaces:
      'namespace N { export const a = 1; export function f() { return a + 1; } const hidden = 3; export const b = hidden; } show([N.a, N.f(), N.b]);',
    'nested and merged namespaces':
      'namespace N.M { export const a = 1; } namespace N { export const b = 2; } show([N.M.a, N.b]);',
    'types, interfaces and declarations':
      'interface A { n: number } type B = A | string; declare const nothing: B; declare function absent(): void; const a: A = { n: 1 }; show(a.n);',
    generics:
      'const id = <T,>(x: T): T => x; show(id<number>(3)); function pair<A, B>(a: A, b: B): [A, B] { return [a, b]; } show(pair<string, number>("a", 1)); class Box<T> { constructor(readonly v: T) {} } show(new Box<number>(2).v);',
    'overloaded functions':
      'function f(n: number): number; function f(s: string): string; function f(x: any) { return x; } show(f(1)); show(f("a"));',
    'optional parameters and this types':
      'function f(a: number, b?: number) { return b === undefined ? a : a + b; } show([f(1), f(1, 2)]);',
    'a type predicate':
      'const isText = (x: unknown): x is string => typeof x === "string"; show(["a", 1].filter(isText));',
    'keyof and typeof types': "const o = { a: 1 }; const get = (k: keyof typeof o) => o[k]; show(get('a'));",
    'definite assignment':
      'let n!: number; n = 4; show(n); class A { x!: number; constructor() { this.x = 2; } } show(new A().x);',
    'accessor modifiers':
      'class A { public readonly a = 1; protected b = 2; private c = 3; sum() { return this.a + this.b + this.c; } } show(new A().sum());',
  });
});
