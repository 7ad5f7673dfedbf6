// Kernels that put many values together into one, and products of matrices.

import {
  attributesOf,
  copyOf,
  forAll,
  inputOf,
  sameAs,
  type DataType,
  type FormCall,
  type OutputRule,
  type OutputRules,
  type TensorForm,
} from './outputRule';

interface Reduction {
  readonly axis?: number | number[];
  /** Max calls its axes so. */
  readonly reductionIndices?: number | number[];
  readonly keepDims?: boolean;
}

function reduceShape(call: FormCall, shape: readonly number[], axis: number | number[], keepDims: boolean): number[] {
  const { util, backend_util } = call.tf;
  const axes = util.parseAxisParam(axis, copyOf(shape));
  const [reduced] = backend_util.computeOutAndReduceShapes(copyOf(shape), axes);
  return keepDims ? backend_util.expandShapeToKeepDim(reduced, axes) : reduced;
}

function reduction(chooseType: (form: TensorForm, call: FormCall) => DataType): OutputRule {
  return (call) => {
    const x = inputOf(call, 'x');
    const { axis, reductionIndices, keepDims = false } = attributesOf<Reduction>(call);
    const shape = reduceShape(call, x.shape, axis ?? reductionIndices ?? copyOf([...x.shape.keys()]), keepDims);
    return [{ shape, dtype: chooseType(x, call) }];
  };
}

/** Of the axes that are named, the first is reduced. */
const position: OutputRule = (call) => {
  const { shape } = inputOf(call, 'x');
  const [axis = 0] = call.tf.util.parseAxisParam(attributesOf<Reduction>(call).axis ?? 0, copyOf(shape));
  return [{ shape: reduceShape(call, shape, [axis], false), dtype: 'int32' }];
};

const atLeastInteger = ({ dtype }: TensorForm, { tf }: FormCall): DataType => tf.upcastType(dtype, 'int32') as DataType;

const product: OutputRule = (call) => {
  const [a, b] = [inputOf(call, 'a'), inputOf(call, 'b')];
  const { transposeA, transposeB } = attributesOf<{ transposeA?: boolean; transposeB?: boolean }>(call);
  const batch = call.tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const rows = a.shape.at(transposeA ? -1 : -2) as number;
  const columns = b.shape.at(transposeB ? -2 : -1) as number;
  return [{ shape: [...batch, rows, columns], dtype: a.dtype }];
};

const largest: OutputRule = (call) => {
  const x = inputOf(call, 'x');
  const { k } = attributesOf<{ k: number }>(call);
  const shape = [...x.shape.slice(0, -1), k];
  return [
    { shape, dtype: x.dtype },
    { shape, dtype: 'int32' },
  ];
};

export const reductionRules: OutputRules = {
  ...forAll(
    ['Max', 'Min'],
    reduction(({ dtype }) => dtype),
  ),
  ...forAll(['Sum', 'Prod'], reduction(atLeastInteger)),
  Mean: reduction(() => 'float32'),
  ...forAll(
    ['All', 'Any'],
    reduction(({ dtype }) => dtype),
  ),
  ...forAll(['ArgMax', 'ArgMin'], position),
  ...forAll(['BatchMatMul', '_FusedMatMul'], product),
  ...forAll(['Cumsum', 'Cumprod'], (call) => {
    const x = inputOf(call, 'x');
    return [{ shape: x.shape, dtype: atLeastInteger(x, call) }];
  }),
  Softmax: sameAs('logits', 'float32'),
  TopK: largest,
};
