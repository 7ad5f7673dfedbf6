// tf.fused: operations that take one object with the arguments of the plain ones, and a bias and an activation.

import { ObjectValue, type Value } from '../../interpreter/values';
import type { OperationCall, OperationTensor } from './operationTensor';
import { matrixProduct } from './products';
import { convolution, depthwiseConvolution } from './windows';

type Operation = (call: OperationCall) => OperationTensor;

const OF_CONVOLUTION = ['x', 'filter', 'strides', 'pad', 'dataFormat', 'dilations'];

export const FUSED: Readonly<Record<string, Operation>> = {
  'fused.conv2d': fused((call) => convolution(call, 2), OF_CONVOLUTION),
  'fused.depthwiseConv2d': fused(depthwiseConvolution, OF_CONVOLUTION),
  'fused.matMul': fused(matrixProduct, ['a', 'b', 'transposeA', 'transposeB']),
};

/** Bias and activation change neither shape nor multiply-adds. */
function fused(operation: Operation, names: readonly string[]): Operation {
  return (call) => {
    const [options] = call.args;
    const argument = (name: string): Value => (options instanceof ObjectValue ? options.properties.get(name) : options);
    return operation(call.withArguments(names.map(argument)));
  };
}
