// A program for a fresh Node that activates the bundled extension with a stand-in for VS Code.

/**
 * @param report what comes after `activate(…)`; `process.argv[1]` is the bundle, `started` the time before it was loaded
 */
export function activationScript(report: string): string {
  return `
    const Module = require('node:module');
    const load = Module._load;
    const special = { [Symbol.toPrimitive]: () => 'x', [Symbol.iterator]: () => [].values(), then: undefined };
    // Every name of the stand-in is a function, a class and an object that has every name.
    const anything = () => new Proxy(function () {}, {
      get: (target, name) => (Reflect.ownKeys(special).includes(name) ? special[name] : anything()),
      // The bundle keeps the prototype of a module, not its members.
      getPrototypeOf: anything,
      apply: anything,
      construct: anything,
    });
    Module._load = (request, ...rest) => (request === 'vscode' ? anything() : load(request, ...rest));
    const started = performance.now();
    require(process.argv[1]).activate({ subscriptions: [], extensionPath: '/', extensionUri: anything(), extension: anything() });
    ${report}
    process.exit();
  `;
}
