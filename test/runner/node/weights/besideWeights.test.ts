// What lies beside weights: names of the classes, and the preprocessing.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPreprocessing } from '../../../../src/runner/node/weights/besideWeights';
import { findLabels } from '../../../../src/runner/node/weights/labels';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'convlens-labels-'));

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function folderWith(name: string, text: string): string {
  const own = fs.mkdtempSync(path.join(folder, 'w-'));
  fs.writeFileSync(path.join(own, name), text);
  return own;
}

describe('a classic network', () => {
  it("has ImageNet's thousand classes in their order", async () => {
    const { labels, notes } = await findLabels('resnet50', 1000, undefined);
    expect(labels).toHaveLength(1000);
    expect([labels[0], labels[281], labels[999]]).toEqual([
      'tench, Tinca tinca',
      'tabby, tabby cat',
      'toilet tissue, toilet paper, bathroom tissue',
    ]);
    expect(notes).toEqual([]);
  });

  it('with another number of classes has none', async () => {
    expect(await findLabels('resnet50', 10, folder)).toEqual({ labels: [], notes: [] });
  });
});

describe("a user's own model", () => {
  it('of a thousand classes need not be about ImageNet', async () => {
    expect(await findLabels('mine', 1000, folder)).toEqual({ labels: [], notes: [] });
  });

  it.each([
    ['labels.txt', '\ufeffcat\r\ndog\r\nred fox\r\n'],
    ['labels.txt', 'cat\ndog\nred fox'],
    ['labels.json', '["cat", "dog", "red fox"]'],
  ])('has those of %s beside its weights', async (name, text) => {
    const { labels, notes } = await findLabels('mine', 3, folderWith(name, text));
    expect([labels, notes]).toEqual([['cat', 'dog', 'red fox'], []]);
  });

  it('is told when their number is another one', async () => {
    const { labels, notes } = await findLabels('mine', 3, folderWith('labels.txt', 'cat\ndog\n'));
    expect(labels).toEqual([]);
    expect(notes).toEqual([
      'The file of labels beside the weights names 2 classes, but the model has 3: it was not used.',
    ]);
  });

  it.each(['{"0": "cat"}', '["cat", 1, 2]', 'cat'])('is told when labels.json holds no labels: %s', async (text) => {
    await expect(findLabels('mine', 3, folderWith('labels.json', text))).rejects.toThrow(
      'labels.json beside the weights is not a list of labels.',
    );
  });
});

describe('preprocessing.json beside the weights', () => {
  const read = (text: string) => readPreprocessing(folderWith('preprocessing.json', text));

  it('says how pictures are fed; what it leaves out does nothing', async () => {
    expect(await read('{"colours": "BGR", "divisor": 255, "mean": [0.1, 0.2, 0.3], "deviation": 0.5}')).toEqual({
      colours: 'BGR',
      divisor: 255,
      mean: [0.1, 0.2, 0.3],
      deviation: [0.5],
    });
    expect(await read('{"divisor": 255}')).toEqual({ colours: 'RGB', divisor: 255, mean: [0], deviation: [1] });
  });

  it('need not be there', async () => {
    expect(await readPreprocessing(folder)).toBeUndefined();
  });

  it.each([
    '[]',
    'null',
    'divisor: 255',
    '{"divisor": 0}',
    '{"divisor": "255"}',
    '{"mean": [1, 2]}',
    '{"mean": ["0.5"]}',
    '{"deviation": [1, 0, 1]}',
    '{"colours": "HSV"}',
    '{"std": [1, 1, 1]}',
  ])('%s is refused', async (text) => {
    await expect(read(text)).rejects.toThrow(
      /^preprocessing\.json beside the weights cannot be understood; an example/,
    );
  });
});
