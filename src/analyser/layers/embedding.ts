// tf.layers.embedding

import { LayerError, type ConfigValue, type Dimension, type Shape } from '../graph/graph';
import { Unknown } from '../formulas/quantity';
import { readBatchSize } from './batchInputShape';
import { asQuantity } from './configReader';
import { isConfigList, joinedShape, plainText } from './configText';
import { refuseActivityPenalty } from './convolution';
import type { LayerDefinition } from './definition';
import { onlyShape } from './sizes';
import { addWeight } from './weights';

export const embedding: LayerDefinition = {
  factory: 'embedding',
  className: 'Embedding',
  create: (config) => {
    config.requireArguments('batchInputShape');
    const inputDim = config.positiveInteger('inputDim');
    const outputDim = config.positiveInteger('outputDim');
    config.initializer('embeddingsInitializer');
    config.regularizer('embeddingsRegularizer');
    config.regularizer('activityRegularizer');
    config.constraint('embeddingsConstraint');
    const inputLength = config.value('inputLength');
    return {
      build: () => [addWeight(config, 'embeddings', [inputDim, outputDim])],
      outputShapes: (inputs) => {
        const input = onlyShape(inputs);
        const lengths = embeddedLengths(input, inputLength);
        refuseActivityPenalty(config);
        return [[input[0] ?? null, ...lengths, outputDim]];
      },
    };
  },
  batchInputShape: (config) => {
    const lengths = config.isAbsent('inputLength') ? [null] : listLengths(config.value('inputLength'));
    return [readBatchSize(config), ...lengths];
  },
};

/** `inputLength` has to agree with the input and fills in its open sizes. */
function embeddedLengths(input: Shape, inputLength: ConfigValue): Shape {
  const sizes = input.slice(1);
  if (inputLength === undefined || inputLength === null) return sizes;
  if (inputLength instanceof Unknown) return sizes.map((size) => size ?? inputLength);
  const lengths = listLengths(inputLength);
  const disagree =
    lengths.length !== sizes.length ||
    lengths.some((length, i) => typeof length === 'number' && typeof sizes[i] === 'number' && length !== sizes[i]);
  if (disagree) {
    throw new LayerError(
      `"inputLength" is ${plainText(inputLength)}, but received input shape has shape ${joinedShape(input)}`,
      'inputLength',
    );
  }
  return lengths.map((length, i) => length ?? sizes[i] ?? null);
}

function listLengths(value: ConfigValue): readonly Dimension[] {
  const list = isConfigList(value) ? value : [value];
  return list.map((length) => (length === undefined || length === null ? null : asQuantity(length, 'inputLength')));
}
