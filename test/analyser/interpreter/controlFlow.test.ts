// Branches, loops and thrown errors.

import { describe } from 'vitest';
import { checkSnippets } from './runSnippet';

describe('branches', () => {
  checkSnippets({
    'if and else':
      'for (const n of [1, 2, 3]) { if (n === 1) show("a"); else if (n === 2) show("b"); else { show("c"); } }',
    switch:
      "const f = (k: any) => { switch (k) { case 1: return 'one'; case 'b': case 'c': return 'letter'; default: return 'other'; } }; show([1, 'b', 'c', 9].map(f));",
    'switch that falls through':
      'for (const k of [1, 2, 3, 4]) { let t = ""; switch (k) { case 1: t += "a"; case 2: t += "b"; break; default: t += "d"; case 3: t += "c"; } show(t); }',
    'switch on true':
      'const f = (n: number) => { switch (true) { case n > 10: return "big"; case n > 5: return "middle"; } return "small"; }; show([20, 7, 1].map(f));',
    'names in the clauses of a switch':
      'switch (1 as number) { case 1: { const a = 5; show(a); break; } case 2: const b = 6; show(b); }',
    'continue inside a switch inside a loop':
      'for (const k of [1, 2, 3]) { switch (k) { case 2: continue; } show(k); }',
    'return inside a switch inside a loop':
      'const f = () => { for (const k of [1, 2, 3]) switch (k) { case 2: return k; } return 0; }; show(f());',
  });
});

describe('loops', () => {
  checkSnippets({
    for: 'for (let i = 0, n = 3; i < n; i++) show(i); for (let i = 6; i > 0; i -= 2) show(i); let j = 0; for (; ; ) { if (j++ > 2) break; } show(j);',
    'for with doubling': 'for (let f = 16; f <= 128; f *= 2) show(f);',
    'for…of':
      'for (const x of [1, 2]) show(x); for (const c of "ab") show(c); for (const [k, v] of new Map([["a", 1]])) show(k + v); for (const x of new Set([3])) show(x);',
    'for…of while the array grows': 'const a = [1]; for (const x of a) { if (a.length < 4) a.push(x + 1); } show(a);',
    'for…in': 'for (const k in { a: 1, b: 2 }) show(k); for (const i in [7, 8]) show(i);',
    while: 'let n = 64; while (n > 8) { show(n); n /= 2; }',
    'do…while': 'let n = 10; do { show(n); n++; } while (n < 3);',
    'break and continue': 'for (let i = 0; i < 6; i++) { if (i === 1) continue; if (i === 4) break; show(i); }',
    labels:
      'outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue outer; if (i === 2) break outer; show([i, j]); } }',
    'a labelled block': 'a: { show(1); if (true) break a; show(2); } show(3);',
    'continue of the outer loop from for…of':
      'outer: for (const a of [1, 2]) { for (const b of [1, 2]) { if (a === b) continue outer; show([a, b]); } }',
    'continue of an outer while runs its condition':
      'let n = 0; outer: while (n < 3) { n++; for (;;) { continue outer; } } show(n);',
    'closures over the variable of a loop':
      'const fs: (() => number)[] = []; for (let i = 0; i < 3; i++) fs.push(() => i); show(fs.map((f) => f()));',
    'closures over a var of a loop':
      'const fs: (() => number)[] = []; for (var i = 0; i < 3; i++) fs.push(() => i); show(fs.map((f) => f()));',
    'the last value of var': 'for (var i = 0; i < 3; i++); show(i); { var inner = 5; } show(inner);',
    'nested loops': 'for (let i = 1; i < 3; i++) for (let j = i; j < 3; j++) show(i * 10 + j);',
    'loops with two variables': 'for (let i = 0, j = 4; i < j; i++, j--) show([i, j]);',
    'assigning in the condition': 'const list = [3, 2, 1]; let x; while ((x = list.pop())) show(x);',
    'a loop without a body that makes anything': 'let sum = 0; for (let i = 0; i < 1000; i++) sum += i; show(sum);',
    'for…of with an existing name': 'let x = 0; for (x of [1, 2]) show(x); show(x);',
    'shadowed names': 'const n = 1; { const n = 2; show(n); } show(n); for (const n of [5]) show(n); show(n);',
  });
});

describe('errors that the program throws', () => {
  checkSnippets({
    'try and catch': "try { show(1); throw new Error('no'); show(2); } catch (e: any) { show(e.message); }",
    'catch without a name, finally':
      'const f = () => { try { throw 1; } catch { return "caught"; } finally { show("finally"); } }; show(f());',
    'finally that returns': 'const f = () => { try { return 1; } finally { return 2; } }; show(f());',
    'finally after a return': 'const f = () => { try { return 1; } finally { show(2); } }; show(f());',
    'finally without catch':
      'const f = () => { for (const x of [1, 2]) { try { if (x === 1) continue; return x; } finally { show(x * 10); } } }; show(f());',
    'throwing through calls':
      'const deep = (n: number): number => { if (n === 0) throw { code: 7 }; return deep(n - 1); }; try { deep(3); } catch (e: any) { show(e.code); }',
    "errors of one's own class":
      "class Bad extends Error { constructor(readonly size: number) { super('bad ' + size); this.name = 'Bad'; } } try { throw new Bad(3); } catch (e: any) { show([e.message, e.size, e.name, e instanceof Bad]); }",
    'error classes':
      "try { throw new TypeError('t'); } catch (e: any) { show([e instanceof TypeError, e instanceof Error, e.message, e.name]); }",
    'throwing again':
      "try { try { throw new Error('a'); } catch (e: any) { throw new Error(e.message + 'b'); } } catch (e: any) { show(e.message); }",
    'a guard that throws': "const f = (n: number) => { if (n < 1) throw new Error('n'); return n; }; show(f(2));",
  });
});
