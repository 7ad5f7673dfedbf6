// The arguments of `layer.apply(inputs, options)`: what tfjs refuses before it looks at shapes, and the states of recurrent layers.

import { Unknown } from '../formulas/quantity';
import { ArrayValue, isOpen, ObjectValue, type Value } from '../interpreter/values';
import type { LayerObject } from './layerObject';
import { OperationTensor } from './ops/operationTensor';
import { TensorObject, toTensors } from './tensorObject';

/** The classes whose `apply` takes initial states and constants. */
const WITH_STATES = new Set(['RNN', 'SimpleRNN', 'GRU', 'LSTM', 'ConvLSTM2D', 'Bidirectional']);

/** `apply(x, { initialState: [h, c] })`: the states of a recurrent layer are inputs of its application. */
export function initialStates({ className }: LayerObject, options: Value): readonly TensorObject[] {
  if (!(options instanceof ObjectValue) || !WITH_STATES.has(className)) return [];
  const states = toTensors(options.properties.get('initialState'));
  if (states instanceof Unknown) return [new TensorObject(states, undefined, 'unknown')];
  return states ?? [];
}

/** What tfjs throws about the arguments themselves, in its words. */
export function findArgumentError(layer: LayerObject, inputs: Value, options: Value): string | undefined {
  const ofStates = WITH_STATES.has(layer.className) && options instanceof ObjectValue;
  return (ofStates ? findStateError(layer, inputs, options) : undefined) ?? findMixture(inputs);
}

function findMixture(inputs: Value): string | undefined {
  if (!(inputs instanceof ArrayValue) || inputs.open || inputs.elements.some(mayBeEither)) return undefined;
  const symbolic = inputs.elements.filter((element) => element instanceof TensorObject);
  const concrete = inputs.elements.filter((element) => element instanceof OperationTensor);
  if (inputs.elements.length > 0 && (symbolic.length === 0 || concrete.length === 0)) return undefined;
  return 'Arguments to apply() must be all SymbolicTensors or all Tensors';
}

/** What a layer gives upon something unknown may be a symbolic tensor or a tensor. */
function mayBeEither(value: Value): boolean {
  return isOpen(value) || (value instanceof TensorObject && value.shape instanceof Unknown);
}

function findStateError(layer: LayerObject, inputs: Value, { properties }: ObjectValue): string | undefined {
  const states = listOf(properties.get('initialState'));
  const constants = listOf(properties.get('constants'));
  if (inputs instanceof ArrayValue && (states ?? constants)) {
    return 'When inputs is an array, neither initialState or constants should be provided';
  }
  if (layer.className === 'Bidirectional') return findBidirectionalError(states ?? [], constants);
  const [first] = [...(states ?? []), ...(constants ?? [])];
  if (!constants) return undefined;
  if (!(first instanceof TensorObject)) {
    return first === undefined || layer.isBuilt ? undefined : 'Constants support is not implemented in RNN yet.';
  }
  const wanted = 1 + (states?.length ?? 0);
  const received = wanted + constants.length;
  return (
    `Layer ${layer.name} expects ${String(wanted)} inputs, but it received ${String(received)} input tensors. ` +
    `Input received: ${Array<string>(received).fill('[object Object]').join(',')}`
  );
}

function findBidirectionalError(states: readonly Value[], constants: readonly Value[] | undefined): string | undefined {
  // An odd number of states is found with the shapes.
  if (states.length % 2 === 1) return undefined;
  if (constants) return 'Support for constants in Bidirectional layers is not implemented yet.';
  const isMixed =
    states.some((state) => state instanceof TensorObject) && states.some((state) => state instanceof OperationTensor);
  if (!isMixed) return undefined;
  return 'The initial state of a Bidirectional layer cannot be specified as a mix of symbolic and non-symbolic tensors';
}

/** One tensor stands for a list of one; undefined where there is none, or it is not known whether. */
function listOf(value: Value): readonly Value[] | undefined {
  if (value === undefined || value === null || isOpen(value)) return undefined;
  if (!(value instanceof ArrayValue)) return [value];
  return value.open ? undefined : value.elements;
}
