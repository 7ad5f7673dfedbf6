// Writes SqueezeNet's Fire module in place of a convolution: a 1×1 layer, and two side by side that take what it gives.

import type { LayerReading, TextEdit } from '../analysis';
import { betweenLike } from './between';
import { copyCall } from './copyCall';
import { calleeWith, isTypeScript, typeOfTensors } from './edits';
import type { InspectedModel } from './inspectedModel';
import { activationOf, entryOf, numbersAt } from './layerKinds';
import { areAlike } from './replaceLayer';
import { rangeOfCall, textBefore, writeConstants } from './writeLayers';

/** How the filters of the two kinds of layers are written. */
export interface FireFilters {
  readonly squeezed: string;
  readonly expanded: string;
}

/**
 * The squeezed channels are used twice, so that they need a name: a constant before the statement that applies the layer.
 * @param readings all that one call makes
 * @returns undefined where nothing can be applied twice (a sequential model), or the two kinds of windows would not fit together
 */
export function writeFireModule(
  model: InspectedModel,
  readings: readonly [LayerReading, ...LayerReading[]],
  { squeezed, expanded }: FireFilters,
): readonly TextEdit[] | undefined {
  const [{ layer }] = readings;
  const { written } = layer;
  const concatenate = calleeWith(model, layer, 'concatenate');
  if (!written?.statement || !written.appliedTo || concatenate === undefined) return undefined;
  if (!areAlike(readings) || !readings.every(({ layer: own }) => fitsBeside(own))) return undefined;
  const { file } = written.callee;
  const type = typeOfTensors(concatenate, file, model.textOf);
  const closing = /^[\s,]*\)/.exec(
    model.textAt({ file, start: written.appliedTo.end, end: written.appliedTo.end + 100 }),
  );
  const { entries, layersAfter } = betweenLike(model, readings);
  const one = { kernelSize: '1', dilationRate: undefined };
  const squeeze = copyCall(model, layer, {
    entries: { filters: squeezed, ...one, ...entries },
    suffix: '_squeeze',
    isFirst: true,
  });
  const expandOne = copyCall(model, layer, { entries: { filters: expanded, ...one }, suffix: '_expand1x1' });
  const expand = copyCall(model, layer, { entries: { filters: expanded }, suffix: '_expand' });
  if (!closing || squeeze === undefined || expandOne === undefined || expand === undefined) return undefined;
  if (type === undefined && isTypeScript(file)) return undefined;
  const { statement, appliedTo } = written;
  const squeezing = writeConstants(
    model,
    statement,
    [squeeze, ...layersAfter('_squeeze')],
    model.textAt(appliedTo),
    'squeezed',
  );
  const indent = /^\s*/.exec(textBefore(model, written.callee))?.[0] ?? '';
  const branches = [expandOne, expand].map((call) => `\n${indent}  ${call}.apply(${squeezing.output}),`).join('');
  return [
    { range: { ...statement.range, end: statement.range.start }, newText: squeezing.text },
    {
      range: { ...rangeOfCall(written), end: appliedTo.end + closing[0].length },
      newText: `${concatenate}().apply([${branches}\n${indent}]${type === undefined ? '' : ` as ${type}[]`})`,
    },
  ];
}

/** Whether a 1×1 window gives a map of the same size as the layer's own, and looks at all positions. */
function fitsBeside(layer: LayerReading['layer']): boolean {
  const isOne = numbersAt(layer, 'strides', 2, 1)?.every((stride) => stride === 1) === true;
  // Each branch would take the softmax of half of the channels.
  return isOne && entryOf(layer, 'padding') === 'same' && activationOf(layer) !== 'softmax';
}
