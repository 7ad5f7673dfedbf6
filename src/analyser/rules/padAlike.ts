// Writes padding of equal width on both sides in place of 'same' at a stride of 2, which pads an even map on one side first.

import type { LayerReading, TextEdit } from '../analysis';
import type { Application, Tensor } from '../graph/graph';
import { copyCall } from './copyCall';
import { calleeWith, quoted } from './edits';
import type { InspectedModel } from './inspectedModel';
import { entryOf, isChannelsLast, numbersAt, sizesOf } from './layerKinds';
import { writeLayers } from './writeLayers';

/** The convolutions of the branches of a merge that are centred further on than one with equal padding would be. */
export function findOneSided({ inputs }: Application, model: InspectedModel): readonly LayerReading[] {
  const branches = inputs.map(branchOf);
  const found = branches
    .flatMap((branch) => [...branch])
    .filter((application) => !branches.every((branch) => branch.has(application)) && isOneSided(application));
  return [...new Set(found)].flatMap(({ layer }) => model.readingOf(layer) ?? []);
}

/** The layers that lead to a tensor, to where it has several inputs. */
function branchOf(end: Tensor): ReadonlySet<Application> {
  const branch = new Set<Application>();
  for (let before = end.producer; before && before.inputs.length <= 1; before = before.inputs[0]?.producer)
    branch.add(before);
  return branch;
}

function isOneSided({ layer, inputs }: Application): boolean {
  const kernel = numbersAt(layer, 'kernelSize', 2);
  const isKnown = layer.factory === 'conv2d' && isChannelsLast(layer) && entryOf(layer, 'padding') === 'same';
  return (
    isKnown &&
    kernel?.every((size) => size > 1 && size % 2 === 1 && size === kernel[0]) === true &&
    numbersAt(layer, 'strides', 2, 1)?.every((stride) => stride === 2) === true &&
    numbersAt(layer, 'dilationRate', 2, 1)?.every((rate) => rate === 1) === true &&
    sizesOf(inputs[0])
      ?.slice(0, 2)
      .every((size) => size % 2 === 0) === true
  );
}

/** @returns undefined where the layer is not written in a way that allows it */
export function padAlike(model: InspectedModel, { layer }: LayerReading): readonly TextEdit[] | undefined {
  const padding = ((numbersAt(layer, 'kernelSize', 2)?.[0] ?? 1) - 1) / 2;
  const callee = calleeWith(model, layer, 'zeroPadding2d');
  // What is spread into the configuration may say 'same' once more.
  const isSpread = layer.written?.entries?.some(({ name }) => name === undefined);
  const own = copyCall(model, layer, { entries: { padding: isSpread ? quoted(model, layer, 'valid') : undefined } });
  if (!layer.written || callee === undefined || own === undefined) return undefined;
  return writeLayers(model, layer.written, [`${callee}({ padding: [${padding}, ${padding}] })`, own]);
}
