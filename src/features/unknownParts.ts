// Which figures of a layer are unknown, grouped by the reason they share.

import type { LayerReading, Unknown } from '../analyser/index';
import { isUnknown } from './formatNumber';
import { mayHavePlaces } from './layerCalls';

export interface UnknownParts {
  /** Names of the figures: `Output shape`, `parameters`. */
  readonly parts: readonly string[];
  readonly unknown: Unknown;
}

export function unknownParts(reading: LayerReading): UnknownParts[] {
  const { outputShape, parameters, macs, receptiveField } = reading;
  const size = isUnknown(outputShape) ? outputShape : outputShape.find((dimension) => isUnknown(dimension));
  const named: (readonly [string, Unknown | undefined])[] = [
    ['output shape', size],
    ['parameters', isUnknown(parameters) ? parameters : undefined],
    ['MACs', isUnknown(macs) ? macs : undefined],
    // A vector has no places on the picture: that its field is missing is a fact, and no fault of any expression.
    ['receptive field', isUnknown(receptiveField) && mayHavePlaces(reading) ? receptiveField : undefined],
  ];
  const groups: { parts: string[]; unknown: Unknown }[] = [];
  for (const [name, unknown] of named) {
    if (!unknown) continue;
    const same = groups.find(
      (group) => group.unknown.reason === unknown.reason && group.unknown.at?.start === unknown.at?.start,
    );
    if (same) same.parts.push(name);
    else groups.push({ parts: [name], unknown });
  }
  return groups.map(({ parts, unknown }) => ({ parts: [capitalise(parts[0] ?? ''), ...parts.slice(1)], unknown }));
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
