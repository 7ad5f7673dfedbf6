// Convolution, pooling and resizing.

import { add, divide, multiply, Unknown, type Quantity } from '../../formulas/quantity';
import { countable, type Dimension, type Shape } from '../../graph/shape';
import type { Window } from '../../graph/window';
import { slidingShape, slidingWindow, type Sliding } from '../../layers/slidingWindow';
import { transposedAxis } from '../../layers/transposedConvolution';
import { ArrayValue, ObjectValue, toQuantity, type Value } from '../../interpreter/values';
import type { OperationCall, OperationTensor } from './operationTensor';
import { toShape } from '../tensorObject';
import { pairsOf } from './rearrangements';

/** tf.conv1d / conv2d / conv3d (x, filter, strides, pad, dataFormat, dilations). Filter: [...size, inputs, outputs]. */
export function convolution(call: OperationCall, rank: number): OperationTensor {
  const options = convolutionOptions(call);
  return convolve(
    call,
    rank,
    options,
    (filter) => filter.at(-1) ?? null,
    (filter, out) => [...filter, ...positions(out, rank)],
  );
}

/** tf.depthwiseConv2d. Filter: [height, width, channels, multiplier]. */
export function depthwiseConvolution(call: OperationCall): OperationTensor {
  const outputs = (filter: Shape): Dimension => product(filter[2], filter[3]);
  return convolve(call, 2, convolutionOptions(call), outputs, (filter, out) => [...filter, ...positions(out, 2)]);
}

/** tf.separableConv2d(x, depthwise, pointwise, strides, pad, dilations). */
export function separableConvolution(call: OperationCall): OperationTensor {
  const [, , , strides, pad, dilations, dataFormat] = call.args;
  const pointwise = call.tensorShape(2);
  const channels = pointwise instanceof Unknown ? pointwise : (pointwise.at(-1) ?? null);
  return convolve(
    call,
    2,
    { strides, pad, dilations, dataFormat },
    () => channels,
    (filter, out) => [...filter, ...positions(out, 2)],
    (filter, out) => [product(filter[2], filter[3]), channels, ...positions(out, 2)],
  );
}

/** tf.conv2dTranspose(x, filter, outputShape, strides, pad). Filter: [...size, outputs, inputs]. */
export function transposedConvolution(call: OperationCall, rank: 2 | 3): OperationTensor {
  const x = call.tensor(0);
  const inputs = x ? [x] : [];
  const input = call.tensorShape(0);
  const filter = call.tensorShape(1);
  const shape = toShape(call.args[2]);
  const because = [input, filter, shape].find((one) => one instanceof Unknown);
  if (because) return call.result(inputs, shape, { kind: 'unknown', because }, [[because]]);
  const sizes = (filter as Shape).slice(0, rank).map(countable);
  const strides = quantities(call.args[3], rank, 1, call);
  const pad = call.args[4] === 0 ? 'valid' : call.args[4];
  const padding = typeof pad === 'string' ? pad : call.unknown(NO_PADDING);
  const axes = sizes.map((size, i) => transposedAxis(size, strides[i] ?? 1, padding));
  const before = (input as Shape).slice(-rank - 1, -1);
  const macs = [...(filter as Shape), ...before].map(countable);
  const batch = (input as Shape).length > rank + 1 ? (input as Shape)[0] : undefined;
  return call.result(inputs, shape, { kind: 'sliding', axes }, [[...macs, ...call.countSamples(batch)]]);
}

const NO_PADDING = 'this padding is not known';

interface Options {
  readonly strides: Value;
  readonly pad: Value;
  readonly dilations?: Value;
  readonly dataFormat?: Value;
}

function convolutionOptions(call: OperationCall): Options {
  const [, , strides, pad, dataFormat, dilations] = call.args;
  return { strides, pad, dilations, dataFormat };
}

function convolve(
  call: OperationCall,
  rank: number,
  options: Options,
  channels: (filter: Shape) => Dimension,
  ...macs: readonly ((filter: Shape, output: Shape) => readonly Dimension[])[]
): OperationTensor {
  const x = call.tensor(0);
  const batched = inBatch(call.tensorShape(0), rank);
  const filter = call.tensorShape(1);
  const inputs = x ? [x] : [];
  if (batched instanceof Unknown) return call.result(inputs, batched);
  if (filter instanceof Unknown) return call.result(inputs, filter, { kind: 'unknown', because: filter }, [[filter]]);
  const { shape, window } = slide(call, rank, filter.slice(0, rank), batched.shape, options, channels(filter));
  return call.result(
    inputs,
    batched.restore(shape),
    window,
    macs.map((terms) => [...terms(filter, shape).map(countable), ...call.countSamples(shape[0])]),
  );
}

/** tf.maxPool / avgPool (x, filterSize, strides, pad), and those of three axes. */
export function pooling(call: OperationCall, rank: number): OperationTensor {
  const [, filterSize, strides, pad, , dataFormat] = call.args;
  return pool(call, rank, filterSize, { strides, pad, dataFormat });
}

/** tf.pool(x, windowShape, 'avg' or 'max', pad, dilations, strides). */
export function poolOfType(call: OperationCall): OperationTensor {
  const [, windowShape, , pad, dilations, strides] = call.args;
  return pool(call, 2, windowShape, { strides, pad, dilations });
}

function pool(call: OperationCall, rank: number, windowSize: Value, options: Options): OperationTensor {
  const x = call.tensor(0);
  const batched = inBatch(call.tensorShape(0), rank);
  const inputs = x ? [x] : [];
  if (batched instanceof Unknown) return call.result(inputs, batched);
  const { shape, window } = slide(call, rank, quantities(windowSize, rank, 1, call), batched.shape, options);
  return call.result(inputs, batched.restore(shape), window);
}

/** tf.maxPoolWithArgmax(x, filterSize, strides, pad): {result, indexes}. */
export function maxPoolWithArgmax(call: OperationCall): Value {
  const [x, filterSize, strides, pad] = call.args;
  const pooled = (): OperationTensor => pooling(call.withArguments([x, filterSize, strides, pad]), 2);
  const members = new Map<string, Value>([
    ['result', pooled()],
    ['indexes', pooled()],
  ]);
  return call.machine.track(new ObjectValue(members));
}

/** tf.dilation2d(x, filter, strides, pad, dilations). Filter: [height, width, channels]. It multiplies nothing. */
export function dilation2d(call: OperationCall): OperationTensor {
  const [, , strides, pad, dilations] = call.args;
  return convolve(call, 2, { strides, pad, dilations }, (filter) => filter[2] ?? null);
}

interface Batched {
  readonly shape: Shape;
  /** The shape of the result for the input as it was given. */
  restore(shape: Shape): Shape;
}

/** A picture without a batch is a batch of one. */
function inBatch(shape: Shape | Unknown, rank: number): Batched | Unknown {
  if (shape instanceof Unknown) return shape;
  return shape.length === rank + 1
    ? { shape: [1, ...shape], restore: (result) => result.slice(1) }
    : { shape, restore: (result) => result };
}

/** What a window of that size makes of a shape with a batch, and what one position of the result sees. */
function slide(
  call: OperationCall,
  rank: number,
  size: Shape,
  input: Shape,
  { strides, pad, dilations, dataFormat }: Options,
  channels?: Dimension,
): { readonly shape: Shape; readonly window: Window } {
  if (dataFormat !== undefined && dataFormat !== null && !CHANNELS_LAST.has(dataFormat)) {
    const because = call.unknown('the shapes of core operations are followed with the channels last only');
    return {
      shape: input.map((length, axis) => (axis === 0 ? length : because)),
      window: { kind: 'unknown', because },
    };
  }
  const explicit = explicitPadding(pad, rank);
  const sliding: Sliding = {
    size: size.map(countable),
    stride: quantities(strides, rank, 1, call),
    dilation: quantities(dilations, rank, 1, call),
    padding: explicit ? 'valid' : typeof pad === 'string' ? pad : call.unknown(NO_PADDING),
    dataFormat: 'channelsLast',
  };
  if (!explicit) return { shape: slidingShape(sliding, input, channels), window: slidingWindow(sliding, input) };
  const padded = input.map((length, axis) => {
    const [before, after] = explicit[axis - 1] ?? [0, 0];
    return length === null ? null : add(length, before + after);
  });
  const window = slidingWindow(sliding, padded);
  return {
    shape: slidingShape(sliding, padded, channels),
    window:
      window.kind === 'sliding'
        ? { kind: 'sliding', axes: window.axes.map((axis, i) => ({ ...axis, padding: explicit[i]?.[0] ?? 0 })) }
        : window,
  };
}

const CHANNELS_LAST: ReadonlySet<Value> = new Set(['NWC', 'NHWC', 'NDHWC']);

/** Positions added before and behind each spatial axis: by one number for all, or by a pair for every axis of the tensor. */
function explicitPadding(pad: Value, rank: number): (readonly [number, number])[] | undefined {
  if (typeof pad === 'number') return Array.from({ length: rank }, () => [pad, pad] as const);
  return pairsOf(pad, 1, rank + 1);
}

/** A number or a list of numbers, one per axis. */
function quantities(value: Value, rank: number, fallback: number, call: OperationCall): Quantity[] {
  if (value === undefined) return Array<Quantity>(rank).fill(fallback);
  if (value instanceof ArrayValue) {
    return Array.from(
      { length: rank },
      (_, i) => toQuantity(value.open ?? value.elements[i]) ?? call.unknown('the size is not known'),
    );
  }
  return Array<Quantity>(rank).fill(toQuantity(value) ?? call.unknown('the size is not known'));
}

function positions(output: Shape, rank: number): Dimension[] {
  return output.slice(1, 1 + rank);
}

function product(a: Dimension | undefined, b: Dimension | undefined): Dimension {
  return a === undefined || b === undefined || a === null || b === null ? null : multiply(a, b);
}

/** tf.image.resizeBilinear / resizeNearestNeighbor (x, [height, width]). */
export function resize(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.tensorShape(0);
  const inputs = x ? [x] : [];
  if (input instanceof Unknown) return call.result(inputs, input);
  const size = quantities(call.args[1], 2, 1, call);
  const shape: Shape = input.length === 3 ? [...size, input[2] ?? null] : [input[0] ?? null, ...size, input[3] ?? null];
  const before = input.slice(input.length - 3, input.length - 1);
  const bilinear = call.name === 'resizeBilinear';
  const window: Window = {
    kind: 'sliding',
    axes: before.map((length, i) => {
      const step = divide(countable(length), size[i] ?? 1);
      // Nearest: several outputs share one input. Bilinear: each sees two neighbours.
      const reach = typeof step === 'number' ? Math.max(0, 1 - step) : 0;
      return { size: 1 + reach + (bilinear && step !== 1 ? 1 : 0), step, padding: reach };
    }),
  };
  return call.result(inputs, shape, window);
}
