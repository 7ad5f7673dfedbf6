// How fast the extension activates: its bundle is loaded and activate() called in a fresh Node, with a stand-in for VS Code.

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { median, printRatio, printTime } from './measure';

const distFolder = path.resolve(__dirname, '../../dist');
const STARTS = 7;

/** Every name of the stand-in is a function, a class and an object that has every name. */
const SCRIPT = `
  const Module = require('node:module');
  const load = Module._load;
  const special = { [Symbol.toPrimitive]: () => 'x', [Symbol.iterator]: () => [].values(), then: undefined };
  const anything = () => new Proxy(function () {}, {
    get: (target, name) => (Reflect.ownKeys(special).includes(name) ? special[name] : anything()),
    // The bundle keeps the prototype of a module, not its members.
    getPrototypeOf: anything,
    apply: anything,
    construct: anything,
  });
  Module._load = (request, ...rest) => (request === 'vscode' ? anything() : load(request, ...rest));
  const [, extension, typescript] = process.argv;
  const start = performance.now();
  require(extension).activate({ subscriptions: [], extensionPath: '/', extensionUri: anything() });
  const activated = performance.now();
  require(typescript);
  console.log(JSON.stringify({ activation: activated - start, parser: performance.now() - activated }));
`;

interface Times {
  readonly activation: number;
  readonly parser: number;
}

export function benchmarkActivation(): void {
  const files = ['extension.js', 'typescript.js'].map((name) => path.join(distFolder, name));
  const times = Array.from({ length: STARTS }, () => {
    return JSON.parse(execFileSync(process.execPath, ['-e', SCRIPT, ...files], { encoding: 'utf8' })) as Times;
  });
  const activation = median(times.map((time) => time.activation));
  printRatio(
    "activate() / loading TypeScript's parser, which waits",
    activation / median(times.map((time) => time.parser)),
    '< 1',
  );
  printTime('activate(), with its bundle', activation);
}
