// What the recurrent layers share: a cell that runs over the time axis (tfjs's RNN).

import { Unknown } from '../formulas/quantity';
import { LayerError, type InputSpec, type Shape, type Weight } from '../graph/graph';
import { countable } from '../graph/shape';
import { GLOBAL } from '../graph/window';
import type { ShapeSpec } from './checkInputs';
import type { ConfigReader } from './configReader';
import { plainText } from './configText';
import type { BuiltInBehaviour, LayerDefinition, RecurrentCell } from './definition';

import { freeze } from './weights';

/** How a recurrent layer differs from the plain RNN. */
export interface RecurrentForm {
  /** Rank of the input. */
  readonly rank: number;
  /** The output with its time axis. */
  sequenceShape(input: Shape): Shape;
  /** The shape of state number i. */
  stateShape(input: Shape, i: number): Shape;
}

export function createRecurrentLayer(
  config: ConfigReader,
  cell: BuiltInBehaviour,
  states: RecurrentCell,
  form: RecurrentForm = plainForm(states),
): BuiltInBehaviour {
  const returnSequences = config.flag('returnSequences', false);
  const returnState = config.flag('returnState', false);
  const stateful = config.flag('stateful', false);
  const unknownOutput = [returnSequences, returnState].find((flag) => flag instanceof Unknown);
  return {
    ...(unknownOutput instanceof Unknown && { unknownOutput }),
    holdsLayers: true,
    inputSpecs: (built, inputs = []) => [sequenceSpec(form.rank, built, stateful), ...inputs.slice(1).map(() => ({}))],
    build: (inputs) => {
      const [input = [], ...initialStates] = inputs;
      const weights = cell.build?.([[...input.slice(0, 1), ...input.slice(2)]]) ?? [];
      checkInitialStates(initialStates, states);
      if (stateful === true && input[0] === null) throw new LayerError(STATEFUL_WITHOUT_BATCH, 'stateful');
      return freeze(config, weights.map(asInCell));
    },
    outputShapes: (inputs) => {
      if (unknownOutput instanceof Unknown) return [];
      const [input = []] = inputs;
      const sequence = form.sequenceShape(input);
      const output = returnSequences === true ? sequence : sequence.toSpliced(1, 1);
      if (returnState !== true) return [output];
      return [output, ...states.stateSizes.map((_, i) => form.stateShape(input, i))];
    },
    macs: (inputs) => {
      const [input = []] = inputs;
      const step = [...input.slice(0, 1), ...input.slice(2)];
      const stepOutput = form.sequenceShape(input).toSpliced(1, 1);
      return states.stepMacs(step, stepOutput).map((factors) => [countable(input[1]), ...factors]);
    },
    window: () => GLOBAL,
  };
}

/** A cell whose configuration says `trainable: false` keeps its weights from training whatever its layer is set to. */
function asInCell(weight: Weight): Weight {
  return { ...weight, canTrain: weight.trainable === true };
}

/** A recurrent layer that makes its cell from its own configuration: simpleRNN, gru, lstm. */
export function createCellLayer(config: ConfigReader, definition: LayerDefinition): BuiltInBehaviour {
  const cell = definition.create(config);
  if (!cell.cell) throw new LayerError(NO_STATES, 'cell');
  return createRecurrentLayer(config, cell, cell.cell);
}

function plainForm(states: RecurrentCell): RecurrentForm {
  return {
    rank: 3,
    sequenceShape: (input) => [input[0] ?? null, input[1] ?? null, states.stateSizes[0] ?? null],
    stateShape: (input, i) => [input[0] ?? null, states.stateSizes[i] ?? null],
  };
}

/** After its first use the layer takes the same features only; tfjs forgets this when that use had initial states. */
function sequenceSpec(rank: number, built: readonly Shape[] | undefined, stateful: boolean | Unknown): InputSpec {
  const [input] = built ?? [];
  if (!input || built?.length !== 1) return { ndim: rank };
  const batch = stateful === true ? (input[0] ?? null) : null;
  const spec: ShapeSpec = { ndim: input.length, shape: [batch, null, ...input.slice(2)] };
  return spec;
}

function checkInitialStates(initialStates: readonly Shape[], { stateSizes }: RecurrentCell): void {
  if (initialStates.length === 0) return;
  const fits =
    initialStates.length === stateSizes.length &&
    initialStates.every((shape, i) => {
      const [found, wanted] = [shape.at(-1), stateSizes[i]];
      if (found === null) return false;
      return typeof found !== 'number' || typeof wanted !== 'number' || found === wanted;
    });
  if (fits) return;
  throw new LayerError(
    'An initialState was passed that is not compatible with cell.stateSize. ' +
      `Received stateSpec=${initialStates.map(() => '[object Object]').join(',')}; ` +
      `However cell.stateSize is ${plainText(stateSizes)}`,
  );
}

/** What tfjs says of a cell that is none. */
export const NO_STATES =
  'The RNN cell should have an attribute `stateSize` (tuple of integers, one integer per RNN state).';

const STATEFUL_WITHOUT_BATCH =
  'If an RNN is stateful, it needs to know its batch size. Specify the batch size of your input tensors: \n' +
  '- If using a Sequential model, specify the batch size by passing a `batchInputShape` option to your first layer.\n' +
  '- If using the functional API, specify the batch size by passing a `batchShape` option to your Input layer.';
