// Writes other layers in place of one, with what stands between the layers of the model.

import type { LayerReading, TextEdit } from '../analysis';
import { betweenLike } from './between';
import { copyCall, mayBeCopied, type Copy } from './copyCall';
import type { InspectedModel } from './inspectedModel';
import { entryOf } from './layerKinds';
import { writeLayers } from './writeLayers';

/**
 * Copies of a layer call, one after the other, in its place.
 * @param readings all that the call makes
 * @returns undefined where the call is not written in a way that allows it
 */
export function replaceLayer(
  model: InspectedModel,
  readings: readonly [LayerReading, ...LayerReading[]],
  copies: readonly Copy[],
): readonly TextEdit[] | undefined {
  const [{ layer }] = readings;
  if (!areAlike(readings)) return undefined;
  const { entries, layersAfter } = betweenLike(model, readings);
  const texts: string[] = [];
  for (const [index, copy] of copies.entries()) {
    const isLast = index === copies.length - 1;
    const own = isLast ? copy : { ...copy, entries: { ...copy.entries, ...entries } };
    const text = copyCall(model, layer, { ...own, isFirst: index === 0 });
    if (text === undefined) return undefined;
    texts.push(text, ...(isLast ? [] : layersAfter(copy.suffix ?? `_${index + 1}`)));
  }
  const [first, ...others] = texts;
  return layer.written && first !== undefined ? writeLayers(model, layer.written, [first, ...others]) : undefined;
}

/** Whether all of them may be copied, and have a name that was given, or none. */
export function areAlike(readings: readonly LayerReading[]): boolean {
  const hasName = readings.map(({ layer }) => typeof entryOf(layer, 'name') === 'string');
  return readings.every(({ layer }) => mayBeCopied(layer)) && new Set(hasName).size === 1;
}
