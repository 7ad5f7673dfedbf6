// `convlens check` with a configuration: severities, budgets, and where the file is found.

import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ADVISED, BROKEN, DENSE, IMPORT, SMALL, found, installation, json, useCheckFolder } from './checkFolder';

const folder = useCheckFolder();
const { write } = folder;

describe('the configuration', () => {
  it('sets severities and budgets, for all, by file and by model', async () => {
    write({
      'convlens.config.json': {
        exclude: ['*.test.ts'],
        rules: { 'large-kernel': 'error' },
        budgets: [
          { budget: 'macs<90' },
          { files: 'phone/**', budget: 'params<99' },
          { models: ['small'], budget: 'memory<9B' },
        ],
      },
      'phone/big.ts': `${IMPORT}const big = ${DENSE};`,
      'phone/big.test.ts': BROKEN,
      'small.ts': SMALL,
      'advised.ts': ADVISED,
    });
    const { files } = await json();
    const limits = files.map(({ file, findings }) => [file, findings.map(({ limit, rule }) => limit ?? rule)]);
    expect(limits).toEqual([
      ['advised.ts', expect.arrayContaining(['large-kernel', 'macs<90'])],
      ['phone/big.ts', ['macs<90', 'params<99']],
      ['small.ts', ['macs<90', 'memory<9B']],
    ]);
    expect(await found('advised.ts')).toContain('advised.ts large-kernel error');
    expect(await found('phone/big.test.ts')).toContain('phone/big.test.ts tfjs-error error');
  });

  it('is found upwards, or named; paths are relative to it', async () => {
    write({
      'convlens.config.json': { budgets: [{ files: 'sub/small.ts', budget: 'params<9' }] },
      'other.json': { rules: {} },
      'sub/small.ts': SMALL,
    });
    process.chdir(path.join(folder.path, 'sub'));
    try {
      expect(await found('small.ts')).toEqual(['small.ts budget error']);
      expect(await found('small.ts', '--config', '../other.json')).toEqual([]);
    } finally {
      process.chdir(folder.path);
    }
  });

  it('turns rules on and off', async () => {
    write({ 'advised.ts': ADVISED, 'convlens.config.json': { rules: { 'large-kernel': 'off' } } });
    expect((await found()).filter((one) => one.includes('large-kernel'))).toEqual([]);
    const page = fs.readFileSync(
      path.join(installation.folder, 'docs', 'rules', 'maximum-before-classifier.md'),
      'utf8',
    );
    const [, bad = ''] = /```ts\n([^]*?)```/.exec(page) ?? [];
    write({ 'advised.ts': bad, 'convlens.config.json': {} });
    expect((await found()).filter((one) => one.includes('maximum'))).toEqual([]);
    write({ 'convlens.config.json': { rules: { 'maximum-before-classifier': 'warning' } } });
    expect(await found()).toContain('advised.ts maximum-before-classifier warning');
  });
});
