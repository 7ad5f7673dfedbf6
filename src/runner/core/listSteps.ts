// The layer graph of a model as a list of steps: one for each use of a layer, in the order of creation where that is possible.

import { RunError } from './failure';
import type { Layer, LayersModel, Sequential, SymbolicTensor, TensorFlow } from './tensorFlow';

/** One use of a layer. Tensors are told apart by the id of the symbolic tensor they stand for. */
export interface Step {
  /** Its place in the plan of the whole model. */
  readonly index: number;
  readonly layer: Layer;
  /** 0 for the layer's first use in the model, 1 for the second, … */
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

/** @throws RunError when the model cannot run yet */
export function listSteps(tf: TensorFlow, model: LayersModel): Plan {
  const uses = new Map<Layer, number>();
  const steps = sortNodes(findNodes(tf, model)).map((node, index): Step => {
    const layer = node.outboundLayer;
    const application = uses.get(layer) ?? 0;
    uses.set(layer, application + 1);
    return {
      index,
      layer,
      application,
      isInput: isInputNode(node),
      inputs: listRead(node),
      outputs: node.outputTensors.map(({ id }) => id),
      outputShape: node.outputTensors[0]?.shape ?? [],
      callArguments: node.callArgs ?? {},
    };
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
