// Kernels that slide a window over a picture or a volume, and their gradients.

import { attributesOf, copyOf, forAll, inputOf, sameAs, type OutputRule, type OutputRules } from './outputRule';

type Shape4 = [number, number, number, number];
type Shape5 = [number, number, number, number, number];
type Pad = 'valid' | 'same' | number;
type Rounding = 'floor' | 'round' | 'ceil' | undefined;

interface Window2d {
  readonly strides: [number, number];
  readonly pad: Pad;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  /** Depthwise operations leave out what is 1. */
  readonly dilations?: [number, number] | null;
  readonly dimRoundingMode?: Rounding;
  readonly filterSize: [number, number];
}

interface Window3d {
  readonly strides: [number, number, number];
  readonly pad: 'valid' | 'same';
  readonly dilations?: [number, number, number];
  readonly dimRoundingMode?: Rounding;
  readonly filterSize: [number, number, number];
  readonly dataFormat?: 'NDHWC' | 'NCDHW';
}

function convolution(isDepthwise: boolean): OutputRule {
  return (call) => {
    const [x, filter] = [inputOf(call, 'x'), inputOf(call, 'filter')];
    const { strides, pad, dataFormat = 'NHWC', dilations, dimRoundingMode } = attributesOf<Window2d>(call);
    const { computeConv2DInfo, convertConv2DDataFormat } = call.tf.backend_util;
    const { outShape } = computeConv2DInfo(
      copyOf(x.shape) as Shape4,
      copyOf(filter.shape) as Shape4,
      strides,
      dilations ?? 1,
      pad,
      dimRoundingMode,
      isDepthwise,
      convertConv2DDataFormat(dataFormat),
    );
    return [{ shape: outShape, dtype: x.dtype }];
  };
}

const convolution3d: OutputRule = (call) => {
  const [x, filter] = [inputOf(call, 'x'), inputOf(call, 'filter')];
  const { strides, pad, dilations = 1 } = attributesOf<Window3d>(call);
  const { computeConv3DInfo } = call.tf.backend_util;
  const { outShape } = computeConv3DInfo(
    copyOf(x.shape) as Shape5,
    copyOf(filter.shape) as Shape5,
    strides,
    dilations,
    pad,
  );
  return [{ shape: outShape, dtype: x.dtype }];
};

const pooling: OutputRule = (call) => {
  const x = inputOf(call, 'x');
  const { filterSize, strides, pad, dimRoundingMode } = attributesOf<Window2d>(call);
  const { computePool2DInfo } = call.tf.backend_util;
  const { outShape } = computePool2DInfo(copyOf(x.shape) as Shape4, filterSize, strides, 1, pad, dimRoundingMode);
  return [{ shape: outShape, dtype: x.dtype }];
};

const pooling3d: OutputRule = (call) => {
  const x = inputOf(call, 'x');
  const { filterSize, strides, pad, dimRoundingMode, dataFormat } = attributesOf<Window3d>(call);
  const { computePool3DInfo } = call.tf.backend_util;
  const shape = copyOf(x.shape) as Shape5;
  const { outShape } = computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode, dataFormat);
  return [{ shape: outShape, dtype: 'float32' }];
};

const dilation: OutputRule = (call) => {
  const [x, filter] = [inputOf(call, 'x'), inputOf(call, 'filter')];
  const { strides, pad, dilations } = attributesOf<Window2d>(call);
  const { outShape } = call.tf.backend_util.computeDilation2DInfo(
    copyOf(x.shape) as Shape4,
    copyOf(filter.shape) as [number, number, number],
    strides,
    pad,
    'NHWC',
    dilations ?? 1,
  );
  return [{ shape: outShape, dtype: x.dtype }];
};

/** The gradient of a convolution's input or filter has the shape that the attribute says. */
const shapeInAttribute =
  (name: string): OutputRule =>
  ({ attributes }) => [{ shape: attributes[name] as number[], dtype: 'float32' }];

export const windowRules: OutputRules = {
  ...forAll(['Conv2D', 'FusedConv2D'], convolution(false)),
  ...forAll(['DepthwiseConv2dNative', 'FusedDepthwiseConv2D'], convolution(true)),
  Conv3D: convolution3d,
  ...forAll(
    ['Conv2DBackpropInput', 'DepthwiseConv2dNativeBackpropInput', 'Conv3DBackpropInputV2'],
    shapeInAttribute('inputShape'),
  ),
  ...forAll(
    ['Conv2DBackpropFilter', 'DepthwiseConv2dNativeBackpropFilter', 'Conv3DBackpropFilterV2'],
    shapeInAttribute('filterShape'),
  ),
  ...forAll(['MaxPool', 'AvgPool'], pooling),
  ...forAll(['MaxPool3D', 'AvgPool3D'], pooling3d),
  ...forAll(['MaxPoolGrad', 'AvgPoolGrad', 'MaxPool3DGrad', 'AvgPool3DGrad'], sameAs('input', 'float32')),
  Dilation2D: dilation,
  LRN: sameAs('x', 'float32'),
  LRNGrad: sameAs('dy', 'float32'),
  FusedBatchNorm: sameAs('x', 'float32'),
};
