// A receptive field in words and in short.

import { NO_PICTURE, type ReceptiveField, type Unknown } from '../analyser/index';
import { formatAxes, isUnknown } from './formatNumber';

/** `RF 99`, `RF 7×3`; `RF ≤483` for the bounding region of paths that do not line up. Undefined where it says nothing: global fields, no picture. */
export function shortField(field: ReceptiveField | Unknown): string | undefined {
  if (isUnknown(field)) return field.reason === NO_PICTURE ? undefined : 'RF ?';
  if (field.global || field.size.length === 0) return undefined;
  return `RF ${field.aligned ? '' : '≤'}${formatAxes(field.size)}`;
}

/** `483/32`: size and stride. Undefined when there is no field to speak of. */
export function fieldSizeAndStride(field: ReceptiveField | Unknown): string | undefined {
  if (isUnknown(field) || field.global || field.size.length === 0) return undefined;
  return `${field.aligned ? '' : '≤'}${formatAxes(field.size)}/${formatAxes(field.stride)}`;
}

/** Size, stride and padding, and what they mean. One or two sentences, in Markdown. */
export function describeField(field: ReceptiveField | Unknown): string {
  if (isUnknown(field)) return field.reason;
  if (field.global) return `the whole input${field.size.length > 0 ? ` (${formatBoth(field.size)})` : ''}`;
  if (field.size.length === 0) return 'none: the output has no spatial positions';
  const figures = `${formatBoth(field.size)}, stride ${formatAxes(field.stride)}, padding ${formatAxes(field.padding)}`;
  const meaning = field.aligned
    ? 'aligned: all paths look at the same centre'
    : 'not aligned: the paths to it look at different centres or at different strides, so this is the region that bounds them all';
  return `**${figures}** — ${meaning}`;
}

function formatBoth(sizes: ReceptiveField['size']): string {
  return sizes.length === 1 ? formatAxes(sizes) : sizes.map((size) => formatAxes([size])).join('×');
}

/** `size 483, stride 32, padding 241 pixels`; says when it is a bound. Plain text. */
export function describeShortly(field: ReceptiveField): string {
  const figures = `Size ${formatAxes(field.size)}, stride ${formatAxes(field.stride)}, padding ${formatAxes(field.padding)} pixels.`;
  return field.aligned
    ? figures
    : `${figures} The paths to it do not line up: this is the region that bounds them all.`;
}
