// Bundles the extension, the command line, the runner and the panel's page.
//   node esbuild.js [--dev] [--watch] [FOLDER]      into FOLDER/dist (the project's own); minified unless --dev or --watch

const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');
const wabt = require('wabt');

const watch = process.argv.includes('--watch');
const development = watch || process.argv.includes('--dev');
const parentFolder = process.argv.slice(2).find((argument) => !argument.startsWith('-'));
const outputFolder = path.resolve(parentFolder ?? __dirname, 'dist');

/** The bundles of a program: the file it starts in, the file it becomes, and what is particular to it. */
const node = { platform: 'node', target: 'node20', format: 'cjs' };
const browser = { platform: 'browser', target: 'chrome120', format: 'iife' };
const bundles = [
  { ...node, entryPoints: { extension: 'src/extension.ts' }, external: ['vscode'], plugins: [loadTypeScriptLate()] },
  {
    ...node,
    entryPoints: { cli: 'src/cli/main.ts' },
    banner: { js: '#!/usr/bin/env node' },
    plugins: [loadTypeScriptLate()],
  },
  { ...node, entryPoints: { runner: 'src/runner/node/main.ts' }, plugins: [shareTensorFlow()] },
  {
    ...node,
    // Only what is used of the parser cannot be told apart (it is one closure), so it is minified whole and kept in a file of its own.
    stdin: { contents: `module.exports = require('typescript');`, resolveDir: __dirname },
    outfile: path.join(outputFolder, 'typescript.js'),
    // the language server's own optional modules, never reached by the parser
    external: ['source-map-support', 'inspector'],
  },
  {
    ...node,
    stdin: {
      contents: `export * from '@tensorflow/tfjs'; export * from '@tensorflow/tfjs-backend-wasm';`,
      resolveDir: __dirname,
    },
    outfile: path.join(outputFolder, 'tfjs.js'),
    // layers, optimizers and errors are shown by the names of their classes
    keepNames: true,
  },
  {
    ...node,
    // Loaded only for the backend webgpu, once what a page has is there.
    stdin: { contents: `export { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';`, resolveDir: __dirname },
    outfile: path.join(outputFolder, 'webgpu.js'),
    plugins: [shareTensorFlow()],
  },
  {
    ...browser,
    entryPoints: { device: 'src/runner/browser/main.ts' },
    // a library of TensorFlow.js tries to compile WebAssembly, goes on without, and would break the page's policy
    define: { WebAssembly: 'undefined' },
  },
  {
    ...browser,
    entryPoints: { webview: 'webview/main.ts', compare: 'webview/compare/main.ts', graph: 'webview/graph/main.ts' },
  },
];

/**
 * `import … from 'typescript'` becomes an object that loads dist/typescript.js when a property is first read, so that
 * activating the extension does not pay for evaluating the parser.
 */
function loadTypeScriptLate() {
  return {
    name: 'load TypeScript late',
    setup(build) {
      build.onResolve({ filter: /^typescript$/ }, () => ({ path: 'typescript', namespace: 'late' }));
      build.onResolve({ filter: /^\.\/typescript\.js$/ }, ({ path }) => ({ path, external: true }));
      // The proxy is the prototype because the bundler's interop copies own properties and keeps the prototype.
      build.onLoad({ filter: /.*/, namespace: 'late' }, () => ({
        contents: `let loaded;
          const load = () => (loaded ??= require('./typescript.js'));
          module.exports = Object.create(
            new Proxy({}, { get: (_, name) => (name === '__esModule' ? undefined : load()[name]) }),
          );`,
        loader: 'js',
        resolveDir: outputFolder,
      }));
    },
  };
}

/** The runner and the user's own modules must meet in one TensorFlow.js: the one in dist/tfjs.js. */
function shareTensorFlow() {
  return {
    name: 'share TensorFlow.js',
    setup(build) {
      build.onResolve(
        { filter: /^@tensorflow\/tfjs(-(core|layers|converter|data|backend-cpu|backend-wasm))?$/ },
        () => ({
          path: './tfjs.js',
          external: true,
        }),
      );
    },
  };
}

function optionsOf(bundle) {
  return {
    absWorkingDir: __dirname,
    bundle: true,
    minify: !development,
    sourcemap: development ? 'linked' : false,
    legalComments: 'none',
    logLevel: 'warning',
    loader: { '.svg': 'dataurl', '.ttf': 'dataurl' },
    ...(bundle.outfile ? {} : { outdir: outputFolder }),
    ...bundle,
    define: { 'process.env.NODE_ENV': development ? '"development"' : '"production"', ...bundle.define },
  };
}

function copyWasmFiles() {
  const from = path.join(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'wasm-out');
  const to = path.join(outputFolder, 'wasm');
  const names = fs.readdirSync(from).filter((name) => name.endsWith('.wasm'));
  if (names.length === 0) throw new Error(`There are no .wasm files in ${from}: run npm ci again.`);
  fs.mkdirSync(to, { recursive: true });
  for (const name of names) fs.copyFileSync(path.join(from, name), path.join(to, name));
}

/** What is written as text for the wasm backend's memory becomes a file beside those of the backend. */
async function compileWasmText() {
  const file = path.join(__dirname, 'src/runner/core/gatherValues.wat');
  const module = (await wabt()).parseWat(file, fs.readFileSync(file, 'utf8'), { simd: true });
  fs.writeFileSync(path.join(outputFolder, 'wasm', 'gatherValues.wasm'), module.toBinary({}).buffer);
  module.destroy();
}

function reportSizes() {
  for (const name of fs.readdirSync(outputFolder, { recursive: true }).sort()) {
    const { size } = fs.statSync(path.join(outputFolder, name));
    if (!name.endsWith('.map') && name.includes('.'))
      console.log(`${String(Math.ceil(size / 1024)).padStart(7)} KB  dist/${name}`);
  }
}

async function main() {
  const missing = bundles
    .flatMap(({ entryPoints }) => Object.values(entryPoints ?? {}))
    .filter((file) => !fs.existsSync(path.join(__dirname, file)));
  if (missing.length > 0) throw new Error(`There is no ${missing.join(' and no ')}.`);
  fs.rmSync(outputFolder, { recursive: true, force: true });
  copyWasmFiles();
  await compileWasmText();
  if (watch) {
    const contexts = await Promise.all(
      bundles.map((bundle) => esbuild.context({ ...optionsOf(bundle), logLevel: 'info' })),
    );
    await Promise.all(contexts.map((context) => context.watch()));
    console.log('Watching for changes; Ctrl+C stops.');
    return;
  }
  await Promise.all(bundles.map((bundle) => esbuild.build(optionsOf(bundle))));
  fs.chmodSync(path.join(outputFolder, 'cli.js'), 0o755);
  reportSizes();
}

main().catch((error) => {
  // esbuild has printed its own errors with their places already
  console.error(error.errors ? 'The build failed.' : `The build failed: ${error.message}`);
  process.exitCode = 1;
});
