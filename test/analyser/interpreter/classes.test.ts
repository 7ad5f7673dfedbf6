// Classes: fields, inheritance, accessors, statics.

import { describe } from 'vitest';
import { checkSnippets } from './runSnippet';

describe('classes', () => {
  checkSnippets({
    'fields and constructor':
      'class A { a = 1; b; constructor(n: number) { this.b = n + this.a; } } const x = new A(4); show([x.a, x.b]);',
    'parameter properties':
      'class A { constructor(readonly n: number, private m = n * 2) {} get sum() { return this.n + this.m; } } show(new A(3).sum);',
    methods: 'class A { n = 0; add(x: number) { this.n += x; return this; } } show(new A().add(2).add(3).n);',
    'getters and setters':
      'class A { private v = 1; get value() { return this.v * 10; } set value(x) { this.v = x; } } const a = new A(); a.value = 5; show(a.value);',
    statics:
      'class A { static n = 2; static twice = A.n * 2; static make() { return new this(); } k = A.n; static #p = 7; static p() { return A.#p; } } show([A.n, A.twice, A.make().k, A.p()]); A.n = 9; show(A.n);',
    'static blocks': 'class A { static list: number[] = []; static { A.list.push(4); } } show(A.list);',
    'static getters': 'class A { static get className() { return "A1"; } } show(A.className); show(A.name);',
    'private names':
      'class A { #x = 1; #double() { return this.#x * 2; } get y() { return this.#double(); } has(o: any) { return #x in o; } } show(new A().y);',
    inheritance:
      'class A { n = 1; who() { return "A" + this.n; } } class B extends A { override n = 2; override who() { return "B" + super.who(); } } show(new B().who());',
    'constructors with super':
      'class A { log: string[] = []; constructor(n: number) { this.log.push("A" + n); } } class B extends A { extra = this.log.length; constructor() { super(7); this.log.push("B" + this.extra); } } show(new B().log);',
    'inherited constructors': 'class A { constructor(readonly n: number) {} } class B extends A {} show(new B(5).n);',
    'super accessors and statics':
      'class A { get v() { return 1; } static s() { return 2; } } class B extends A { override get v() { return super.v + 10; } static override s() { return super.s() + 20; } } show([new B().v, B.s()]);',
    'abstract methods':
      'abstract class A { abstract size(): number; area() { return this.size() ** 2; } } class B extends A { size() { return 3; } } show(new B().area());',
    'three levels':
      'class A { f() { return "a"; } } class B extends A { override f() { return super.f() + "b"; } } class C extends B { override f() { return super.f() + "c"; } } show(new C().f());',
    'arrow functions as fields': 'class A { n = 4; f = () => this.n; } const { f } = new A(); show(f());',
    'class expressions':
      'const A = class { n = 3; }; show(new A().n); const make = () => class { static k = 6; }; show(make().k);',
    mixins:
      'const Named = (Base: any) => class extends Base { name = "x" + this.n; }; class A { n = 1; } show(new (Named(A))().name);',
    'order of fields and constructors': 'class A { x = show("field"); constructor() { show("body"); } } new A();',
    'computed member names':
      "const k = 'go'; class A { [k]() { return 1; } ['v' + 1] = 2; } const a: any = new A(); show([a.go(), a.v1]);",
    'overridden methods seen from the base constructor':
      'class A { constructor() { show(this.kind()); } kind() { return "A"; } } class B extends A { override kind() { return "B"; } } new B();',
    'a registry of classes':
      "class A { n = 1; } class B { n = 2; } const all: Record<string, any> = { A, B }; show(['A', 'B'].map((k) => new all[k]().n));",
    'instances in arrays':
      'class P { constructor(readonly n: number) {} } show([1, 2].map((n) => new P(n)).reduce((s, p) => s + p.n, 0));',
    'instanceof over levels':
      'class A {} class B extends A {} class C extends B {} show([new C() instanceof A, new A() instanceof C]);',
    'fields that read constructor arguments':
      'class A { double = this.n * 2; constructor(readonly n: number) {} } show(new A(3) instanceof A);',
    'methods in loops':
      'class Net { sizes: number[] = []; stage(n: number) { for (let i = 0; i < n; i++) this.sizes.push(n * i); return this; } } show(new Net().stage(2).stage(3).sizes);',
  });
});
