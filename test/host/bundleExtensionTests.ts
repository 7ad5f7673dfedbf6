// Bundles test/extension into out/extension, where the extension host loads it.

import fs from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { outputFolder, projectFolder } from './folders';

const source = path.join(projectFolder, 'test', 'extension');
const target = path.join(outputFolder, 'extension');

fs.rmSync(target, { recursive: true, force: true });
buildSync({
  entryPoints: fs
    .readdirSync(source)
    .filter((name) => name === 'index.ts' || name.endsWith('.test.ts'))
    .map((name) => path.join(source, name)),
  outdir: target,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'linked',
  external: ['vscode', 'mocha'],
});
