// `tf.model({inputs, outputs})`.

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import type { Machine } from '../interpreter/machine';
import { isOpen, ObjectValue, reasonOf, type Value } from '../interpreter/values';
import { orderGraph, type OrderedGraph } from './graphOrder';
import type { LayerObject } from './layerObject';
import type { LayerUse } from './layerParts';
import { ModelObject, type ModelOrigin } from './modelObject';
import type { Session } from './session';
import { TensorObject, toTensors } from './tensorObject';

class FunctionalModel extends ModelObject {
  readonly kind = 'functional';
  constructor(
    origin: ModelOrigin,
    session: Session,
    readonly inputs: readonly TensorObject[],
    readonly outputs: readonly TensorObject[],
    readonly graph: OrderedGraph,
    readonly incomplete: Unknown | undefined,
  ) {
    super(origin, session);
  }
  get orderedLayers(): readonly LayerObject[] {
    return this.graph.layers;
  }
  get applications(): readonly LayerUse[] {
    return this.graph.applications;
  }
}

/** @returns the model, complete or not; Unknown only when the argument itself is not known */
export function createFunctionalModel(
  argument: Value,
  origin: ModelOrigin,
  session: Session,
  machine: Machine,
  site: ts.Node,
): Value {
  if (isOpen(argument)) return reasonOf(argument, machine.rangeOf(site));
  if (!(argument instanceof ObjectValue))
    return machine.unknown('tf.model needs an object with inputs and outputs', site);
  const inputs = tensorsAt(argument, 'inputs', machine, site);
  const outputs = tensorsAt(argument, 'outputs', machine, site);
  const graph = orderGraph(outputs instanceof Unknown ? [] : outputs);
  let incomplete = inputs instanceof Unknown ? inputs : outputs instanceof Unknown ? outputs : graph.blocked;
  if (!incomplete && !(inputs instanceof Unknown)) {
    const message = findError(inputs, graph);
    if (message) incomplete = session.report(message, machine.rangeOf(site), machine);
  }
  const model = machine.track(
    new FunctionalModel(
      origin,
      session,
      inputs instanceof Unknown ? [] : inputs,
      outputs instanceof Unknown ? [] : outputs,
      graph,
      incomplete,
    ),
  );
  session.addModel(model, machine);
  return model;
}

function tensorsAt(
  argument: ObjectValue,
  name: string,
  machine: Machine,
  site: ts.Node,
): readonly TensorObject[] | Unknown {
  const value = argument.properties.get(name) ?? argument.open;
  if (isOpen(value)) return reasonOf(value, machine.rangeOf(site));
  return toTensors(value) ?? machine.unknown(`\`${name}\` of the model is not a symbolic tensor`, site);
}

/** What tfjs's Container would throw: wrong inputs, a tensor that no input leads to, names used twice. */
function findError(inputs: readonly TensorObject[], graph: OrderedGraph): string | undefined {
  const known = new Set<TensorObject>(inputs);
  if (known.size !== inputs.length) {
    return (
      'The list of inputs passed to the model is redundant. All inputs should only appear once. ' +
      `Found: ${inputs.map((tensor) => tensor.name).join(',')}`
    );
  }
  const ofInputs = findInputError(inputs);
  if (ofInputs !== undefined) return ofInputs;
  const { applications } = graph;
  for (const [index, { layer, inputs: needed, list, outputs }] of applications.entries()) {
    // An input layer gives what the model's inputs must hold.
    const later =
      list && !list.open ? list.elements.slice(needed.length).filter((one) => one instanceof TensorObject) : [];
    for (const tensor of layer.className === 'InputLayer' ? outputs : [...needed, ...later]) {
      if (known.has(tensor)) continue;
      const complete = applications.slice(0, index).map((application) => application.layer.name);
      return (
        `Graph disconnected: cannot obtain value for tensor [object Object] at layer "${layer.name}". ` +
        `The following previous layers were accessed without issue: ${complete.join(',')}`
      );
    }
    for (const tensor of outputs) known.add(tensor);
  }
  return findRepeatedName(graph.layers);
}

/** Inputs must be what input layers give. */
function findInputError(inputs: readonly TensorObject[]): string | undefined {
  const uses = inputs.flatMap(({ use }) => use ?? []);
  if (uses.length < inputs.length) return undefined;
  // Which applications of a model tfjs counts is another matter, and so is a layer that a branch may have applied.
  if (!uses.every(({ layer }) => layer.usesAreCounted && layer.asValue === layer)) return undefined;
  for (const [i, use] of uses.entries()) {
    if (use.layer.uses.indexOf(use) > 0) return 'input layer has >1 nodes';
    if (use.outputs.indexOf(inputs[i]!) > 0) return 'input layer has >1 tensors';
  }
  const wrong = uses.findIndex(({ layer }) => layer.className !== 'InputLayer');
  if (wrong < 0) return undefined;
  return (
    'Input layers to a LayersModel must be InputLayer objects. ' +
    `Received inputs: ${inputs.map(() => '[object Object]').join(',')}. ` +
    `Input ${String(wrong)} (0-based) originates from layer type ${uses[wrong]?.layer.className ?? ''}.`
  );
}

export function findRepeatedName(layers: readonly LayerObject[]): string | undefined {
  const names = layers.map(({ name }) => name);
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [repeated, count] = [...counts].find(([, times]) => times > 1) ?? [];
  if (repeated === undefined) return undefined;
  return `The name "${repeated}" is used ${String(count)} times in the model. All layer names should be unique. Layer names: ${JSON.stringify(names)}`;
}
