// The order of a functional model's layers: tfjs's traversal from the outputs, with a stack of its own for deep graphs.

import { Unknown } from '../formulas/quantity';
import type { LayerObject } from './layerObject';
import type { LayerUse } from './layerParts';
import type { TensorObject } from './tensorObject';

export interface OrderedGraph {
  /** As in `model.layers`: by decreasing depth, then by first visit. */
  readonly layers: readonly LayerObject[];
  /** Every application, by decreasing depth: inputs before those that use them. */
  readonly applications: readonly LayerUse[];
  /** Set when the way back to an input could not be followed. */
  readonly blocked: Unknown | undefined;
}

/** A layer that was visited. */
interface VisitedLayer {
  readonly layer: LayerObject;
  /** How many layers were visited before it. */
  readonly index: number;
  depth: number;
}

/** An application that was visited: tfjs's node. */
interface VisitedUse {
  readonly use: LayerUse;
  readonly of: VisitedLayer;
  /** The applications that its inputs come from, as far as they have been visited. */
  readonly before: VisitedUse[];
  /** The input to look at next. */
  next: number;
  depth: number;
}

export function orderGraph(outputs: readonly TensorObject[]): OrderedGraph {
  const { finished, layers, blocked } = visitFrom(outputs);
  for (let index = finished.length - 1; index >= 0; index--) {
    const node = finished[index]!;
    const depth = Math.max(node.depth, node.of.depth);
    node.depth = depth;
    node.of.depth = depth;
    for (const input of node.before) if (input.depth <= depth) input.depth = depth + 1;
  }
  return {
    layers: layers.sort((a, b) => b.depth - a.depth || a.index - b.index).map(({ layer }) => layer),
    applications: finished.sort((a, b) => b.depth - a.depth).map(({ use }) => use),
    blocked,
  };
}

function visitFrom(outputs: readonly TensorObject[]): {
  finished: VisitedUse[];
  layers: VisitedLayer[];
  blocked: Unknown | undefined;
} {
  const finished: VisitedUse[] = [];
  const uses = new Map<LayerUse, VisitedUse>();
  const layersByObject = new Map<LayerObject, VisitedLayer>();
  const stack: VisitedUse[] = [];
  let blocked: Unknown | undefined;

  const layerOf = (layer: LayerObject): VisitedLayer => {
    let visited = layersByObject.get(layer);
    if (!visited) {
      visited = { layer, index: layersByObject.size, depth: 0 };
      layersByObject.set(layer, visited);
    }
    return visited;
  };
  const enter = (tensor: TensorObject): VisitedUse | undefined => {
    const { use } = tensor;
    if (!use) {
      blocked ??= tensor.blockedBy ?? (tensor.shape instanceof Unknown ? tensor.shape : FROM_NO_LAYER);
      return undefined;
    }
    let visited = uses.get(use);
    if (!visited) {
      visited = { use, of: layerOf(use.layer), before: [], next: 0, depth: 0 };
      uses.set(use, visited);
      stack.push(visited);
    }
    return visited;
  };

  for (const output of outputs) {
    enter(output);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const input = top.use.inputs[top.next++];
      if (input) {
        const before = enter(input);
        if (before) top.before.push(before);
      } else {
        stack.pop();
        finished.push(top);
      }
    }
  }
  return { finished, layers: [...layersByObject.values()], blocked };
}

const FROM_NO_LAYER = new Unknown('the tensor does not come from a layer');
