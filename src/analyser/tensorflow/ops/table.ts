// The core operations of TensorFlow.js that the analysis follows, by name.

import { NativeFunction, type NativeCall, type Value } from '../../interpreter/values';
import type { Session } from '../session';
import { eye, LITERALS, literal, OF_SHAPE, ofLength, ofShape, range } from './creations';
import { addN, BINARY, binary, UNARY, unary, where } from './elementwise';
import { OperationCall, OperationTensor, tensorList, type OperationTable } from './operationTensor';
import { batchToSpace, depthToSpace, spaceToBatch } from './blocks';
import { FUSED } from './fused';
import { concat, slice, split, stack, unstack } from './parts';
import { einsum, matrixProduct, outerProduct } from './products';
import {
  diag,
  expandDims,
  flatten,
  given,
  pad,
  pad1d,
  reshape,
  reshapeTo,
  squeeze,
  tile,
  transpose,
} from './rearrangements';
import { findExtreme, moments, norm, reduce, REDUCTIONS } from './reductions';
import {
  cropAndResize,
  gather,
  gatherAt,
  oneHot,
  reverse,
  stridedSlice,
  topk,
  transformed,
  turned,
  withChannels,
} from './selections';
import { frame, fourier, inverseRealFourier, realFourier, shortTimeFourier } from './spectra';
import {
  convolution,
  depthwiseConvolution,
  dilation2d,
  maxPoolWithArgmax,
  pooling,
  poolOfType,
  resize,
  separableConvolution,
  transposedConvolution,
} from './windows';

type Operation = (call: OperationCall) => Value;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...Object.fromEntries(UNARY.map((name) => [name, unary])),
  ...Object.fromEntries(BINARY.map((name) => [name, binary])),
  ...Object.fromEntries(REDUCTIONS.map((name) => [name, reduce])),
  where,
  addN: (call) => addN(call, tensorList(call.args[0]) ?? []),
  conv1d: (call) => convolution(call, 1),
  conv2d: (call) => convolution(call, 2),
  conv3d: (call) => convolution(call, 3),
  depthwiseConv2d: depthwiseConvolution,
  conv2dTranspose: (call) => transposedConvolution(call, 2),
  conv3dTranspose: (call) => transposedConvolution(call, 3),
  separableConv2d: separableConvolution,
  maxPool: (call) => pooling(call, 2),
  avgPool: (call) => pooling(call, 2),
  maxPool3d: (call) => pooling(call, 3),
  avgPool3d: (call) => pooling(call, 3),
  pool: poolOfType,
  maxPoolWithArgmax,
  dilation2d,
  depthToSpace,
  spaceToBatchND: spaceToBatch,
  batchToSpaceND: batchToSpace,
  matMul: matrixProduct,
  dot: matrixProduct,
  outerProduct,
  einsum,
  ...FUSED,
  resizeBilinear: resize,
  resizeNearestNeighbor: resize,
  reshape,
  broadcastTo: given,
  ensureShape: given,
  reshapeAs: given,
  ...Object.fromEntries(['asScalar', 'as1D', 'as2D', 'as3D', 'as4D', 'as5D'].map((name) => [name, reshapeTo])),
  flatten,
  transpose,
  expandDims,
  squeeze,
  concat,
  ...Object.fromEntries(['concat1d', 'concat2d', 'concat3d', 'concat4d'].map((name) => [name, concat])),
  stack,
  split,
  unstack,
  slice,
  ...Object.fromEntries(['slice1d', 'slice2d', 'slice3d', 'slice4d'].map((name) => [name, slice])),
  pad,
  pad1d,
  ...Object.fromEntries(['pad2d', 'pad3d', 'pad4d', 'mirrorPad'].map((name) => [name, pad])),
  diag,
  tile,
  gather,
  gatherND: gatherAt,
  oneHot,
  topk,
  ...Object.fromEntries(['reverse', 'reverse1d', 'reverse2d', 'reverse3d', 'reverse4d'].map((name) => [name, reverse])),
  stridedSlice,
  cropAndResize,
  rgbToGrayscale: withChannels(1),
  grayscaleToRGB: withChannels(3),
  flipLeftRight: turned,
  rotateWithOffset: turned,
  transform: transformed,
  threshold: unary,
  fft: fourier,
  ifft: fourier,
  rfft: realFourier,
  irfft: inverseRealFourier,
  frame,
  stft: shortTimeFourier,
  gramSchmidt: unary,
  moments,
  argMax: findExtreme,
  argMin: findExtreme,
  norm,
  ...Object.fromEntries(LITERALS.map((name) => [name, literal])),
  ...Object.fromEntries(OF_SHAPE.map((name) => [name, ofShape])),
  range,
  linspace: ofLength(2),
  hannWindow: ofLength(0),
  hammingWindow: ofLength(0),
  eye,
  scalar: (call) => call.constant([]),
  keep: (call) => call.args[0],
};

export function createOperations(session: Session): OperationTable {
  const made = new Map<string, NativeFunction>();
  const table: OperationTable = {
    get(name) {
      const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
      if (operation && !made.has(name)) {
        const call: NativeCall = (machine, args, _this, site) =>
          operation(new OperationCall(name, args, machine, site, session, table));
        made.set(name, new NativeFunction(name, call));
      }
      return made.get(name);
    },
  };
  return table;
}

export function newInputTensor(shape: OperationTensor['shape'], operations: OperationTable): OperationTensor {
  return new OperationTensor(shape, undefined, false, operations);
}

export function newConstant(shape: OperationTensor['shape'], operations: OperationTable): OperationTensor {
  return new OperationTensor(shape, undefined, true, operations);
}
