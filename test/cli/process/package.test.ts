// What is in the package, and that its program works as npm installs it.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { runInstalled } from './installedCommand';

const installation = inject('installation');

describe('the package', () => {
  it('has summary and networks', async () => {
    const networks = await runInstalled(os.tmpdir(), ['networks', '--json']);
    expect(networks.exitCode).toBe(0);
    expect(JSON.parse(networks.out)).toHaveLength(21);
    const summary = await runInstalled(os.tmpdir(), ['summary', 'alexnet']);
    expect(summary.exitCode).toBe(0);
    expect(summary.out).toMatch(/Parameters +60,965,224/);
  });

  it('holds what the programs need and nothing of the project', () => {
    const names = fs.readdirSync(installation).sort();
    expect(names.filter((name) => !/^[A-Z]/.test(name))).toEqual([
      'dist',
      'docs',
      'media',
      'package.json',
      'package.nls.json',
      'src',
    ]);
    expect(fs.readdirSync(path.join(installation, 'src'))).toEqual(['networks']);
    expect(fs.readdirSync(path.join(installation, 'docs'))).toEqual([
      'check.md',
      'command-line.md',
      'rules',
      'running.md',
      'walk.md',
    ]);
  });
});
