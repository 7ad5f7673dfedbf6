// Calls of core operations as programs write them, for operations.test.ts: as functions and as methods of tensors.

import type * as tfjs from '@tensorflow/tfjs';

type Call = (tf: typeof tfjs) => tfjs.Tensor;

export const operationCalls: Readonly<Record<string, readonly Call[]>> = {
  windows: [
    (tf) => tf.conv2d(tf.zeros<tfjs.Rank.R4>([2, 9, 8, 3]), tf.zeros<tfjs.Rank.R4>([3, 3, 3, 5]), 2, 'same'),
    (tf) => tf.conv2d(tf.zeros<tfjs.Rank.R3>([9, 8, 3]), tf.zeros<tfjs.Rank.R4>([3, 3, 3, 5]), 1, 'valid'),
    (tf) => tf.conv1d(tf.zeros<tfjs.Rank.R3>([2, 9, 3]), tf.zeros<tfjs.Rank.R3>([3, 3, 5]), 1, 'same'),
    (tf) => tf.depthwiseConv2d(tf.zeros<tfjs.Rank.R3>([9, 8, 3]), tf.zeros<tfjs.Rank.R4>([3, 3, 3, 2]), 1, 'valid'),
    (tf) =>
      tf.separableConv2d(
        tf.zeros<tfjs.Rank.R4>([1, 9, 8, 3]),
        tf.zeros<tfjs.Rank.R4>([3, 3, 3, 2]),
        tf.zeros<tfjs.Rank.R4>([1, 1, 6, 7]),
        2,
        'valid',
      ),
    (tf) =>
      tf.conv2dTranspose(
        tf.zeros<tfjs.Rank.R4>([1, 4, 4, 3]),
        tf.zeros<tfjs.Rank.R4>([3, 3, 5, 3]),
        [1, 8, 8, 5],
        2,
        'same',
      ),
    (tf) => tf.maxPool(tf.zeros<tfjs.Rank.R3>([9, 8, 3]), 2, 2, 'valid'),
    (tf) => tf.avgPool(tf.zeros<tfjs.Rank.R4>([1, 9, 8, 3]), [3, 2], 1, 'same'),
    (tf) => tf.maxPool3d(tf.zeros<tfjs.Rank.R5>([1, 4, 6, 8, 3]), 2, 2, 'valid'),
    (tf) => tf.conv2d(tf.zeros<tfjs.Rank.R4>([2, 9, 8, 3]), tf.zeros<tfjs.Rank.R4>([3, 3, 3, 5]), 2, 1),
    (tf) =>
      tf.conv2d(tf.zeros<tfjs.Rank.R4>([2, 9, 8, 3]), tf.zeros<tfjs.Rank.R4>([3, 3, 3, 5]), 1, [
        [0, 0],
        [2, 1],
        [0, 1],
        [0, 0],
      ]),
    (tf) => tf.avgPool3d(tf.zeros<tfjs.Rank.R5>([1, 4, 6, 8, 3]), [1, 2, 3], 1, 'same', undefined, 'NDHWC'),
    (tf) => tf.pool(tf.zeros<tfjs.Rank.R4>([1, 9, 8, 3]), [3, 2], 'avg', 'valid', [1, 1], [2, 1]),
    (tf) => tf.maxPoolWithArgmax(tf.zeros<tfjs.Rank.R4>([1, 9, 8, 3]), 2, 2, 'same').result as tfjs.Tensor,
    (tf) => tf.dilation2d(tf.zeros<tfjs.Rank.R4>([1, 9, 8, 3]), tf.zeros<tfjs.Rank.R3>([3, 2, 3]), 1, 'valid'),
    (tf) => tf.depthToSpace(tf.zeros<tfjs.Rank.R4>([1, 4, 5, 12]), 2),
    (tf) =>
      tf.spaceToBatchND(
        tf.zeros([2, 5, 6, 3]),
        [2, 3],
        [
          [1, 0],
          [0, 0],
        ],
      ),
    (tf) =>
      tf.batchToSpaceND(
        tf.zeros([12, 5, 6, 3]),
        [2, 3],
        [
          [1, 0],
          [0, 2],
        ],
      ),
    (tf) =>
      tf.fused.conv2d({
        x: tf.zeros<tfjs.Rank.R4>([2, 9, 8, 3]),
        filter: tf.zeros<tfjs.Rank.R4>([3, 3, 3, 5]),
        strides: 2,
        pad: 'valid',
        bias: tf.zeros([5]),
        activation: 'relu',
      }),
    (tf) => tf.image.resizeBilinear(tf.zeros<tfjs.Rank.R3>([9, 8, 3]), [4, 5]),
    (tf) =>
      tf.image.cropAndResize(
        tf.zeros<tfjs.Rank.R4>([1, 9, 8, 3]),
        tf.zeros<tfjs.Rank.R2>([2, 4]),
        tf.zeros<tfjs.Rank.R1>([2], 'int32'),
        [4, 5],
      ),
    (tf) => tf.image.grayscaleToRGB(tf.zeros<tfjs.Rank.R3>([9, 8, 1])),
    (tf) => tf.image.flipLeftRight(tf.zeros<tfjs.Rank.R4>([1, 9, 8, 3])),
  ],
  products: [
    (tf) => tf.fused.matMul({ a: tf.zeros([2, 3, 4]), b: tf.zeros([2, 5, 4]), transposeB: true }),
    (tf) => tf.outerProduct(tf.zeros([3]), tf.zeros([4])),
    (tf) => tf.einsum('bij,bjk->bik', tf.zeros([2, 3, 4]), tf.zeros([2, 4, 5])),
    (tf) => tf.einsum('bnhd, bmhd -> bhnm', tf.zeros([2, 7, 3, 4]), tf.zeros([2, 9, 3, 4])),
    (tf) => tf.einsum('ij->ji', tf.zeros([2, 3])),
    (tf) => tf.matMul(tf.zeros([2, 3, 4]), tf.zeros([2, 5, 4]), false, true),
    (tf) => tf.dot(tf.zeros([3]), tf.zeros([3])),
    (tf) => tf.dot(tf.zeros([2, 3]), tf.zeros([3])),
    (tf) => tf.zeros([2, 3]).dot(tf.zeros([3, 4])),
  ],
  reductions: [
    (tf) => tf.sum(tf.zeros([2, 3, 4]), -1),
    (tf) => tf.zeros([2, 3, 4]).mean([1, 2], true),
    (tf) => tf.argMax(tf.zeros([2, 3, 4])),
    (tf) => tf.zeros([2, 3, 4]).argMax(-1),
    (tf) => tf.norm(tf.zeros([2, 3, 4]), 2, 1),
    (tf) => tf.norm(tf.zeros([2, 3, 4]), 'euclidean', [1, 2], true),
    (tf) => tf.moments(tf.zeros([2, 3, 4]), [0], true).variance,
    (tf) => tf.cumsum(tf.zeros([2, 3]), 1),
    (tf) => tf.topk(tf.zeros([2, 9]), 4).values,
  ],
  rearrangements: [
    (tf) => tf.reshape(tf.zeros([2, 3, 4]), [-1, 6]),
    (tf) => tf.zeros([2, 3, 4]).reshapeAs(tf.zeros([4, 6])),
    (tf) => tf.zeros([2, 3, 4]).as2D(6, 4),
    (tf) => tf.zeros([2, 3, 4]).as1D(),
    (tf) => tf.zeros([1, 1]).asScalar(),
    (tf) => tf.broadcastTo(tf.zeros([1, 3]), [4, 3]),
    (tf) => tf.expandDims(tf.zeros([2, 3]), -1),
    (tf) => tf.squeeze(tf.zeros([1, 2, 1, 3])),
    (tf) => tf.transpose(tf.zeros([2, 3, 4]), [0, 2, 1]),
    (tf) => tf.concat([tf.zeros([2, 3]), tf.zeros([2, 4])], -1),
    (tf) => tf.zeros([2, 3]).concat(tf.zeros([5, 3])),
    (tf) => tf.concat2d([tf.zeros<tfjs.Rank.R2>([2, 3]), tf.zeros<tfjs.Rank.R2>([2, 4])], 1),
    (tf) => tf.pad1d(tf.zeros([3]), [2, 1]),
    (tf) => tf.zeros([2, 3]).stack(tf.zeros([2, 3]), -1),
    (tf) => tf.zeros([2, 3]).asType('int32'),
    (tf) => tf.diag(tf.zeros([2, 3])),
    (tf) => tf.stack([tf.zeros([2, 3]), tf.zeros([2, 3])], 1),
    (tf) => tf.split(tf.zeros([2, 6]), [4, 2], 1)[1] as tfjs.Tensor,
    (tf) => tf.unstack(tf.zeros([2, 6, 3]), 1)[0] as tfjs.Tensor,
    (tf) => tf.tile(tf.zeros([2, 3]), [2, 4]),
    (tf) =>
      tf.pad(tf.zeros([2, 3]), [
        [1, 2],
        [0, 1],
      ]),
    (tf) => tf.reverse(tf.zeros([2, 3]), 1),
  ],
  spectra: [
    (tf) => tf.spectral.fft(tf.complex(tf.zeros([3, 8]), tf.zeros([3, 8]))),
    (tf) => tf.real(tf.spectral.rfft(tf.zeros([3, 9]))),
    (tf) => tf.spectral.irfft(tf.complex(tf.zeros([3, 5]), tf.zeros([3, 5]))),
    (tf) => tf.signal.frame(tf.zeros([33]), 8, 3),
    (tf) => tf.signal.stft(tf.zeros([40]), 10, 4),
  ],
  selections: [
    (tf) => tf.slice2d(tf.zeros([4, 5]), [1, 2], [2, 2]),
    (tf) => tf.gatherND(tf.zeros([4, 5, 6]), tf.zeros([7, 2], 'int32')),
    (tf) => tf.image.transform(tf.zeros<tfjs.Rank.R4>([1, 9, 8, 3]), tf.zeros<tfjs.Rank.R2>([1, 8])),
    (tf) =>
      tf.image.transform(
        tf.zeros<tfjs.Rank.R4>([1, 9, 8, 3]),
        tf.zeros<tfjs.Rank.R2>([1, 8]),
        'nearest',
        'wrap',
        0,
        [4, 5],
      ),
    (tf) => tf.slice(tf.zeros([4, 5, 6]), [1, 2], [2, -1]),
    (tf) => tf.zeros([4, 5, 6]).slice(1, 2),
    (tf) => tf.stridedSlice(tf.zeros([9, 8]), [1, 0], [-1, 8], [2, 3]),
    (tf) => tf.gather(tf.zeros([4, 5, 6]), [0, 2], 1),
    (tf) => tf.zeros([4, 5]).gather(tf.zeros([2, 3], 'int32')),
    (tf) => tf.oneHot(tf.zeros([3, 2], 'int32'), 7),
    (tf) => tf.where(tf.ones([2, 3], 'bool'), tf.scalar(1), tf.scalar(2)),
  ],
  creations: [
    (tf) =>
      tf.tensor([
        [1, 2],
        [3, 4],
      ]),
    (tf) => tf.range(0, 7, 2),
    (tf) => tf.range(5, 0, -1),
    (tf) => tf.linspace(0, 1, 9),
    (tf) => tf.eye(4, 5),
    (tf) => tf.fill([2, 3], 1),
    (tf) => tf.randomUniform([2, 3], 0, 1),
    (tf) => tf.buffer([2, 3]).toTensor(),
    (tf) => tf.linalg.bandPart(tf.ones([4, 4]), -1, 0),
    (tf) => tf.add(tf.zeros([4, 1, 3]), tf.zeros([5, 1])),
    (tf) =>
      tf.customGrad((x) => ({ value: (x as tfjs.Tensor).expandDims(0), gradFunc: () => tf.zeros([1]) }))(tf.zeros([2])),
  ],
};
