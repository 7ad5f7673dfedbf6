// `convlens` as npm has installed it, in a folder of the test's own.

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';
import { inject } from 'vitest';

export interface Outcome {
  readonly exitCode: number | null;
  readonly out: string;
  readonly error: string;
}

/** By the command that npm has linked. */
export function startInstalled(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): ChildProcessWithoutNullStreams {
  const name = process.platform === 'win32' ? 'convlens.cmd' : 'convlens';
  const command = path.join(inject('installation'), '..', '.bin', name);
  return spawn(command, args, { cwd: folder, shell: process.platform === 'win32', env: environment });
}

export function runInstalled(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Outcome> {
  const child = startInstalled(folder, args, environment);
  const read = { out: '', error: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (read.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (read.error += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, ...read }));
  });
}
