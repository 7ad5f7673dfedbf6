// Hints in functions that are written in core operations (`tf.conv2d(x, filter, 1, 'same').relu()`): the shape that a line gives.

import {
  product,
  sum,
  type FileAnalysis,
  type OperationCall,
  type OperationReading,
  type Quantity,
  type Shape,
  type SourceRange,
} from '../analyser/index';
import { formatShape, formatSizes, isUnknown } from './formatNumber';
import { formatFormula } from './formulaText';
import { unknownNote } from './hover';
import { rangeOfTexts } from './inlayHints';
import type { LineMap } from './lineMap';
import type { Sources } from './sources';

/** Operations that a function is a network by; others are also used for losses and data. */
const STRUCTURAL = new Set([
  'conv1d',
  'conv2d',
  'conv3d',
  'conv2dTranspose',
  'conv3dTranspose',
  'depthwiseConv2d',
  'separableConv2d',
  'maxPool',
  'avgPool',
  'maxPool3d',
  'avgPool3d',
  'depthToSpace',
  'matMul',
  'dot',
  'resizeBilinear',
  'resizeNearestNeighbor',
]);

export interface OperationHint {
  /** The end of the line in which the call ends. */
  readonly offset: number;
  readonly text: string;
  readonly call: OperationCall;
}

/** One for the outermost call of a line, in functions that are networks; lines with a hint for a layer have that one. */
export function makeOperationHints(
  analysis: FileAnalysis,
  lines: LineMap,
  others: readonly { readonly offset: number }[],
): OperationHint[] {
  const taken = new Set(others.map(({ offset }) => offset));
  const byOffset = new Map<number, OperationCall>();
  for (const call of callsOfNetworks(analysis)) {
    const offset = lines.lineEnd(lines.positionAt(call.range.end).line);
    const known = byOffset.get(offset);
    if (taken.has(offset) || (known && !isAround(call.range, known.range))) continue;
    byOffset.set(offset, call);
  }
  return [...byOffset]
    .filter(([, { readings }]) => readings.some(({ outputShape }) => !isUnknown(outputShape)))
    .map(([offset, call]) => ({ offset, text: operationText(call), call }))
    .sort((a, b) => a.offset - b.offset);
}

/** The smallest call of a core operation around an offset, in a function that is a network. */
export function operationAt(analysis: FileAnalysis, offset: number): OperationCall | undefined {
  let found: OperationCall | undefined;
  for (const call of callsOfNetworks(analysis)) {
    const isInside = call.range.start <= offset && offset <= call.range.end;
    if (isInside && (!found || isAround(found.range, call.range))) found = call;
  }
  return found;
}

function callsOfNetworks({ operationCalls }: FileAnalysis): OperationCall[] {
  const networks = new Set(operationCalls.flatMap(({ readings }) => readings.filter(isStructural).map(placeOf)));
  return operationCalls.filter(({ readings: [first] }) => first && networks.has(placeOf(first)));
}

/** `28×28×8`; `×3 · 28×28×8…7×7×32` for several readings. */
function operationText({ readings }: OperationCall): string {
  const range = rangeOfTexts(readings.map(({ outputShape }) => tensorShape(outputShape)));
  return readings.length > 1 ? `×${readings.length} · ${range}` : range;
}

/** Markdown for the hover over a call of a core operation. */
export function describeOperation({ readings }: OperationCall, sources: Sources): string {
  const [first] = readings;
  if (!first) return '';
  const inputs = first.inputShapes.map(tensorShape).join(', ');
  const shape = `${inputs === '' ? '' : `${inputs} → `}**${tensorShape(first.outputShape)}**`;
  const macs = macsOf(first);
  const times = readings.length > 1 ? ` — evaluated ${readings.length} times, this is the first` : '';
  return [
    `**tf.${first.name}**${times}`,
    shape,
    ...(macs === 0 ? [] : [`MACs: ${formatFormula(first.macTerms, macs)}`]),
    ...(isUnknown(first.outputShape) ? [unknownNote('output shape', first.outputShape, sources)] : []),
  ].join('\n\n');
}

function macsOf({ macTerms }: OperationReading): Quantity {
  return sum(macTerms.map((factors) => product(factors)));
}

/** All sizes: core operations have the batch as an axis like the others; that of a layer's `call` is left out. */
function tensorShape(shape: Shape | OperationReading['outputShape']): string {
  if (isUnknown(shape)) return '?';
  return shape[0] === null ? formatShape(shape) : formatSizes(shape);
}

function isStructural({ name }: OperationReading): boolean {
  return STRUCTURAL.has(name);
}

function placeOf({ within }: OperationReading): number {
  return within?.start ?? -1;
}

function isAround(outer: SourceRange, inner: SourceRange): boolean {
  return outer.start <= inner.start && outer.end >= inner.end;
}
