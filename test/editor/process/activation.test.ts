// Activating the extension loads its own bundle and nothing else: the parser and TensorFlow.js wait until they are needed.

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, inject, it } from 'vitest';

/** Every name of the stand-in for VS Code is a function, a class and an object that has every name. */
const SCRIPT = `
  const Module = require('node:module');
  const load = Module._load;
  const special = { [Symbol.toPrimitive]: () => 'x', [Symbol.iterator]: () => [].values(), then: undefined };
  const anything = () => new Proxy(function () {}, {
    get: (target, name) => (Reflect.ownKeys(special).includes(name) ? special[name] : anything()),
    getPrototypeOf: anything,
    apply: anything,
    construct: anything,
  });
  Module._load = (request, ...rest) => (request === 'vscode' ? anything() : load(request, ...rest));
  const path = require('node:path');
  require(process.argv[1]).activate({ subscriptions: [], extensionPath: '/', extensionUri: anything() });
  console.log(JSON.stringify(Object.keys(require.cache).map((file) => path.basename(file))));
  process.exit();
`;

it('loads the extension alone', () => {
  const extension = path.join(inject('installation'), 'dist', 'extension.js');
  const output = execFileSync(process.execPath, ['-e', SCRIPT, extension], { encoding: 'utf8' });
  expect(JSON.parse(output)).toEqual(['extension.js']);
});
