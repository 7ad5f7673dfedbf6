// The layer graph of a model as a list of steps: one for each use of a layer, in the order of creation where that is possible. The
// layers of a model that is used as a layer stand in its place.

import { RunError } from './failure';
import type { Layer, LayersModel, Sequential, SymbolicTensor, TensorFlow } from './tensorFlow';

/** One use of a layer. Tensors are told apart by the id of the symbolic tensor they stand for, below 0 inside of models. */
export interface Step {
  /** Its place in the plan of the whole model. */
  readonly index: number;
  readonly layer: Layer;
  /** 0 for the layer's first use in the model, 1 for the second, … as the program made them, which is not always the order of steps. */
  readonly application: number;
  readonly isInput: boolean;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly outputShape: readonly (number | null)[];
  /** What the layer was applied with beside its inputs. */
  readonly callArguments: Readonly<Record<string, unknown>>;
}

export interface Plan {
  readonly steps: readonly Step[];
  readonly inputs: readonly SymbolicTensor[];
  readonly outputs: readonly SymbolicTensor[];
}

interface GraphNode {
  readonly id: number;
  readonly outboundLayer: Layer;
  readonly inputTensors: readonly SymbolicTensor[];
  readonly outputTensors: readonly SymbolicTensor[];
  readonly callArgs?: Record<string, unknown>;
}

/** A sequential model has its graph only after `build`, which TensorFlow.js calls late. */
function findNodes(tf: TensorFlow, model: LayersModel): GraphNode[] {
  if (model instanceof tf.Sequential) {
    const sequential: Sequential = model;
    const isBuilt = Boolean((sequential as unknown as { model?: LayersModel }).model);
    if (sequential.layers.length === 0) {
      throw new RunError(`The model "${model.name}" has no layers yet.`);
    }
    if (sequential.outputs.length === 0) {
      throw new RunError(
        `The model "${model.name}" has no input shape: give its first layer an inputShape, for example inputShape: [224, 224, 3].`,
      );
    }
    if (!isBuilt) sequential.build();
  }
  const { nodesByDepth } = model as unknown as { nodesByDepth: Record<string, GraphNode[]> };
  return Object.values(nodesByDepth).flat();
}

function isInputNode(node: GraphNode): boolean {
  return node.outboundLayer.getClassName() === 'InputLayer';
}

/** An input's node names its own output as its input. */
function listRead(node: GraphNode): number[] {
  return isInputNode(node) ? [] : node.inputTensors.map(({ id }) => id);
}

/** Every node after those it reads from; among those that could come next, the layer that was created first. */
function sortNodes(nodes: readonly GraphNode[]): GraphNode[] {
  const waiting = nodes.toSorted((a, b) => a.outboundLayer.id - b.outboundLayer.id || a.id - b.id);
  const known = new Set<number>();
  const sorted: GraphNode[] = [];
  while (waiting.length > 0) {
    const at = waiting.findIndex((node) => listRead(node).every((id) => known.has(id)));
    const [node] = waiting.splice(Math.max(at, 0), 1);
    if (node === undefined) break;
    sorted.push(node);
    for (const { id } of node.outputTensors) known.add(id);
  }
  return sorted;
}

type Use = Omit<Step, 'index' | 'application'> & {
  /** Ids of its node and of those of the models around it, the outermost first: uses of a layer are numbered in the order of creation. */
  readonly nodes: readonly number[];
};

/** Gives the tensors of a graph their ids in the plan. */
type IdOf = (id: number) => number;

/** The model that a layer is, where its layers can stand for it: one with a `call` of its own cannot be looked into. */
function findInside(tf: TensorFlow, { outboundLayer, inputTensors }: GraphNode): LayersModel | undefined {
  const isPlain = outboundLayer.constructor === tf.LayersModel || outboundLayer.constructor === tf.Sequential;
  if (!isPlain) return undefined;
  const model = outboundLayer as LayersModel;
  const ends = new Set([...model.inputs, ...model.outputs]);
  const isPassage = ends.size < model.inputs.length + model.outputs.length;
  return isPassage || model.inputs.length !== inputTensors.length ? undefined : model;
}

/** The uses that a node stands for: one, or those inside of a model that is used as a layer. */
function* listUses(
  tf: TensorFlow,
  node: GraphNode,
  idOf: IdOf,
  makeId: () => number,
  around: readonly number[] = [],
): Generator<Use> {
  const nodes = [...around, node.id];
  const inputs = listRead(node).map(idOf);
  const outputs = node.outputTensors.map(({ id }) => idOf(id));
  const inside = isInputNode(node) ? undefined : findInside(tf, node);
  if (inside === undefined) {
    yield {
      nodes,
      layer: node.outboundLayer,
      isInput: isInputNode(node),
      inputs,
      outputs,
      outputShape: node.outputTensors[0]?.shape ?? [],
      callArguments: node.callArgs ?? {},
    };
    return;
  }
  const ids = new Map<number, number>();
  inside.inputs.forEach(({ id }, i) => ids.set(id, inputs[i] as number));
  inside.outputs.forEach(({ id }, i) => ids.set(id, outputs[i] as number));
  const idInside: IdOf = (id) => {
    const known = ids.get(id) ?? makeId();
    ids.set(id, known);
    return known;
  };
  for (const inner of sortNodes(findNodes(tf, inside))) {
    if (!isInputNode(inner)) yield* listUses(tf, inner, idInside, makeId, nodes);
  }
}

function compareNodes(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((id, i) => id !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** @throws RunError when the model cannot run yet */
export function listSteps(tf: TensorFlow, model: LayersModel): Plan {
  let lastId = 0;
  const uses = sortNodes(findNodes(tf, model)).flatMap((node) => [
    ...listUses(
      tf,
      node,
      (id) => id,
      () => --lastId,
    ),
  ]);
  const steps = uses.map(({ nodes, ...use }, index): Step => {
    const isEarlier = (other: Use): boolean => other.layer === use.layer && compareNodes(other.nodes, nodes) < 0;
    return { ...use, index, application: uses.filter(isEarlier).length };
  });
  return { steps, inputs: model.inputs, outputs: model.outputs };
}

/** The step that gives the model's first output. */
export function outputStepOf({ steps, outputs }: Pick<Plan, 'steps' | 'outputs'>): Step | undefined {
  return steps.findLast((step) => step.outputs[0] === outputs[0]?.id);
}

/** The steps that lead to one, and itself: what has to run for its output. */
export function listStepsUpTo({ steps }: Pick<Plan, 'steps'>, target: Step): readonly Step[] {
  const wanted = new Set(target.outputs);
  return steps
    .toReversed()
    .filter((step) => {
      const isWanted = step.outputs.some((id) => wanted.has(id));
      if (isWanted) for (const id of step.inputs) wanted.add(id);
      return isWanted;
    })
    .toReversed();
}
