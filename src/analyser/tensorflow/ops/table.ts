// The core operations of TensorFlow.js that the analysis follows, by name.

import { Unknown } from '../../formulas/quantity';
import { ArrayValue, isOpen, NativeFunction, type NativeCall, type Value } from '../../interpreter/values';
import type { Session } from '../session';
import { toShape } from '../tensorObject';
import { addN, BINARY, binary, UNARY, unary, where } from './elementwise';
import { OperationCall, OperationTensor, type OperationTable } from './operationTensor';
import {
  concat,
  expandDims,
  flatten,
  pad,
  reshape,
  slice,
  split,
  squeeze,
  stack,
  tensorList,
  tile,
  transpose,
  unstack,
} from './rearrangements';
import { moments, reduce, REDUCTIONS } from './reductions';
import { convolution, depthwiseConvolution, matrixProduct, pooling, resize } from './windows';

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
  maxPool: pooling,
  avgPool: pooling,
  matMul: matrixProduct,
  dot: matrixProduct,
  resizeBilinear: resize,
  resizeNearestNeighbor: resize,
  reshape,
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
  moments,
  ...Object.fromEntries(
    ['tensor', 'tensor1d', 'tensor2d', 'tensor3d', 'tensor4d', 'tensor5d'].map((name) => [name, literal]),
  ),
  buffer: (call) => call.constant(toShape(call.args[0])),
  zeros: (call) => call.constant(toShape(call.args[0])),
  ones: (call) => call.constant(toShape(call.args[0])),
  fill: (call) => call.constant(toShape(call.args[0])),
  randomNormal: (call) => call.constant(toShape(call.args[0])),
  randomUniform: (call) => call.constant(toShape(call.args[0])),
  truncatedNormal: (call) => call.constant(toShape(call.args[0])),
  scalar: (call) => call.constant([]),
  keep: (call) => call.args[0],
};

/** tf.tensor(values, shape): without a shape, that of the nested arrays. */
function literal(call: OperationCall): Value {
  const [values, shape] = call.args;
  return call.constant(shape === undefined || shape === null ? shapeOfArrays(values) : toShape(shape));
}

function shapeOfArrays(values: Value): OperationTensor['shape'] {
  if (typeof values === 'number' || typeof values === 'boolean' || typeof values === 'string') return [];
  if (values instanceof Unknown) return values;
  if (!(values instanceof ArrayValue)) return new Unknown('the values of the tensor are not known');
  if (values.open) return values.open;
  const [first] = values.elements;
  const inner = values.elements.length === 0 ? [] : shapeOfArrays(isOpen(first) ? 0 : first);
  return inner instanceof Unknown ? inner : [values.elements.length, ...inner];
}

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
