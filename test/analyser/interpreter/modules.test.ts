// Imports and exports between files.

import { describe } from 'vitest';
import { checkSnippets } from './runSnippet';

describe('imports of another file', () => {
  checkSnippets({
    named:
      "import { a, f as g } from './other'; show(g(a));\n// @file: other.ts\nexport const a = 2;\nexport function f(n: number) { return n * 3; }",
    default:
      "import f, { k } from './other'; show(f(k));\n// @file: other.ts\nexport default (n: number) => n + 1;\nexport const k = 4;",
    'default function and class':
      "import f from './f'; import C from './c'; show(f()); show(new C().n);\n// @file: f.ts\nexport default function () { return 1; }\n// @file: c.ts\nexport default class { n = 2; }",
    star: "import * as other from './other'; show(other.a); show(other.b.c);\n// @file: other.ts\nexport const a = 1;\nexport const b = { c: 2 };",
    're-exports':
      "import { a, z, all, fromStar } from './index'; show([a, z, all.b, fromStar]);\n// @file: index.ts\nexport { a, b as z } from './other';\nexport * as all from './other';\nexport * from './more';\n// @file: other.ts\nexport const a = 1;\nexport const b = 2;\n// @file: more.ts\nexport const fromStar = 3;",
    'default as named':
      "import { thing } from './index'; show(thing);\n// @file: index.ts\nexport { default as thing } from './other';\n// @file: other.ts\nconst n = 5;\nexport default n;",
    'exported under another name':
      "import { width } from './other'; show(width);\n// @file: other.ts\nconst w = 7;\nexport { w as width };",
    'imported, then exported':
      "import { a } from './middle'; show(a);\n// @file: middle.ts\nimport { a } from './other';\nexport { a };\n// @file: other.ts\nexport const a = 6;",
    'destructured exports':
      "import { a, b } from './other'; show([a, b]);\n// @file: other.ts\nexport const { a, b } = { a: 1, b: 2 };",
    'enums, classes and namespaces':
      "import { K, C, N } from './other'; show([K.B, new C().n, N.x]);\n// @file: other.ts\nexport enum K { A, B }\nexport class C { n = 3; }\nexport namespace N { export const x = 4; }",
    'live bindings':
      "import { n, grow } from './other'; grow(); show(n);\n// @file: other.ts\nexport let n = 1;\nexport const grow = () => { n++; };",
    'a module compiled to CommonJS':
      "import lib, { a } from './lib'; show([lib.n, a]);\n// @file: lib.ts\nexports.__esModule = true;\nexports.default = { n: 8 };\nexports.a = 1;",
    'one run for two importers':
      "import { n } from './a'; import { m } from './b'; show([n, m]);\n// @file: a.ts\nimport { count } from './shared';\nexport const n = count();\n// @file: b.ts\nimport { count } from './shared';\nexport const m = count();\n// @file: shared.ts\nlet c = 0;\nexport const count = () => ++c;",
    'a circle':
      "import { a } from './one'; show(a());\n// @file: one.ts\nimport { b } from './two';\nexport const base = 5;\nexport const a = () => b() + 1;\n// @file: two.ts\nimport { base } from './one';\nexport const b = () => base * 2;",
    '.js for .ts, and a folder':
      "import { a } from './other.js'; import { b } from './lib'; show([a, b]);\n// @file: other.ts\nexport const a = 1;\n// @file: lib/index.ts\nexport const b = 2;",
    JSON: 'import config from \'./config.json\'; show(config.filters); show(config.sizes);\n// @file: config.json\n{ "filters": 8, "sizes": [3, 5] }',
    'dynamic import':
      "const { a } = await import('./other'); show(a); show((await import('./other')).default);\n// @file: other.ts\nexport const a = 9;\nexport default 1;",
    require:
      "const { a } = require('./other'); const other = require('./other'); show([a, other.b]);\n// @file: other.ts\nmodule.exports = { a: 1, b: 2 };",
    'exports by name':
      "const other = require('./other'); show([other.a, other.f(2)]);\n// @file: other.ts\nexports.a = 1;\nmodule.exports.f = (n: number) => n * 2;",
    'a function as module.exports':
      "const make = require('./other'); show(make(3));\n// @file: other.ts\nmodule.exports = (n: number) => n * 2;",
    'require of an ES module': "const { a } = require('./other'); show(a);\n// @file: other.ts\nexport const a = 4;",
    'types and side effects only':
      "import type { T } from './types'; import './other'; show(1 as T);\n// @file: types.ts\nexport type T = number;\n// @file: other.ts\nexport const unused = 1;",
  });
});
