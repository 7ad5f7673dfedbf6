// Operations that make tensors out of numbers: zeros, tensor, range, eye …

import { ceilDivide, maximum, subtract, Unknown } from '../../formulas/quantity';
import type { Shape } from '../../graph/shape';
import { ArrayValue, isOpen, toQuantity, type Value } from '../../interpreter/values';
import { toShape } from '../tensorObject';
import type { OperationCall, OperationTensor } from './operationTensor';

/** Those that are told the shape first. */
export const OF_SHAPE =
  'zeros ones fill rand randomNormal randomUniform randomUniformInt randomStandardNormal randomGamma truncatedNormal buffer'.split(
    ' ',
  );

export const LITERALS = ['tensor', 'tensor1d', 'tensor2d', 'tensor3d', 'tensor4d', 'tensor5d', 'tensor6d'];

export function ofShape(call: OperationCall): OperationTensor {
  return call.constant(toShape(call.args[0]));
}

/** tf.tensor(values, shape): without a shape, that of the nested arrays. */
export function literal(call: OperationCall): OperationTensor {
  const [values, shape] = call.args;
  return call.constant(shape === undefined || shape === null ? shapeOfArrays(values) : toShape(shape));
}

export function shapeOfArrays(values: Value): Shape | Unknown {
  if (typeof values === 'number' || typeof values === 'boolean' || typeof values === 'string') return [];
  if (values instanceof Unknown) return values;
  if (!(values instanceof ArrayValue)) return new Unknown('the values of the tensor are not known');
  if (values.open) return values.open;
  const [first] = values.elements;
  const inner = values.elements.length === 0 ? [] : shapeOfArrays(isOpen(first) ? 0 : first);
  return inner instanceof Unknown ? inner : [values.elements.length, ...inner];
}

/** tf.range(start, stop, step). */
export function range(call: OperationCall): OperationTensor {
  const [start, stop] = [toQuantity(call.args[0]), toQuantity(call.args[1])];
  const step = toQuantity(call.args[2] ?? 1);
  if (start === undefined || stop === undefined || typeof step !== 'number' || step === 0) {
    return call.constant(call.unknown('the length of the range is not known'));
  }
  return call.constant([maximum(0, ceilDivide(subtract(stop, start), step))]);
}

/** tf.linspace(start, stop, count), and the windows of tf.signal, which are told their length. */
export function ofLength(position: number): (call: OperationCall) => OperationTensor {
  return (call) => call.constant([toQuantity(call.args[position]) ?? call.unknown('the length is not a number')]);
}

/** tf.eye(rows, columns, batchShape). */
export function eye(call: OperationCall): OperationTensor {
  const [rowsValue, columnsValue, batchShape] = call.args;
  const rows = toQuantity(rowsValue) ?? call.unknown('the size is not a number');
  const columns =
    columnsValue === undefined ? rows : (toQuantity(columnsValue) ?? call.unknown('the size is not a number'));
  const batch = batchShape === undefined ? [] : toShape(batchShape);
  return call.constant(batch instanceof Unknown ? batch : [...batch, rows, columns]);
}
