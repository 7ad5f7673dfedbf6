// What may stand in place of a window over many channels: how many weights each form has, and the edits that write it.

import type { Fix, LayerReading } from '../analysis';
import type { Copy } from './copyCall';
import { calleeWith, writtenEntry } from './edits';
import { exact } from './figures';
import { writeFireModule } from './fireModule';
import { writeGroupedConvolution } from './groupedConvolution';
import type { InspectedModel } from './inspectedModel';
import { entryOf, numbersAt } from './layerKinds';
import { replaceLayer } from './replaceLayer';

export interface WideWindow {
  readonly size: number;
  readonly channels: number;
  readonly filters: number;
  readonly weights: number;
}

const GROUPS = 4;

/** How many channels a Fire module squeezes to, of those that it gives: SqueezeNet's ratio. */
const SQUEEZE = 8;

/** `compressed to 128 channels first, 622,592; as a bottleneck of 64, 86,016; …` */
export function formsText(window: WideWindow): string {
  const { size, channels, filters, weights } = window;
  const [half, quarter] = [narrowed(window, 2), narrowed(window, 4)];
  const compressed = channels * half + size * size * half * filters;
  const bottleneck = channels * quarter + size * size * quarter * quarter + quarter * filters;
  const separable = size * size * channels + channels * filters;
  const squeezed = filters / SQUEEZE;
  const fire = channels * squeezed + ((1 + size * size) * squeezed * filters) / 2;
  return [
    `compressed to ${exact(half)} channels first, ${exact(compressed)}`,
    `as a bottleneck of ${exact(quarter)}, ${exact(bottleneck)}`,
    `depthwise-separable, ${exact(separable)}`,
    ...(isDivisible(window) ? [`in ${GROUPS} groups with a shuffle, ${exact(weights / GROUPS)}`] : []),
    ...(isSqueezable(window) ? [`as a Fire module, ${exact(fire)}`] : []),
  ].join('; ');
}

/** The channels that a 1×1 convolution leaves of the fewer of those that come in and those that go out. */
function narrowed({ channels, filters }: WideWindow, by: number): number {
  return Math.max(1, Math.round(Math.min(channels, filters) / by));
}

function isDivisible({ channels, filters }: WideWindow): boolean {
  return channels % GROUPS === 0 && filters % GROUPS === 0;
}

function isSqueezable({ channels, filters }: WideWindow): boolean {
  return filters % SQUEEZE === 0 && filters / SQUEEZE < channels;
}

/**
 * @param about all that one call makes
 * @param windows theirs
 */
export function cheaperForms(
  model: InspectedModel,
  about: readonly [LayerReading, ...LayerReading[]],
  windows: readonly WideWindow[],
): readonly Fix[] {
  const [{ layer }] = about;
  const [half, quarter] = [2, 4].map((by) => narrowedText(model, about[0], windows, by));
  const one = { kernelSize: '1', strides: undefined, dilationRate: undefined };
  const before = (filters: string): Copy => ({ entries: { filters, ...one }, suffix: '_reduce' });
  const copies: readonly (readonly [title: string, copies: readonly Copy[] | undefined])[] = [
    [
      'Compress the channels with a 1×1 convolution first',
      half === undefined ? undefined : [before(half), { entries: {} }],
    ],
    [
      'Replace by a bottleneck',
      quarter === undefined
        ? undefined
        : [before(quarter), { entries: { filters: quarter } }, { entries: one, suffix: '_expand' }],
    ],
    ['Make it depthwise-separable', separableCopy(model, about)],
  ];
  const [squeezed, expanded] = windows.every(isSqueezable)
    ? [SQUEEZE, 2].map((by) => dividedText(model, layer, windows, by))
    : [];
  const forms: readonly (readonly [title: string, edits: Fix['edits'] | undefined])[] = [
    ...copies.map(([title, list]) => [title, list && replaceLayer(model, about, list)] as const),
    [
      `Convolve in ${GROUPS} groups, with a shuffle`,
      windows.every(isDivisible) ? writeGroupedConvolution(model, about, GROUPS) : undefined,
    ],
    [
      'Replace by a Fire module',
      squeezed !== undefined && expanded !== undefined
        ? writeFireModule(model, about, { squeezed, expanded })
        : undefined,
    ],
  ];
  return forms.flatMap(([title, edits]) => (edits ? [{ title, edits }] : []));
}

/** `64`, or `filters / 4` where the number is not written here. */
function narrowedText(
  model: InspectedModel,
  { layer }: LayerReading,
  windows: readonly WideWindow[],
  by: number,
): string | undefined {
  const [first] = windows;
  if (!first) return undefined;
  const isOfFilters = windows.every(({ channels, filters }) => filters <= channels);
  const divided = isOfFilters ? dividedText(model, layer, windows, by) : undefined;
  const narrow = narrowed(first, by);
  return divided ?? (windows.every((window) => narrowed(window, by) === narrow) ? String(narrow) : undefined);
}

/** The filters of each layer by a number, where that leaves nothing over. */
function dividedText(
  model: InspectedModel,
  layer: LayerReading['layer'],
  windows: readonly WideWindow[],
  by: number,
): string | undefined {
  const [first] = windows;
  const text = textOfFilters(model, layer);
  if (!first || !windows.every(({ filters }) => filters % by === 0)) return undefined;
  if (text === undefined || /^\d+$/.test(text)) {
    return windows.every(({ filters }) => filters === first.filters) ? String(first.filters / by) : undefined;
  }
  const [, name, divisor = 1] = /^([\w$]+(?:\.[\w$]+)*)(?: ?\/ ?(\d+))?$/.exec(text) ?? [];
  return name === undefined ? `(${text}) / ${by}` : `${name} / ${Number(divisor) * by}`;
}

function textOfFilters(model: InspectedModel, { written }: LayerReading['layer']): string | undefined {
  const entry = writtenEntry(written, 'filters');
  return entry && (entry.value ? model.textAt(entry.value) : 'filters');
}

/** tfjs gives the two kernels of a separable convolution options of their own. */
function separableCopy(
  model: InspectedModel,
  about: readonly [LayerReading, ...LayerReading[]],
): readonly Copy[] | undefined {
  const entries: Record<string, string | undefined> = {};
  for (const { layer } of about) {
    if (numbersAt(layer, 'dilationRate', 2, 1)?.every((rate) => rate === 1) !== true) return undefined;
    for (const option of ['Initializer', 'Regularizer', 'Constraint']) {
      const name = `kernel${option}`;
      if ((entryOf(layer, name) ?? undefined) === undefined) continue;
      const value = writtenEntry(layer.written, name)?.value;
      if (!value) return undefined;
      entries[name] = undefined;
      entries[`depthwise${option}`] = model.textAt(value);
      entries[`pointwise${option}`] = model.textAt(value);
    }
  }
  const callee = calleeWith(model, about[0].layer, 'separableConv2d');
  return callee === undefined ? undefined : [{ callee, entries }];
}
