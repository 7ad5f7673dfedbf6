// A folder to write sources to and to run `convlens check` in, with sources that are commonly written there.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { JsonCheck } from '../../../src/cli/check/jsonReport';
import { runCommandLine } from '../../../src/cli/commandLine';
import { findInstallation, type Installation } from '../../../src/cli/installation';

export const installation = findInstallation(__dirname);

export const IMPORT = "import * as tf from '@tensorflow/tfjs';\n";
/** 100 parameters, 90 multiply-adds. */
export const DENSE = 'tf.sequential({ layers: [tf.layers.dense({ inputShape: [9], units: 10 })] })';
export const SMALL = `${IMPORT}export const small = ${DENSE};\n`;
/** Its 7×7 window can be two of 5×5 or three of 3×3: large-kernel. */
export const ADVISED = `${IMPORT}const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [64, 64, 16], filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' }));
model.add(tf.layers.conv2d({ filters: 16, kernelSize: 7, padding: 'same', activation: 'relu' }));
model.add(tf.layers.globalAveragePooling2d({}));
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
`;
export const BROKEN = `${IMPORT}const model = tf.sequential();
model.add(tf.layers.dense({ units: 10 }));
`;

type Files = Readonly<Record<string, string | object>>;

interface Outcome {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
}

export interface CheckFolder {
  readonly path: string;
  /** Writes texts as they are, and objects as JSON. */
  readonly write: (files: Files) => void;
}

/** The working directory of a file's tests, empty before each of them. */
export function useCheckFolder(): CheckFolder {
  const before = process.cwd();
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'convlens-check-'));
  beforeAll(() => process.chdir(folder));
  beforeEach(() => {
    for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name), { recursive: true });
  });
  afterAll(() => {
    process.chdir(before);
    fs.rmSync(folder, { recursive: true, force: true });
  });
  const write = (files: Files): void => {
    for (const [name, content] of Object.entries(files)) {
      fs.mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    }
  };
  return { path: folder, write };
}

export async function check(...args: string[]): Promise<Outcome> {
  return checkAs(installation, ...args);
}

export async function checkAs(as: Installation, ...args: string[]): Promise<Outcome> {
  let out = '';
  let error = '';
  const terminal = { out: (text: string) => void (out += text), error: (text: string) => void (error += text) };
  return { exitCode: await runCommandLine(['check', ...args], terminal, as), out, error };
}

export async function json(...args: string[]): Promise<JsonCheck> {
  return JSON.parse((await check(...args, '--json')).out) as JsonCheck;
}

/** `file rule severity` of all that is found. */
export async function found(...args: string[]): Promise<string[]> {
  const { files } = await json(...args);
  return files.flatMap(({ file, findings }) => findings.map(({ rule, severity }) => `${file} ${rule} ${severity}`));
}
