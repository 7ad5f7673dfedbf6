// Which figures of a layer are unknown, grouped by the reason they share.

import type { LayerReading, Unknown } from '../analyser/index';
import { isUnknown } from './formatNumber';

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
    // Without a place to point at, a missing field is a fact about the layer and said where the field stands.
    ['receptive field', isUnknown(receptiveField) && receptiveField.at ? receptiveField : undefined],
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
