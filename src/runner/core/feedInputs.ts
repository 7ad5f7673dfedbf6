// What each input of a model gets: the picture where it can be one, otherwise random values, the same in every run of a seed.

import type { Picture } from '../../protocol/runner';
import type { Plan, Step } from './listSteps';
import { findPictureShape, makeInput, makeRandomInput } from './makeInput';
import { hashText } from './seededWeights';
import type { TensorFlow } from './tensorFlow';
import type { WalkSource } from './walkModel';
import { describePreprocessing, type Preprocessing } from './weights/preprocessing';

export interface Feed {
  readonly picture: Picture;
  readonly preprocessing: Preprocessing;
  readonly seed: number;
}

export interface InputFeeder {
  readonly feedInput: WalkSource['feedInput'];
  /** What the inputs were fed with, in words. */
  describe(): string;
}

export function feedInputs(tf: TensorFlow, plan: Plan, { picture, preprocessing, seed }: Feed): InputFeeder {
  const described = new Map<Step, string>();
  const feedInput = (step: Step): ReturnType<WalkSource['feedInput']> => {
    const { layer, outputShape } = step;
    const count = countClasses(plan, step);
    const isPicture = count === undefined && findPictureShape(outputShape) !== undefined;
    const state = hashText(`${seed}/${layer.name}`);
    const { values, shape } = isPicture
      ? makeInput(picture, outputShape, preprocessing)
      : makeRandomInput(outputShape, { state, count });
    described.set(step, isPicture ? describePreprocessing(preprocessing, shape) : describeRandom(shape, count, seed));
    return tf.tensor(values, [...shape]);
  };
  return { feedInput, describe: () => joinDescriptions(described) };
}

function describeRandom([, ...sizes]: readonly number[], count: number | undefined, seed: number): string {
  const plural = sizes.every((size) => size === 1) ? '' : 's';
  const what =
    count === undefined ? `random value${plural} from -1 to 1` : `random whole number${plural} from 0 to ${count - 1}`;
  return `${sizes.join('×')} ${what} (seed ${seed}), not the picture`;
}

/** Inputs that got the same are told once; of others, each with its name. */
function joinDescriptions(described: ReadonlyMap<Step, string>): string {
  const different = new Set(described.values());
  if (different.size <= 1) return [...different].join('');
  return [...described].map(([{ layer }, words]) => `${layer.name}: ${words}`).join('; ');
}

interface EmbeddingLike {
  readonly inputDim: number;
}

/** For an input that is read by an embedding: how many words or classes there are, of which a number out of it names one. */
function countClasses({ steps }: Pick<Plan, 'steps'>, { outputs: [id] }: Step): number | undefined {
  const readers = steps.filter(({ inputs }) => inputs.includes(id as number));
  const embeddings = readers.filter(({ layer }) => layer.getClassName() === 'Embedding');
  const counts = embeddings.map(({ layer }) => (layer as unknown as EmbeddingLike).inputDim);
  return counts.length > 0 ? Math.min(...counts) : undefined;
}
