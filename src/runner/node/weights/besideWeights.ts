// Files that the user may put beside weights: the labels of the classes, and what the pictures of the training were made into.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { RunError } from '../../core/failure';
import { parsePreprocessing } from '../../core/weights/parsePreprocessing';
import type { Preprocessing } from '../../core/weights/preprocessing';

const MAX_LABEL_CHARACTERS = 200;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** `labels.txt`, a class a line; `labels.json`, a list of texts. */
const labelFiles: readonly (readonly [name: string, parse: (text: string) => unknown])[] = [
  ['labels.txt', (text) => text.replace(/^\ufeff|\r|\n+$/g, '').split('\n')],
  ['labels.json', parseJson],
];

function readBeside(folder: string, name: string): Promise<string | undefined> {
  return readFile(path.join(folder, name), 'utf8').catch(() => undefined);
}

/** @throws RunError when there is a file of labels that holds none */
export async function readLabels(folder: string): Promise<readonly string[] | undefined> {
  for (const [name, parse] of labelFiles) {
    const text = await readBeside(folder, name);
    if (text === undefined) continue;
    const labels = parse(text);
    if (!Array.isArray(labels) || !labels.every((label) => typeof label === 'string')) {
      throw new RunError(`${name} beside the weights is not a list of labels.`);
    }
    return labels.map((label) => label.slice(0, MAX_LABEL_CHARACTERS));
  }
  return undefined;
}

const PREPROCESSING_FILE = 'preprocessing.json';

/** @throws RunError when the file is there and cannot be understood */
export async function readPreprocessing(folder: string): Promise<Preprocessing | undefined> {
  const text = await readBeside(folder, PREPROCESSING_FILE);
  if (text === undefined) return undefined;
  const preprocessing = parsePreprocessing(parseJson(text));
  if (preprocessing !== undefined) return preprocessing;
  throw new RunError(
    `${PREPROCESSING_FILE} beside the weights cannot be understood; an example is {"colours": "RGB", "divisor": 255, "mean": [0.485, 0.456, 0.406], "deviation": [0.229, 0.224, 0.225]}.`,
  );
}
