// The import rules catch a violation of each kind, in a made-up project; `npm run lint` holds this one to them.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { type IConfiguration, type ICruiseResult, cruise } from 'dependency-cruiser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const projectFolder = path.resolve(import.meta.dirname, '..');
const { forbidden, options } = createRequire(import.meta.url)(
  path.join(projectFolder, '.dependency-cruiser.cjs'),
) as IConfiguration;

async function findViolations(folder: string, roots: string[]): Promise<string[]> {
  const { output } = await cruise(roots, {
    ...options,
    baseDir: folder,
    validate: true,
    ruleSet: forbidden ? { forbidden } : {},
  });
  return (output as ICruiseResult).summary.violations.map(({ from, to }) => `${from} → ${to}`);
}

describe('import rules', () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'convlens-imports-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  function write(file: string, ...imports: string[]): void {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    const lines = imports.map((name, index) => `import * as import${index} from '${name}'; void import${index};`);
    fs.writeFileSync(path.join(folder, file), [...lines, 'export const value = 1;'].join('\n'));
  }

  it('accepts the arrows of the picture', async () => {
    write('src/analyser/formulas/a.ts');
    write('src/analyser/graph/a.ts', '../formulas/a');
    write('src/analyser/layers/a.ts', '../formulas/a', '../graph/a');
    write('src/analyser/index.ts', './layers/a', './graph/a');
    write('src/features/a.ts', '../analyser/index');
    write('src/protocol/a.ts');
    write('src/editor/a.ts', 'vscode', '../features/a', '../protocol/a', 'node:path');
    write('webview/main.ts', '../src/protocol/a');
    expect(await findViolations(folder, ['src', 'webview'])).toEqual([]);
  });

  const violations: readonly (readonly [file: string, imported: string, target: string])[] = [
    ['src/analyser/formulas/bad.ts', '../graph/target', 'src/analyser/graph/target.ts'],
    ['src/analyser/layers/bad.ts', '../tensorflow/target', 'src/analyser/tensorflow/target.ts'],
    ['src/analyser/passes/bad.ts', '../interpreter/target', 'src/analyser/interpreter/target.ts'],
    ['src/analyser/source/bad.ts', '@tensorflow/tfjs', '@tensorflow/tfjs'],
    ['src/analyser/bad.ts', 'vscode', 'vscode'],
    ['src/analyser/bad.ts', 'node:fs', 'fs'],
    ['src/features/bad.ts', '../analyser/graph/target', 'src/analyser/graph/target.ts'],
    ['src/protocol/bad.ts', '../features/target', 'src/features/target.ts'],
    ['src/cli/bad.ts', 'vscode', 'vscode'],
    ['src/editor/bad.ts', '../cli/target', 'src/cli/target.ts'],
    ['webview/bad.ts', '../src/features/target', 'src/features/target.ts'],
    ['src/runner/bad.ts', '../../test/target', 'test/target.ts'],
  ];

  it.each(violations)('catches %s importing %s', async (file, imported, target) => {
    if (target.endsWith('.ts')) write(target);
    write(file, imported);
    const found = await findViolations(folder, [file]);
    expect(new Set(found)).toEqual(new Set([`${file} → ${target}`]));
  });
});
