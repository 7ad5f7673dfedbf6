// A package @tensorflow/tfjs-node-gpu or @tensorflow/tfjs-node whose JavaScript is npm's and whose compiled part is the stand-in.

import { buildSync } from 'esbuild';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { LibraryPackage } from '../../../src/protocol/library';
import type { Behaviour } from './standIn/binding';

const projectFolder = path.resolve(import.meta.dirname, '../../..');
const original = path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node-gpu/package.json'));
/** What the package's JavaScript requires, besides TensorFlow.js. */
const dependencies = ['@mapbox', 'google-protobuf', 'progress', 'rimraf'];

/**
 * Installs the package into `node_modules` of the folder.
 * @param behaviour of the stand-in; without it the package has no compiled part, as when its install script did not run
 * @returns the package's folder
 */
export function installStandIn(
  folder: string,
  behaviour: Behaviour | undefined,
  packageName: LibraryPackage = '@tensorflow/tfjs-node-gpu',
): string {
  const modules = path.join(folder, 'node_modules');
  const installed = path.join(modules, packageName);
  fs.mkdirSync(installed, { recursive: true });
  fs.cpSync(path.join(original, 'dist'), path.join(installed, 'dist'), { recursive: true });
  const manifest = JSON.parse(fs.readFileSync(path.join(original, 'package.json'), 'utf8')) as object;
  fs.writeFileSync(path.join(installed, 'package.json'), JSON.stringify({ ...manifest, name: packageName }));
  for (const name of dependencies) {
    const link = path.join(modules, name);
    if (!fs.existsSync(link)) fs.symlinkSync(path.join(projectFolder, 'node_modules', name), link, 'junction');
  }
  if (behaviour !== undefined) compileStandIn(installed, behaviour);
  return installed;
}

/** Node takes a folder with an index.js for the module, whatever its name ends in. */
function compileStandIn(packageFolder: string, behaviour: Behaviour): void {
  const binding = path.join(packageFolder, 'lib', 'napi-v8', 'tfjs_binding.node');
  buildSync({
    entryPoints: [path.join(import.meta.dirname, 'standIn', 'binding.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: path.join(binding, 'index.js'),
    logLevel: 'error',
  });
  fs.writeFileSync(path.join(binding, 'behaviour.json'), JSON.stringify(behaviour));
}
