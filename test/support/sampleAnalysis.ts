// A small convolutional model as text and as the analysis the analyser would give, by hand.

import type { FileAnalysis } from '../../src/analyser/index';
import type { Sources } from '../../src/features/sources';
import { squareField, TestFile, wholeField } from './fileAnalysis';

export const SAMPLE_TEXT = `import * as tf from '@tensorflow/tfjs';

export const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 64], filters: 128, kernelSize: 3, padding: 'same' }));
model.add(tf.layers.batchNormalization());
model.add(
  tf.layers.flatten(),
);
model.add(tf.layers.dense({ units: 10 }));
`;

export const CONV = `tf.layers.conv2d({ inputShape: [28, 28, 64], filters: 128, kernelSize: 3, padding: 'same' })`;

export interface Sample {
  readonly source: TestFile;
  readonly analysis: FileAnalysis;
  readonly sources: Sources;
}

export function makeSample(): Sample {
  const source = new TestFile(SAMPLE_TEXT);
  const convolution = source.rangeOf(CONV);
  const layers = [
    source.reading(convolution, 'conv2d_Conv2D1_input', 'InputLayer', {
      outputShape: [null, 28, 28, 64],
      receptiveField: squareField(1, 1, 0),
    }),
    source.reading(convolution, 'conv2d_Conv2D1', 'Conv2D', {
      inputShapes: [[null, 28, 28, 64]],
      outputShape: [null, 28, 28, 128],
      parameters: 73_856,
      trainableParameters: 73_856,
      parameterTerms: [[3, 3, 64, 128], [128]],
      macs: 57_802_752,
      macTerms: [[28, 28, 3, 3, 64, 128]],
      activationBytes: 401_408,
      receptiveField: squareField(3, 1, 1),
    }),
    source.reading(
      source.rangeOf('tf.layers.batchNormalization()'),
      'batch_normalization_BatchNormalization1',
      'BatchNormalization',
      {
        inputShapes: [[null, 28, 28, 128]],
        outputShape: [null, 28, 28, 128],
        parameters: 512,
        trainableParameters: 256,
        parameterTerms: [[128], [128], [128], [128]],
        activationBytes: 401_408,
        receptiveField: squareField(3, 1, 1),
      },
    ),
    source.reading(source.rangeOf('tf.layers.flatten()'), 'flatten_Flatten1', 'Flatten', {
      inputShapes: [[null, 28, 28, 128]],
      outputShape: [null, 100_352],
      activationBytes: 401_408,
    }),
    source.reading(source.rangeOf('tf.layers.dense({ units: 10 })'), 'dense_Dense1', 'Dense', {
      inputShapes: [[null, 100_352]],
      outputShape: [null, 10],
      parameters: 1_003_530,
      trainableParameters: 1_003_530,
      parameterTerms: [[100_352, 10], [10]],
      macs: 1_003_520,
      macTerms: [[100_352, 10]],
      activationBytes: 40,
      receptiveField: wholeField(28),
    }),
  ];
  const model = source.model('model', source.rangeOf('tf.sequential()'), layers, {
    inputShapes: [[null, 28, 28, 64]],
    receptiveField: squareField(3, 1, 1),
  });
  return { source, analysis: source.analysis([model]), sources: sourcesOf([source]) };
}

export function sourcesOf(files: readonly TestFile[]): Sources {
  return {
    textOf: (file) => files.find((one) => one.file === file)?.text,
    linkTo: (file, { line, column }) => `file://${file}#L${String(line + 1)},${String(column + 1)}`,
    shortName: (file) => file.slice(file.lastIndexOf('/') + 1),
  };
}
