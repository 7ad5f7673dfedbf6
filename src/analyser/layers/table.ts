// The one table of the layers: every factory that tf.layers exports.

import { activation } from './activation';
import { add } from './add';
import { alphaDropout } from './alphaDropout';
import { average } from './average';
import { averagePooling1d } from './averagePooling1d';
import { averagePooling2d } from './averagePooling2d';
import { averagePooling3d } from './averagePooling3d';
import { batchNormalization } from './batchNormalization';
import { bidirectional } from './bidirectional';
import { categoryEncoding } from './categoryEncoding';
import { centerCrop } from './centerCrop';
import { concatenate } from './concatenate';
import { conv1d } from './conv1d';
import { conv2d } from './conv2d';
import { conv2dTranspose } from './conv2dTranspose';
import { conv3d } from './conv3d';
import { conv3dTranspose } from './conv3dTranspose';
import { convLstm2d } from './convLstm2d';
import { convLstm2dCell } from './convLstm2dCell';
import { cropping2D } from './cropping2D';
import { dense } from './dense';
import { depthwiseConv2d } from './depthwiseConv2d';
import { dot } from './dot';
import { dropout } from './dropout';
import { elu } from './elu';
import { embedding } from './embedding';
import { flatten } from './flatten';
import { gaussianDropout } from './gaussianDropout';
import { gaussianNoise } from './gaussianNoise';
import { globalAveragePooling1d } from './globalAveragePooling1d';
import { globalAveragePooling2d } from './globalAveragePooling2d';
import { globalMaxPooling1d } from './globalMaxPooling1d';
import { globalMaxPooling2d } from './globalMaxPooling2d';
import { gru } from './gru';
import { gruCell } from './gruCell';
import { inputLayer } from './inputLayer';
import { layerNormalization } from './layerNormalization';
import { leakyReLU } from './leakyReLU';
import { lstm } from './lstm';
import { lstmCell } from './lstmCell';
import { masking } from './masking';
import { maximum } from './maximum';
import { maxPooling1d } from './maxPooling1d';
import { maxPooling2d } from './maxPooling2d';
import { maxPooling3d } from './maxPooling3d';
import { minimum } from './minimum';
import { multiply } from './multiply';
import { permute } from './permute';
import { prelu } from './prelu';
import { randomWidth } from './randomWidth';
import { reLU } from './reLU';
import { repeatVector } from './repeatVector';
import { rescaling } from './rescaling';
import { reshape } from './reshape';
import { resizing } from './resizing';
import { rnn } from './rnn';
import { separableConv2d } from './separableConv2d';
import { simpleRNN } from './simpleRNN';
import { simpleRNNCell } from './simpleRNNCell';
import { softmax } from './softmax';
import { spatialDropout1d } from './spatialDropout1d';
import { stackedRNNCells } from './stackedRNNCells';
import { thresholdedReLU } from './thresholdedReLU';
import { timeDistributed } from './timeDistributed';
import { upSampling2d } from './upSampling2d';
import { zeroPadding2d } from './zeroPadding2d';
import type { LayerDefinition } from './definition';

const DEFINITIONS: readonly LayerDefinition[] = [
  activation,
  add,
  alphaDropout,
  average,
  averagePooling1d,
  averagePooling2d,
  averagePooling3d,
  batchNormalization,
  bidirectional,
  categoryEncoding,
  centerCrop,
  concatenate,
  conv1d,
  conv2d,
  conv2dTranspose,
  conv3d,
  conv3dTranspose,
  convLstm2d,
  convLstm2dCell,
  cropping2D,
  dense,
  depthwiseConv2d,
  dot,
  dropout,
  elu,
  embedding,
  flatten,
  gaussianDropout,
  gaussianNoise,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  gru,
  gruCell,
  inputLayer,
  layerNormalization,
  leakyReLU,
  lstm,
  lstmCell,
  masking,
  maximum,
  maxPooling1d,
  maxPooling2d,
  maxPooling3d,
  minimum,
  multiply,
  permute,
  prelu,
  randomWidth,
  reLU,
  repeatVector,
  rescaling,
  reshape,
  resizing,
  rnn,
  separableConv2d,
  simpleRNN,
  simpleRNNCell,
  softmax,
  spatialDropout1d,
  stackedRNNCells,
  thresholdedReLU,
  timeDistributed,
  upSampling2d,
  zeroPadding2d,
];

/** Other names under which tfjs exports a factory. */
const ALIASES: Readonly<Record<string, LayerDefinition>> = {
  avgPool1d: averagePooling1d,
  avgPool2d: averagePooling2d,
  avgPool3d: averagePooling3d,
  avgPooling1d: averagePooling1d,
  avgPooling2d: averagePooling2d,
  avgPooling3d: averagePooling3d,
  globalMaxPool1d: globalMaxPooling1d,
  globalMaxPool2d: globalMaxPooling2d,
  maxPool1d: maxPooling1d,
  maxPool2d: maxPooling2d,
};

/** By the name in tf.layers, aliases included. */
export const LAYERS: ReadonlyMap<string, LayerDefinition> = new Map([
  ...DEFINITIONS.map((definition) => [definition.factory, definition] as const),
  ...Object.entries(ALIASES),
]);
