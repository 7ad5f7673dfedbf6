// Whether a layer that ran is what ConvLens reads of it in the editor: anything else is a mistake of ConvLens.

import type { LayerFigures } from '../src/protocol/panel';
import type { LayerInfo, LayerResult } from '../src/protocol/runner';
import { formatShape } from './format';

/** One sentence with both figures; undefined where all that ConvLens reads is right. What it could not read is not compared. */
export function describeDifference(
  layer: LayerInfo,
  result: LayerResult | undefined,
  figures: LayerFigures | undefined,
): string | undefined {
  const shape = result?.shape ?? layer.outputShape;
  const differences = [
    figures?.shape && !isShapeAsRead(figures.shape, shape.slice(1))
      ? [formatShape([null, ...figures.shape]), formatShape(shape)]
      : undefined,
    figures?.parameters !== undefined && figures.parameters !== layer.parameters
      ? [formatParameters(figures.parameters), formatParameters(layer.parameters)]
      : undefined,
  ].filter((difference) => difference !== undefined);
  if (differences.length === 0) return undefined;
  const list = (at: 0 | 1): string => differences.map((pair) => pair[at]).join(', ');
  return `ConvLens read ${list(0)}, the run gave ${list(1)}: please report this.`;
}

function isShapeAsRead(read: readonly (number | null)[], found: readonly (number | null)[]): boolean {
  return (
    read.length === found.length &&
    read.every((size, axis) => size === null || found[axis] === null || size === found[axis])
  );
}

function formatParameters(count: number): string {
  return `${count.toLocaleString('en')} parameter${count === 1 ? '' : 's'}`;
}
