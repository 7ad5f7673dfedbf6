// Places of a map, and parts of the picture, that are worth looking at.

import type { FeatureMaps } from '../../src/protocol/runner';
import { clipRegion, lengthOf, regionSeenFrom } from '../field/fieldGeometry';
import type { Place, Region, RegionField, Size, Span } from '../field/fieldGeometry';
import { valueAt } from '../maps/featureMap';

export interface Patch {
  readonly place: Place;
  readonly value: number;
  /** What the place sees of the picture. */
  readonly region: Region;
}

/** Where the channel is largest, as far as a byte tells. */
export function findLargest(maps: FeatureMaps, channel: number): Place {
  const pixels = maps.height * maps.width;
  const bytes = maps.bytes.subarray(channel * pixels, (channel + 1) * pixels);
  const best = bytes.reduce((largest, byte, at) => (byte > (bytes[largest] ?? 0) ? at : largest), 0);
  return { row: Math.floor(best / maps.width), column: best % maps.width };
}

/** Of the smaller of two parts of the picture, so much at most lies in the other one too: more would look the same. */
const MOST_SHARED = 0.5;

export interface Patches {
  readonly patches: readonly Patch[];
  /** Why there are not more: there are enough, places that are left see mostly what these see, or none is left with a value above 0. */
  readonly end: 'count' | 'overlap' | 'value';
}

/**
 * The places where a channel is largest, the largest first, of which no two see mostly the same.
 * @param values exact ones where they are there
 */
export function findPatches(
  maps: FeatureMaps,
  channel: number,
  values: Float32Array | undefined,
  { field, input, count }: { readonly field: RegionField; readonly input: Size; readonly count: number },
): Patches {
  const { width } = maps;
  const all = Array.from({ length: maps.height * width }, (_, at) => {
    const place = { row: Math.floor(at / width), column: at % width };
    return { place, value: values?.[at] ?? valueAt(maps, channel, place.row, place.column) };
  });
  const patches: Patch[] = [];
  let isOverlapping = false;
  for (const { place, value } of all.filter((one) => !Number.isNaN(one.value)).sort((a, b) => b.value - a.value)) {
    if (patches.length === count) return { patches, end: 'count' };
    // below 0 nothing excites it, but of the largest value one wants to know in any case
    if (value <= 0 && patches.length > 0) break;
    const region = clipRegion(regionSeenFrom(field, place), input);
    if (!region) continue;
    const isNew = patches.every((patch) => sharedPart(patch.region, region) <= MOST_SHARED);
    if (isNew) patches.push({ place, value, region });
    else isOverlapping = true;
  }
  return { patches, end: isOverlapping ? 'overlap' : 'value' };
}

/** What two regions have in common, as a share of the smaller one. */
function sharedPart(a: Region, b: Region): number {
  const common = (one: Span, other: Span): number =>
    Math.max(0, Math.min(one.last, other.last) - Math.max(one.first, other.first) + 1);
  return (common(a.rows, b.rows) * common(a.columns, b.columns)) / Math.min(areaOf(a), areaOf(b));
}

function areaOf({ rows, columns }: Region): number {
  return lengthOf(rows) * lengthOf(columns);
}

/** Around what is seen so much is shown beside it, as a part of its size. */
const MARGIN_SHARE = 0.25;
const SMALLEST_PART = 32;

/** The part of the picture around a region; undefined where that is nearly all of it. */
export function partAround(region: Region, input: Size): Region | undefined {
  const rows = widen(region.rows, input.height);
  const columns = widen(region.columns, input.width);
  const isAll = lengthOf(rows) * lengthOf(columns) > 0.7 * input.width * input.height;
  return isAll ? undefined : { rows, columns };
}

function widen(span: Span, size: number): Span {
  const wanted = Math.min(size, Math.max(SMALLEST_PART, Math.round(lengthOf(span) * (1 + 2 * MARGIN_SHARE))));
  const middle = (span.first + span.last + 1) / 2;
  const first = Math.min(size - wanted, Math.max(0, Math.round(middle - wanted / 2)));
  return { first, last: first + wanted - 1 };
}

/** The fewest pixels that carry so much of an amount: how many, and how many there are with an amount at all. */
export function countCarrying(amounts: Float32Array, share: number): { readonly count: number; readonly all: number } {
  const sorted = amounts.filter((amount) => amount > 0).sort((a, b) => b - a);
  const wanted = share * sorted.reduce((sum, amount) => sum + amount, 0);
  let carried = 0;
  let count = 0;
  for (const amount of sorted) {
    if (carried >= wanted) break;
    carried += amount;
    count++;
  }
  return { count, all: sorted.length };
}
