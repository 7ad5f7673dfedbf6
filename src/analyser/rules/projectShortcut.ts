// The fix of a sum that TensorFlow.js refuses: a 1×1 convolution on the shortcut (ResNet, 2015), where its shape tells which.

import type { Fix } from '../analysis';
import { Formula, Unknown, type SourceRange } from '../formulas/quantity';
import type { Application, CallPath, Layer, Tensor } from '../graph/graph';
import { equalDimensions, type Dimension } from '../graph/shape';
import type { WrittenInputs } from '../graph/writtenCall';
import { calleeWith, typeOfTensors, writtenEntry } from './edits';
import { isChannelsLast, isConvolution, numbersAt, rankOf } from './layerKinds';
import { sourcesOf, type Sources } from './sources';

/** Layers in a row, last one first. */
type Chain = readonly Layer[];

/** What the branch beside the shortcut is made of, in other calls of the function around. */
interface Others {
  /** Where the sum is all right. */
  readonly right: readonly Chain[];
  readonly behind: readonly Chain[];
}

/** What the shortcut of one sum needs. */
interface Projection {
  /** Which of the two inputs is the shortcut. */
  readonly shortcut: number;
  readonly filters: Dimension;
  readonly stride: number;
  /** What makes the other input. */
  readonly chain: Chain;
  readonly sum: Layer;
}

/** @param sums all that the program adds at that place: what is written there must suit them all */
export function projectShortcut(
  sums: readonly Application[],
  { elements, isCast }: WrittenInputs,
  textOf: Sources['textOf'],
): readonly Fix[] {
  const sources = sourcesOf(textOf);
  const { textAt } = sources;
  const isKnown = ({ shape }: Tensor): boolean => !(shape instanceof Unknown);
  const seen = sums.filter(({ inputs }) => inputs.every(isKnown));
  const refused = seen.filter(({ outputs }) => !outputs.every(isKnown));
  const projections = refused.flatMap((sum) => findProjection(sum) ?? []);
  const [first] = projections;
  const element = elements[first?.shortcut ?? -1];
  if (!first || !element || elements.length !== 2 || projections.length !== refused.length) return [];
  if (projections.some(({ shortcut }) => shortcut !== first.shortcut)) return [];
  const chainsOf = (some: readonly Application[]): Chain[] =>
    some.map(({ inputs }) => chainBetween(inputs[first.shortcut], inputs[1 - first.shortcut]));
  const others: Others = {
    right: chainsOf(seen.filter((sum) => !refused.includes(sum))),
    // What comes behind a sum that is refused has no shape yet.
    behind: chainsOf(sums.filter((sum) => !seen.includes(sum))),
  };
  const convolution = first.chain.find((layer) => isConvolution(layer));
  const rank = convolution && rankOf(convolution);
  const factory = rank === undefined ? undefined : `conv${rank}d`;
  const callee =
    convolution?.factory === factory && convolution?.written
      ? textAt(convolution.written.callee)
      : factory && calleeWith({ textAt }, first.sum, factory);
  const isFitting = projections.every(({ chain }) => chain.every((layer) => isChannelsLast(layer)));
  const filters = textOfFilters(projections, others, element, sources);
  const stride = textOfStride(projections, others, element, sources);
  if (!callee || !isFitting || filters === undefined || stride === undefined) return [];
  const entries = [
    entryText('filters', filters),
    'kernelSize: 1',
    ...(stride.text === '1' ? [] : [entryText('strides', stride.text)]),
  ];
  const input = textAt(element);
  // TypeScript wants the elements of the list to be of one type.
  const type = isCast ? undefined : typeOfTensors(callee, element.file, textOf);
  const projected = `${callee}({ ${entries.join(', ')} }).apply(${input})${type === undefined ? '' : ` as ${type}`}`;
  const newText = stride.isOptional ? `${stride.text} === 1 ? ${input} : ${projected}` : projected;
  return [{ title: 'Project the shortcut with a 1×1 convolution', edits: [{ range: element, newText }] }];
}

function findProjection({ inputs, layer: sum }: Application): Projection | undefined {
  const [a, b] = inputs;
  if (!a || !b || inputs.length !== 2) return undefined;
  const strides = [strideBetween(a, b), strideBetween(b, a)];
  const isBefore = [comesFrom(b, a), comesFrom(a, b)];
  const fitting = [0, 1].filter((index) => strides[index] !== undefined && !isBefore[1 - index]);
  // Where only the channels differ both could be changed: the shortcut is what the other one was made from.
  const [shortcut, ...others] = fitting.length === 1 ? fitting : fitting.filter((index) => isBefore[index]);
  const stride = strides[shortcut ?? -1];
  const other = shortcut === 0 ? b : a;
  if (shortcut === undefined || stride === undefined || others.length > 0 || other.shape instanceof Unknown)
    return undefined;
  const filters = other.shape.at(-1) ?? null;
  if (filters === null || filters instanceof Unknown) return undefined;
  return { shortcut, filters, stride, chain: chainBetween(inputs[shortcut], other), sum };
}

/** The stride at which a 1×1 convolution makes the positions of one tensor those of another; undefined where there is none for certain. */
function strideBetween({ shape: from }: Tensor, { shape: to }: Tensor): number | undefined {
  if (from instanceof Unknown || to instanceof Unknown || from.length !== to.length || from.length < 3)
    return undefined;
  const axes = from.slice(1, -1).map((size, axis) => [size, to[axis + 1] ?? null] as const);
  const [[size, smaller] = []] = axes;
  const stride =
    typeof size === 'number' && typeof smaller === 'number' && smaller > 0 ? Math.round(size / smaller) : 1;
  const fits = ([before, after]: readonly [Dimension, Dimension]): boolean =>
    typeof before === 'number' && typeof after === 'number'
      ? Math.ceil(before / stride) === after
      : stride === 1 && before !== null && equalDimensions(before, after);
  return stride >= 1 && axes.every(fits) ? stride : undefined;
}

function comesFrom(tensor: Tensor, origin: Tensor): boolean {
  return withOrigins(tensor).has(origin);
}

/** A tensor and all that it is made from. */
function withOrigins(tensor: Tensor): ReadonlySet<Tensor> {
  const found = new Set<Tensor>([tensor]);
  // A set hands out what is added to it on the way.
  for (const { producer } of found) for (const input of producer?.inputs ?? []) found.add(input);
  return found;
}

/** The layers in a row from where two branches part to the end of one of them. */
function chainBetween(shortcut: Tensor | undefined, end: Tensor | undefined): Chain {
  const shared = shortcut ? withOrigins(shortcut) : new Set<Tensor>();
  const chain: Layer[] = [];
  for (let tensor = end; tensor && !shared.has(tensor) && tensor.producer?.inputs.length === 1;) {
    chain.push(tensor.producer.layer);
    tensor = tensor.producer.inputs[0];
  }
  return chain;
}

/** As the other branch's convolution says it, so that it holds for each call of the function around; else the number. */
function textOfFilters(
  projections: readonly Projection[],
  { behind }: Others,
  at: SourceRange,
  sources: Sources,
): string | undefined {
  const makerOf = (chain: Chain): Layer | undefined => chain.find((layer) => isConvolution(layer));
  const [first] = projections;
  const maker = first && makerOf(first.chain);
  const isToldBy = (chain: Chain, filters?: Dimension): boolean => {
    const layer = makerOf(chain);
    const value = layer?.config.get('filters');
    return layer?.call === maker?.call && (filters === undefined || equals(value, filters));
  };
  const text = maker && textThatHolds(maker, 'filters', first.sum.path, at, sources);
  const isTold = projections.every(({ chain, filters }) => isToldBy(chain, filters));
  if (text !== undefined && isTold && behind.every((chain) => isToldBy(chain))) return text;
  const number = first?.filters;
  const isSame = behind.length === 0 && projections.every(({ filters }) => filters === number);
  return isSame && typeof number === 'number' ? String(number) : undefined;
}

/** As the other branch says it where it takes the steps; else the number. Only a text can tell the sums that are all right. */
function textOfStride(
  projections: readonly Projection[],
  { right, behind }: Others,
  at: SourceRange,
  sources: Sources,
): { readonly text: string; readonly isOptional: boolean } | undefined {
  const [first] = projections;
  if (!first) return undefined;
  const maker = projections.flatMap(({ chain }) => chain).find((layer) => strideOf(layer) !== 1);
  const isToldBy = (chain: Chain, stride?: number): boolean =>
    chain.some(({ call }) => call === maker?.call) &&
    chain.every((layer) =>
      layer.call === maker?.call ? [undefined, strideOf(layer)].includes(stride) : strideOf(layer) === 1,
    );
  const text = maker && textThatHolds(maker, 'strides', first.sum.path, at, sources);
  const isTold = projections.every(({ chain, stride }) => isToldBy(chain, stride));
  if (text !== undefined && isTold && behind.every((chain) => isToldBy(chain))) {
    if (right.length === 0) return { text, isOptional: false };
    const isApart = right.every((chain) => isToldBy(chain, 1)) && projections.every(({ stride }) => stride !== 1);
    return isApart ? { text, isOptional: true } : undefined;
  }
  const isSame = projections.every(({ stride }) => stride === first.stride);
  const isBehindSame = behind.every((chain) => first.stride === 1 && chain.every((layer) => strideOf(layer) === 1));
  return right.length === 0 && isSame && isBehindSame ? { text: String(first.stride), isOptional: false } : undefined;
}

/** The one stride of all axes; undefined where it is not known. */
function strideOf(layer: Layer): number | undefined {
  const rank = rankOf(layer);
  if (rank === undefined || !/conv|pooling/i.test(layer.factory ?? '')) return 1;
  const [stride, ...others] =
    numbersAt(layer, 'strides', rank) ?? numbersAt(layer, 'poolSize', rank) ?? (isConvolution(layer) ? [1] : []);
  return others.every((other) => other === stride) ? stride : undefined;
}

/** How an entry is written, where the same text has the same value at another place of the same call of the function. */
function textThatHolds(
  { call, path, written }: Layer,
  name: string,
  pathThere: CallPath,
  at: SourceRange,
  { textOf, textAt }: Sources,
): string | undefined {
  const entry = writtenEntry(written, name);
  const isSameCall = path.length === pathThere.length && path.every((site, index) => site === pathThere[index]);
  const text = entry && (entry.value ? textAt(entry.value) : name);
  if (!isSameCall || call.file !== at.file || call.end > at.start || !/^[\w$]+(\.[\w$]+)*$/.test(text ?? ''))
    return undefined;
  // A name is still there where no block that it may belong to has ended.
  let depth = 0;
  for (const [brace] of textOf(at.file).slice(call.end, at.start).matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (depth < 0) return undefined;
  }
  return text;
}

function entryText(name: string, text: string): string {
  return name === text ? name : `${name}: ${text}`;
}

function equals(value: unknown, dimension: Dimension | undefined): boolean {
  return (
    dimension !== undefined &&
    (typeof value === 'number' || value instanceof Formula) &&
    equalDimensions(value, dimension)
  );
}
