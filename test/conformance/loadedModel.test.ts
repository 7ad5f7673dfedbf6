// tf.loadLayersModel: what the analyser reads from a topology file is the model that TensorFlow.js wrote into it.

import * as tf from '@tensorflow/tfjs';
import { assert, describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { hostOf } from '../support/annotatedSource';

const SOURCE = `
import * as tf from '@tensorflow/tfjs-node';
const model = await tf.loadLayersModel('file://./saved/model.json');
`;

function sequential(): tf.LayersModel {
  return tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [12, 12, 3], filters: 8, kernelSize: [3, 5], strides: 2, padding: 'same' }),
      tf.layers.batchNormalization({ momentum: 0.9 }),
      tf.layers.leakyReLU({ alpha: 0.1 }),
      tf.layers.separableConv2d({ filters: 4, kernelSize: 3, depthMultiplier: 2, depthwiseRegularizer: 'l1l2' }),
      tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }),
      tf.layers.dense({ units: 10, activation: 'hardSigmoid', useBias: false }),
    ],
  });
}

function recurrent(): tf.LayersModel {
  return tf.sequential({
    layers: [
      tf.layers.embedding({ inputDim: 50, outputDim: 8, inputLength: 6 }),
      tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 5 }) }),
      tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 3, returnSequences: true }), mergeMode: 'concat' }),
      tf.layers.gru({ units: 4 }),
    ],
  });
}

function functional(): tf.LayersModel {
  const input = tf.input({ shape: [8, 8, 3] });
  const shared = tf.layers.conv2d({ filters: 3, kernelSize: 1, trainable: false });
  const once = shared.apply(input) as tf.SymbolicTensor;
  const twice = shared.apply(once) as tf.SymbolicTensor;
  const sum = tf.layers.add().apply([once, twice]) as tf.SymbolicTensor;
  const block = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 3], filters: 6, kernelSize: 3 })] });
  const output = tf.layers.flatten().apply(block.apply(sum)) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: [output, sum], name: 'two_heads' });
}

describe('a loaded model', () => {
  it.each([sequential, recurrent, functional].map((build) => [build.name, build] as const))(
    '%s',
    async (_name, build) => {
      const topology = build().toJSON(null, false) as tf.io.ModelJSON['modelTopology'];
      // Not the model that was built: TensorFlow.js leaves out some of what it should write (depthMultiplier).
      const real = await tf.models.modelFromJSON({ modelTopology: topology as never });
      const files = new Map([
        ['/project/model.ts', SOURCE],
        ['/project/saved/model.json', JSON.stringify({ format: 'layers-model', modelTopology: topology })],
      ]);
      const { models, findings } = createAnalyser(hostOf(files)).analyse('/project/model.ts');
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(models).toHaveLength(1);
      const [model] = models;
      assert(model);
      expect(model.totals.parameters).toBe(real.countParams());
      const byName = new Map(model.layers.map((reading) => [reading.layer.name, reading]));
      for (const layer of real.layers) {
        const reading = byName.get(layer.name);
        expect(reading?.parameters, layer.name).toBe(layer.countParams());
        expect(reading?.layer.className).toBe(layer.getClassName());
        // A layer used twice has no single output shape in tfjs.
        if (layer.inboundNodes.length === 1) expect(reading?.outputShape, layer.name).toEqual(layer.outputShape);
      }
    },
  );

  it('that is not there, or is no model, is unknown with the reason', () => {
    const missing = createAnalyser(hostOf(new Map([['/project/model.ts', `${SOURCE}model.layers;`]])));
    expect(missing.analyse('/project/model.ts').models).toEqual([]);
    const files = new Map([
      [
        '/project/model.ts',
        `${SOURCE}const x = tf.sequential({ layers: [tf.layers.dense({ inputShape: model.outputShape, units: 1 })] });`,
      ],
      ['/project/saved/model.json', '{"format":"graph-model"}'],
    ]);
    const [model] = createAnalyser(hostOf(files)).analyse('/project/model.ts').models;
    expect(model?.layers[0]?.outputShape).toMatchObject({ reason: 'the file does not describe a model of tf.layers' });
  });
});
