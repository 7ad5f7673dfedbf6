// The order of a functional model's layers: tfjs's traversal from the outputs, with a stack of its own for deep graphs.

import { Unknown } from '../formulas/quantity';
import type { LayerObject, LayerUse } from './layerObject';
import type { TensorObject } from './tensorObject';

export interface OrderedGraph {
  /** As in `model.layers`: by decreasing depth, then by first visit. */
  readonly layers: readonly LayerObject[];
  /** Every application, by decreasing depth: inputs before those that use them. */
  readonly applications: readonly LayerUse[];
  /** Set when the way back to an input could not be followed. */
  readonly blocked: Unknown | undefined;
}

export function orderGraph(outputs: readonly TensorObject[]): OrderedGraph {
  const { finished, layerIndex, blocked } = visitFrom(outputs);
  const nodeDepth = new Map<LayerUse, number>();
  const layerDepth = new Map<LayerObject, number>();
  for (let index = finished.length - 1; index >= 0; index--) {
    const node = finished[index]!;
    const layer = node.layer;
    const depth = Math.max(nodeDepth.get(node) ?? 0, layerDepth.get(layer) ?? 0);
    layerDepth.set(layer, depth);
    nodeDepth.set(node, depth);
    for (const { use } of node.inputs) {
      if (use) nodeDepth.set(use, Math.max(depth + 1, nodeDepth.get(use) ?? 0));
    }
  }
  const layers = [...layerDepth.keys()].sort(
    (a, b) => layerDepth.get(b)! - layerDepth.get(a)! || layerIndex.get(a)! - layerIndex.get(b)!,
  );
  const applications = finished.sort((a, b) => nodeDepth.get(b)! - nodeDepth.get(a)!);
  return { layers, applications, blocked };
}

function visitFrom(outputs: readonly TensorObject[]): {
  finished: LayerUse[];
  layerIndex: Map<LayerObject, number>;
  blocked: Unknown | undefined;
} {
  const finished: LayerUse[] = [];
  const entered = new Set<LayerUse>();
  const layerIndex = new Map<LayerObject, number>();
  let blocked: Unknown | undefined;
  for (const output of outputs) {
    const stack: { readonly node: LayerUse; next: number }[] = [];
    const enter = (tensor: TensorObject): void => {
      const node = tensor.use;
      if (!node) {
        blocked ??=
          tensor.blockedBy ??
          (tensor.shape instanceof Unknown ? tensor.shape : new Unknown('the tensor comes from no layer'));
        return;
      }
      if (entered.has(node)) return;
      entered.add(node);
      const layer = node.layer;
      if (!layerIndex.has(layer)) layerIndex.set(layer, layerIndex.size);
      stack.push({ node, next: 0 });
    };
    enter(output);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const input = top.node.inputs[top.next++];
      if (input) {
        enter(input);
      } else {
        stack.pop();
        finished.push(top.node);
      }
    }
  }
  return { finished, layerIndex, blocked };
}
