// Operators on numbers, and those that evaluate one side only.

import { describe } from 'vitest';
import { checkSnippets } from './runSnippet';

describe('numbers', () => {
  checkSnippets({
    'a target is evaluated once':
      'let i = 0; const a = [1, 2, 3]; a[i++] += 10; a[i++]++; --a[i++]; show(a); show(i); let calls = 0; const o = { n: 1 }; const get = () => { calls++; return o; }; get().n *= 5; get().n ||= 7; show([o.n, calls]);',
    '++ of a text': "let t: any = '5'; show(t++); show(t);",
    literals: 'show([1_000, 0x1f, 0b101, 0o17, 1e3, .5, 2.]);',
    arithmetic: 'show([7 + 2, 7 - 9, 7 * 3, 7 / 2, 7 % 4, -7 % 4, 2 ** 10, 2 ** 3 ** 2, -(3)]);',
    'bit operations': 'show([32 >> 1, 32 << 2, -1 >>> 28, 6 & 3, 6 | 3, 6 ^ 3, ~5, 7.9 | 0, ~~3.7]);',
    comparisons:
      'show([1 < 2, 2 <= 2, 3 > 4, 4 >= 4, 1 === 1, 1 !== 2, "a" < "b", "b" <= "a", "b" > "a", "a" >= "a"]);',
    'loose equality':
      "show([1 == '1', 0 == false, null == undefined, null == 0, '' == 0, [1] == '1', null != undefined]);",
    conversions: "show([+'12', +true, -'3', +'', +null, '3' * '4', '10' / 2, 1 + true, +'x', +[5]]);",
    'increments and decrements':
      'let i = 1; show(i++); show(i); show(++i); show(i--); show(--i); const o = { n: 4 }; o.n++; show(o); const a = [1]; a[0]--; show(a);',
    'assignment operators':
      'let a = 10; a += 5; show(a); a -= 3; show(a); a *= 2; show(a); a /= 4; show(a); a %= 4; show(a); a **= 3; show(a); a <<= 2; show(a); a >>= 1; show(a); a |= 9; show(a); a &= 12; show(a); a ^= 5; show(a);',
    'assignments as values': 'let a; let b; a = b = 3; show([a, b]); show((a = 4) + a);',
    'unsigned shift assignment': 'let a = -1; a >>>= 28; show(a);',
    'not a number': 'show([NaN === NaN, isNaN(NaN), Number.isNaN("x"), isNaN(0 / 0), 1 / 0, -1 / 0]);',
    'precedence and comma': 'show((1, 2, 3)); show(2 + 3 * 4 - (5 - 1) / 2);',
    'negative zero': 'show(1 / -0);',
    bigint: 'show(Number(12n)); show(10n > 9); show(typeof 1n); show(Number(2n + 3n));',
    typeof:
      "show([typeof 1, typeof 'a', typeof true, typeof undefined, typeof null, typeof {}, typeof [], typeof (() => 1), typeof class {}]);",
    void: 'show(void 0);',
    'in and instanceof':
      'class A {} class B extends A {} const b = new B(); show(b instanceof A); show(new A() instanceof B); show("x" in { x: 1 }); show("y" in { x: 1 }); show([] instanceof Array); show(0 in [5]); show(3 in [5]);',
  });
});

describe('short circuits', () => {
  checkSnippets({
    or: "show([0 || 5, '' || 'a', null || undefined, 3 || 4, false || 0]);",
    and: 'show([1 && 2, 0 && 2, null && 1, "a" && "b"]);',
    'nullish coalescing': 'show([null ?? 1, undefined ?? 2, 0 ?? 3, "" ?? 4, false ?? 5]);',
    'short-circuit assignment':
      'let a: any = 0; a ||= 5; show(a); a &&= 7; show(a); let b: any; b ??= 3; show(b); b ??= 4; show(b);',
    'a side that is not evaluated':
      'let n = 0; const f = () => ++n; true || f(); false && f(); 1 ?? f(); show(n); false || f(); show(n);',
    'short-circuit assignment leaves the target alone':
      'let n = 0; const o = { get x() { return 5; }, set x(v) { n++; } }; o.x ||= 1; show(n);',
    'optional chaining':
      'const o: any = { a: { b: [1, 2], f: () => 3 } }; show(o?.a?.b?.[1]); show(o.x?.y.z.q); show(o.a.f?.()); show(o.g?.(1)); show(o.x?.[0]?.y); show((o.x?.y ?? 9) + 1);',
    'optional chaining skips arguments': 'let n = 0; const o: any = undefined; o?.f(++n); o?.[++n]; show(n);',
    ternaries: 'const pick = (n: number) => (n > 2 ? "big" : n > 1 ? "middle" : "small"); show([1, 2, 3].map(pick));',
    not: 'show([!0, !1, !"", !"a", !null, !{}, ![], !!NaN]);',
  });
});
