// The files of this machine, as an analyser reads them.

import { readFileSync } from 'node:fs';

/** @returns undefined where there is no such file */
export function readFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
