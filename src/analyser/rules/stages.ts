// The stages of a network: the convolutions between one reduction of the map and the next.

import type { Fix, LayerReading } from '../analysis';
import { Unknown } from '../formulas/quantity';
import { writtenEntry } from './edits';
import { exact } from './figures';
import type { InspectedModel } from './inspectedModel';
import { isChannelsLast, numbersAt, rankOf, sizesOf } from './layerKinds';
import type { Advice } from './rule';

export interface Stage {
  /** Pixels of the picture from one position to the next. */
  readonly stride: number;
  /** Those with a window, in the order of the graph; at least one. */
  readonly convolutions: readonly [LayerReading, ...LayerReading[]];
  /** Those of 1×1 besides. */
  readonly pointwise: readonly LayerReading[];
  /** The most channels that any of its maps has. */
  readonly width: number;
}

const WITH_FILTERS = new Set(['conv2d', 'separableConv2d']);
const MERGES = new Set(['concatenate', 'add']);
const ENLARGING = new Set(['conv2dTranspose', 'upSampling2d']);

/** The stages in their order, of a network that takes one picture; undefined where one of the figures is not known. */
export function stagesOf(model: InspectedModel): readonly Stage[] | undefined {
  const { inputs } = model.reading.model;
  if (inputs.length !== 1 || sizesOf(inputs[0])?.length !== 3) return undefined;
  const stages = new Map<number, { convolutions: LayerReading[]; pointwise: LayerReading[]; width: number }>();
  for (const reading of model.layers) {
    const { layer, application } = reading;
    const factory = layer.factory ?? '';
    if (ENLARGING.has(factory) || layer.model) return undefined;
    const hasFilters = WITH_FILTERS.has(factory);
    if (!hasFilters && !MERGES.has(factory)) continue;
    const channels = sizesOf(application?.outputs[0]);
    // Behind the head there are vectors.
    if (!hasFilters && channels?.length !== 3) continue;
    const stride = strideOf(reading);
    const kernel = hasFilters ? numbersAt(layer, 'kernelSize', rankOf(layer) ?? 2) : [];
    const width = channels?.[2];
    if (stride === undefined || width === undefined || !kernel || !isChannelsLast(layer)) return undefined;
    const stage = stages.get(stride) ?? { convolutions: [], pointwise: [], width: 0 };
    stages.set(stride, stage);
    if (hasFilters) (kernel.some((size) => size > 1) ? stage.convolutions : stage.pointwise).push(reading);
    stage.width = Math.max(stage.width, width);
  }
  return [...stages]
    .sort(([x], [y]) => x - y)
    .flatMap(
      ([
        stride,
        {
          convolutions: [first, ...others],
          ...rest
        },
      ]) => (first ? [{ stride, convolutions: [first, ...others] as const, ...rest }] : []),
    );
}

function strideOf({ receptiveField: field }: LayerReading): number | undefined {
  if (field instanceof Unknown || field.global) return undefined;
  const [first, second] = field.stride;
  return typeof first === 'number' && first === second ? first : undefined;
}

/** The fix that makes a stage as wide as the one before; undefined unless the filters of its widest layers are all written as numbers. */
export function setWidth(
  model: InspectedModel,
  { convolutions, pointwise, width }: Stage,
  filters: number,
): (Required<Pick<Advice, 'changed'>> & { readonly fixes: readonly Fix[] }) | undefined {
  const changed = [...convolutions, ...pointwise].filter(
    ({ application }) => sizesOf(application?.outputs[0])?.[2] === width,
  );
  const values = new Set(changed.map(({ layer }) => writtenEntry(layer.written, 'filters')?.value));
  const edits = [...values].flatMap((range) =>
    range && model.textAt(range) === String(width) ? [{ range, newText: String(filters) }] : [],
  );
  if (edits.length === 0 || edits.length !== values.size) return undefined;
  return { fixes: [{ title: `Use ${exact(filters)} filters, as the stage before`, edits }], changed };
}
