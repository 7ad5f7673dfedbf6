// Kernels that compute each value from those at the same place.

import {
  copyOf,
  forAll,
  inputList,
  inputOf,
  sameAs,
  type DataType,
  type OutputRule,
  type OutputRules,
} from './outputRule';

const UNARY = [
  ...['Abs', 'Acos', 'Acosh', 'Asin', 'Asinh', 'Atan', 'Atanh', 'Ceil', 'ClipByValue', 'Cos', 'Cosh', 'Elu', 'Erf'],
  ...['Expm1', 'Floor', 'Log', 'Log1p', 'Neg', 'Reciprocal', 'Relu', 'Relu6', 'Round', 'Rsqrt', 'Selu'],
  ...['Sigmoid', 'Sign', 'Sin', 'Sinh', 'Softplus', 'Sqrt', 'Square', 'Step', 'Tan', 'Tanh'],
  ...['OnesLike', 'ZerosLike', 'Identity'],
];

const BINARY = ['Add', 'Sub', 'Multiply', 'RealDiv', 'Maximum', 'Minimum', 'Pow', 'Mod', 'SquaredDifference', 'Atan2'];

const COMPARISONS = [
  ...['Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual'],
  ...['LogicalAnd', 'LogicalOr'],
];

function broadcast(a: string, b: string, dtype?: DataType): OutputRule {
  return (call) => {
    const [first, second] = [inputOf(call, a), inputOf(call, b)];
    const { assertAndGetBroadcastShape } = call.tf.backend_util;
    const shape = assertAndGetBroadcastShape(copyOf(first.shape), copyOf(second.shape));
    return [{ shape, dtype: dtype ?? first.dtype }];
  };
}

/** A condition of one axis chooses whole rows. */
const select: OutputRule = (call) => {
  const [first, second] = [inputOf(call, 't'), inputOf(call, 'e')];
  const dtype = call.tf.upcastType(first.dtype, second.dtype) as DataType;
  return [{ shape: first.shape, dtype }];
};

const cast: OutputRule = (call) => {
  const dtype = call.attributes.dtype as DataType;
  return [{ shape: inputOf(call, 'x').shape, dtype }];
};

export const elementwiseRules: OutputRules = {
  ...forAll(UNARY, sameAs('x')),
  ...forAll(['IsFinite', 'IsInf', 'IsNan', 'LogicalNot'], sameAs('x', 'bool')),
  ...forAll(['Exp', 'LeakyRelu'], sameAs('x', 'float32')),
  ...forAll(BINARY, broadcast('a', 'b')),
  ...forAll(COMPARISONS, broadcast('a', 'b', 'bool')),
  Prelu: broadcast('x', 'alpha', 'float32'),
  EluGrad: sameAs('y', 'float32'),
  AddN: (call) => inputList(call).slice(0, 1),
  Select: select,
  Cast: cast,
};
