// Before the tests that start processes: builds ConvLens, packs it, and installs the package as a user would, away from the project,
// so that nothing is found in the project's node_modules and what the package lacks is missed.

import { execSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the installed package; `../.bin` beside it holds its command. */
    readonly installation: string;
  }
}

const projectFolder = path.resolve(import.meta.dirname, '../..');
const sources = ['package.json', 'package.nls.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'docs', 'media', 'src'];

export default function installConvLens(project: TestProject): () => void {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'convlens-installation-'));
  const packed = path.join(folder, 'packed');
  const installed = path.join(folder, 'installed');
  for (const name of sources) {
    fs.cpSync(path.join(projectFolder, name), path.join(packed, name), { recursive: true });
  }
  fs.mkdirSync(installed);
  runCommand(packed, `node "${path.join(projectFolder, 'esbuild.js')}" .`);
  runCommand(packed, 'npm pack --ignore-scripts');
  const tarball = fs.readdirSync(packed).find((name) => name.endsWith('.tgz')) ?? '';
  runCommand(installed, `npm install --offline --omit=optional --ignore-scripts --no-audit ../packed/${tarball}`);
  project.provide('installation', path.join(installed, 'node_modules', 'convlens'));
  return () => fs.rmSync(folder, { recursive: true, force: true });
}

function runCommand(folder: string, command: string): void {
  try {
    execSync(command, { cwd: folder, stdio: 'pipe', encoding: 'utf8' });
  } catch (error) {
    throw new Error(`${command}\n${(error as { stderr?: string }).stderr ?? ''}`, { cause: error });
  }
}
