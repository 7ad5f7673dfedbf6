// What a layer says about its applications, tfjs's inbound nodes: `output`, `input`, `outputShape`, `getOutputAt(i)` …

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import type { Dimension } from '../graph/graph';
import type { Machine } from '../interpreter/machine';
import { ArrayValue, NativeFunction, type Value } from '../interpreter/values';
import type { LayerObject } from './layerObject';
import type { Session } from './session';
import { shapeValue, type TensorObject } from './tensorObject';

const RECURRENT = new Set(['RNN', 'SimpleRNN', 'GRU', 'LSTM', 'ConvLSTM2D']);
const WRAPPERS = new Set(['Bidirectional', 'TimeDistributed']);

/** @returns undefined for a member that has nothing to do with applications */
export function nodeMember(
  name: string,
  layer: LayerObject,
  session: Session,
  machine: Machine,
  site: ts.Node,
): { readonly value: Value } | undefined {
  const fail = (message: string, at: ts.Node = site): Value =>
    layer.hasCertainUses(machine)
      ? session.report(message, machine.rangeOf(at), machine)
      : machine.unknown('how the layer is applied is not known here', at);
  const method = (call: (at: ts.Node, args: readonly Value[]) => Value): { readonly value: Value } => ({
    value: new NativeFunction(name, (_machine, args, _this, at) => call(at, args)),
  });
  switch (name) {
    case 'output':
    case 'input':
      return { value: onlyNode(name, layer, fail) };
    case 'outputShape':
      return { value: commonShape(layer, machine, fail) };
    case 'getOutputAt':
    case 'getInputAt':
      return method((at, [index]) =>
        nodeAt(name === 'getInputAt' ? 'input' : 'output', index, layer, machine, at, fail),
      );
    case 'resetStates':
      return method((at) => {
        const message = resetProblem(layer);
        return message === undefined ? undefined : session.report(message, machine.rangeOf(at), machine);
      });
    case 'countParams':
      if (layer.isBuilt || !layer.hasCertainUses(machine)) return undefined;
      return method((at) =>
        fail(
          `You tried to call countParams() on ${layer.name}, but the layer is not built yet. ` +
            'Build it first by calling build(batchInputShape).',
          at,
        ),
      );
    default:
      return undefined;
  }
}

type Fail = (message: string, at?: ts.Node) => Value;
type Side = 'input' | 'output';

function onlyNode(side: Side, layer: LayerObject, fail: Fail): Value {
  const { uses } = layer;
  if (uses.length === 0) {
    const problem = side === 'input' ? ' is not connected, no input to return.' : ' has no inbound nodes.';
    return fail(`Layer ${layer.name}${problem}`);
  }
  if (uses.length > 1 && layer.usesAreCounted) {
    const [getter, notion] = side === 'input' ? ['getInputAt', 'layer input'] : ['getOutputAt', 'layer output'];
    return fail(
      `Layer ${layer.name} has multiple inbound nodes, hence the notion of "${notion}" is ill-defined. ` +
        `Use \`${getter}(nodeIndex)\` instead.`,
    );
  }
  return tensorsOf(side, layer, 0);
}

function nodeAt(side: Side, index: Value, layer: LayerObject, machine: Machine, at: ts.Node, fail: Fail): Value {
  const { uses } = layer;
  if (uses.length === 0) return fail(`The layer has never been called and thus has no defined ${side}.`, at);
  if (typeof index !== 'number') return machine.unknown('which application is meant is not known', at);
  if (index >= uses.length) {
    return fail(
      `Asked to get ${side} at node ${String(index)}, but the layer has only ${String(uses.length)} inbound nodes.`,
      at,
    );
  }
  return tensorsOf(side, layer, index);
}

function tensorsOf(side: Side, layer: LayerObject, index: number): Value {
  const use = layer.uses[index];
  // The node of an input layer has its tensor on both sides.
  const tensors: readonly TensorObject[] = (side === 'input' && use?.inputs.length ? use.inputs : use?.outputs) ?? [];
  return tensors.length === 1 ? tensors[0] : new ArrayValue([...tensors]);
}

function commonShape(layer: LayerObject, machine: Machine, fail: Fail): Value {
  const [first, ...others] = layer.uses;
  if (!first) return fail(`The layer ${layer.name} has never been called and thus has no defined output shape.`);
  if (layer.usesAreCounted && others.some((use) => certainlyDiffer(use.outputs, first.outputs))) {
    return fail(
      `The layer ${layer.name} has multiple inbound nodes with different output shapes. ` +
        'Hence the notion of "output shape" is ill-defined for the layer.',
    );
  }
  const shapes = first.outputs.map(({ shape }) => shapeValue(shape, machine));
  return shapes.length === 1 ? shapes[0] : new ArrayValue(shapes);
}

function certainlyDiffer(a: readonly TensorObject[], b: readonly TensorObject[]): boolean {
  return a.some(({ shape }, i) => {
    const other = b[i]?.shape;
    if (!other || shape instanceof Unknown || other instanceof Unknown) return false;
    if (shape.length !== other.length) return true;
    return shape.some((size, axis) => {
      const otherSize = other[axis];
      return isPlain(size) && isPlain(otherSize) && size !== otherSize;
    });
  });
}

function isPlain(size: Dimension | undefined): boolean {
  return size === null || typeof size === 'number';
}

function resetProblem({ className, factory, config }: LayerObject): string | undefined {
  if (factory === undefined || WRAPPERS.has(className)) return undefined;
  if (!RECURRENT.has(className)) return 'Cannot call the resetStates() method of a non-stateful Layer object.';
  return config.get('stateful') ? undefined : 'Cannot call resetStates() on an RNN Layer that is not stateful.';
}
