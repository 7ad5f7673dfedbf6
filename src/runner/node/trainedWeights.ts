// The weights a model runs with: random, or out of a file; and what follows from them for the picture and the classes.

import type { ModelChoice, RunnerEvent, TopClass, WeightsRequest } from '../../protocol/runner';
import type { LayersModel, TensorFlow } from '../core/tensorFlow';
import { assignWeights } from '../core/weights/assignWeights';
import { chooseVariant, type VariantChoice } from '../core/weights/chooseVariant';
import { matchWeights } from '../core/weights/matchWeights';
import { PLUS_MINUS_ONE, type Preprocessing } from '../core/weights/preprocessing';
import { findTopClasses } from '../core/weights/topClasses';
import { readPreprocessing } from './weights/besideWeights';
import { findLabels } from './weights/labels';
import { loadWeights, type LoadedWeights } from './weights/loadWeights';
import { readTensor } from './weights/weightsFile';

export interface Classes {
  readonly topClasses: readonly TopClass[];
  readonly notes: readonly string[];
}

export interface ModelWeights {
  /** In words, for the user. */
  readonly description: string;
  readonly preprocessing: Preprocessing;
  readonly notes: readonly string[];
  /** @param values of the model's output */
  findClasses(shape: readonly number[], values: Iterable<number> & ArrayLike<number>): Classes;
}

export function withRandomWeights(seed: number): ModelWeights {
  return {
    description: `random (seed ${seed})`,
    preprocessing: PLUS_MINUS_ONE,
    notes: [],
    findClasses: () => ({ topClasses: [], notes: [] }),
  };
}

const NO_SOFTMAX =
  'The most probable classes are not shown: the output does not hold probabilities, as that of a model that ends in a softmax does.';

export class TrainedWeights {
  private constructor(private readonly loaded: LoadedWeights) {}

  static async open(wish: WeightsRequest, sendEvent: (event: RunnerEvent) => void): Promise<TrainedWeights> {
    return new TrainedWeights(await loadWeights(wish, sendEvent));
  }

  chooseVariant(choice: ModelChoice): VariantChoice {
    return chooseVariant(choice, this.loaded.file);
  }

  /** @throws RunError that names what does not fit; then the model is as it was */
  async fill(tf: TensorFlow, model: LayersModel): Promise<ModelWeights> {
    const { file, folder } = this.loaded;
    const match = matchWeights(model, file);
    const outputShape = model.outputs[0]?.shape ?? [];
    const classCount = outputShape.length === 2 ? (outputShape[1] ?? 0) : 0;
    const { labels, notes } = await findLabels(model.name, classCount, folder);
    const own = folder === undefined ? undefined : await readPreprocessing(folder);
    const meanPicture = match.meanPicture && (await readTensor(file, match.meanPicture));
    await assignWeights(tf, match, (tensor) => readTensor(file, tensor));
    return {
      description: `${file.label} (${match.manner})`,
      preprocessing: own ?? { ...match.preprocessing, ...(meanPicture && { meanPicture }) },
      notes: [...match.notes, ...notes],
      findClasses: (shape, values) => {
        const topClasses = findTopClasses(shape, values, labels);
        return topClasses === undefined ? { topClasses: [], notes: [NO_SOFTMAX] } : { topClasses, notes: [] };
      },
    };
  }
}
