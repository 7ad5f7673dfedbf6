// What changed in a model's figures since another text of its file: `+1.2M params · RF 99 → 131`.

import type { FileAnalysis, ModelReading } from '../analyser/index';
import { measureEffect, signed } from './fixes';
import { formatCount, formatMacs } from './formatNumber';
import { modelsOfFile } from './modelAt';
import { fieldSizeAndStride, shortField } from './receptiveFieldText';

/** @returns an empty text where nothing changed, or where that cannot be told: a new model, figures that are formulas */
export function modelChangeText(before: FileAnalysis, after: FileAnalysis, reading: ModelReading): string {
  const place = sameNamed(after, reading).indexOf(reading);
  const old = sameNamed(before, reading)[place];
  if (!old) return '';
  const { parameters, macs } = measureEffect(before, after, old);
  return [
    parameters ? `${signed(parameters, formatCount)} params` : '',
    macs ? signed(macs, formatMacs) : '',
    fieldChange(old.receptiveField, reading.receptiveField),
  ]
    .filter((text) => text !== '')
    .join(' · ');
}

/** The sizes; with the strides where only these differ. */
function fieldChange(before: ModelReading['receptiveField'], after: ModelReading['receptiveField']): string {
  const [size, newSize] = [shortField(before), shortField(after)];
  if (size !== newSize) return size && newSize ? `${size} → ${newSize.replace('RF ', '')}` : '';
  const [full, newFull] = [fieldSizeAndStride(before), fieldSizeAndStride(after)];
  return full !== undefined && newFull !== undefined && full !== newFull ? `RF ${full} → ${newFull}` : '';
}

function sameNamed(analysis: FileAnalysis, { model }: ModelReading): ModelReading[] {
  return modelsOfFile(analysis).filter((other) => other.model.name === model.name);
}
