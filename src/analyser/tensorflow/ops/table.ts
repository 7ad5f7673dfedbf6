// The core operations of TensorFlow.js that the analysis follows, by name.

import { NativeFunction, type NativeCall, type Value } from '../../interpreter/values';
import type { Session } from '../session';
import { eye, LITERALS, literal, OF_SHAPE, ofLength, ofShape, range } from './creations';
import { addN, BINARY, binary, UNARY, unary, where } from './elementwise';
import { OperationCall, OperationTensor, type OperationTable } from './operationTensor';
import {
  concat,
  expandDims,
  flatten,
  given,
  pad,
  reshape,
  reshapeTo,
  slice,
  split,
  squeeze,
  stack,
  tensorList,
  tile,
  transpose,
  unstack,
} from './rearrangements';
import { findExtreme, moments, norm, reduce, REDUCTIONS } from './reductions';
import { cropAndResize, gather, oneHot, reverse, stridedSlice, topk, turned, withChannels } from './selections';
import {
  convolution,
  depthToSpace,
  depthwiseConvolution,
  matrixProduct,
  pooling,
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
  depthToSpace,
  matMul: matrixProduct,
  dot: matrixProduct,
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
  stack,
  split,
  unstack,
  slice,
  pad,
  mirrorPad: pad,
  tile,
  gather,
  oneHot,
  topk,
  ...Object.fromEntries(['reverse', 'reverse1d', 'reverse2d', 'reverse3d', 'reverse4d'].map((name) => [name, reverse])),
  stridedSlice,
  cropAndResize,
  rgbToGrayscale: withChannels(1),
  grayscaleToRGB: withChannels(3),
  flipLeftRight: turned,
  rotateWithOffset: turned,
  threshold: unary,
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
