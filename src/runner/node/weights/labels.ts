// The names of the classes: ImageNet's for the classic networks, or those of a file beside the weights.
//
// imageNetLabels.json: the thousand classes of ILSVRC 2012 in the order of their synsets, as the npm package @tensorflow-models/mobilenet
// 2.1.1 lists them (Copyright 2019 Google LLC, Apache License 2.0); the words are WordNet's.

import imageNetLabels from '../../core/weights/imageNetLabels.json';
import { namings } from '../../core/weights/names/table';
import { readLabels } from './besideWeights';

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
