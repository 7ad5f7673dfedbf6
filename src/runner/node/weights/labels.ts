// The names of the classes: ImageNet's for the classic networks, or those of a file beside the weights.
//
// imageNetLabels.json: the thousand classes of ILSVRC 2012 in the order of their synsets, as the npm package @tensorflow-models/mobilenet
// 2.1.1 lists them (Copyright 2019 Google LLC, Apache License 2.0); the words are WordNet's.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { RunError } from '../../core/failure';
import imageNetLabels from '../../core/weights/imageNetLabels.json';
import { namings } from '../../core/weights/names/table';

const MAX_LABEL_CHARACTERS = 200;

/** `labels.txt`, a class a line; `labels.json`, a list of texts. */
const readers: readonly (readonly [name: string, parse: (text: string) => unknown])[] = [
  ['labels.txt', (text) => text.replace(/^\ufeff|\r|\n+$/g, '').split('\n')],
  ['labels.json', (text) => JSON.parse(text) as unknown],
];

function isLabels(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((label) => typeof label === 'string');
}

/** @throws RunError when there is a file of labels that holds none */
async function readLabels(folder: string): Promise<readonly string[] | undefined> {
  for (const [name, parse] of readers) {
    const text = await readFile(path.join(folder, name), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    let labels: unknown;
    try {
      labels = parse(text);
    } catch {
      labels = undefined;
    }
    if (!isLabels(labels)) throw new RunError(`${name} beside the weights is no list of labels.`);
    return labels.map((label) => label.slice(0, MAX_LABEL_CHARACTERS));
  }
  return undefined;
}

export interface Labels {
  readonly labels: readonly string[];
  readonly notes: readonly string[];
}

/** The originals' classes are ImageNet's too. */
const classics = new Set([...namings.keys(), 'alexnet', 'zfnet', 'googlenet']);

/** @param folder of the weights on disk; undefined when they are not the user's own files */
export async function findLabels(modelName: string, classCount: number, folder: string | undefined): Promise<Labels> {
  const own = folder === undefined ? undefined : await readLabels(folder);
  if (own?.length === classCount) return { labels: own, notes: [] };
  const isImageNet =
    classCount === imageNetLabels.length && (classics.has(modelName) || modelName.startsWith('shufflenet_g'));
  const notes =
    own === undefined
      ? []
      : [
          `The file of labels beside the weights names ${own.length} classes, but the model has ${classCount}: it was not used.`,
        ];
  return { labels: isImageNet ? imageNetLabels : [], notes };
}
