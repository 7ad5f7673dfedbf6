// A model used as a layer of another one: its layers run on the new input, its weights are shared.

import { Unknown } from '../formulas/quantity';
import type { SumOfProducts } from '../formulas/sumOfProducts';
import {
  activationsOf,
  LayerError,
  type Application,
  type LayerBehaviour,
  type Shape,
  type Tensor,
} from '../graph/graph';
import { GLOBAL, REARRANGED, type Window } from '../graph/window';
import { joinedShape } from '../layers/configText';
import { checkTensorName } from '../layers/tensorNames';
import { createReceptiveFieldPass } from '../passes/receptiveField';
import type { Machine } from '../interpreter/machine';
import { orderGraph } from './graphOrder';
import type { LayerObject } from './layerObject';
import type { ModelObject } from './modelObject';
import type { Session } from './session';

export function createModelLayer(model: ModelObject, session: Session, machine: Machine): LayerObject {
  return session.addLayer(
    {
      name: model.tfjsName,
      className: model.kind === 'sequential' ? 'Sequential' : 'Model',
      factory: undefined,
      behaviour: behaviourOf(model),
      model,
      call: model.call,
      path: model.path,
      config: new Map(),
      batchInputShape: model.inputs[0]?.shape,
      argumentRange: undefined,
      written: undefined,
      members: undefined,
      isImplicit: true,
    },
    machine,
  );
}

function behaviourOf(model: ModelObject): LayerBehaviour {
  // Costs and windows are read when the evaluation is over: what was applied is not run once more.
  const replays = new WeakMap<Shape, { inputs: readonly Shape[]; outputs: readonly Tensor[]; replay: Replay }>();
  const replay = (inputs: readonly Shape[]): Replay => {
    const [first] = inputs;
    const known = first && replays.get(first);
    const isSame = known?.outputs === model.outputs && inputs.every((shape, i) => shape === known.inputs[i]);
    if (known && isSame) return known.replay;
    const made = replayGraph(model, inputs);
    if (first) replays.set(first, { inputs, outputs: model.outputs, replay: made });
    return made;
  };
  return {
    ...(model.incomplete && { unknownOutput: model.incomplete }),
    holdsLayers: true,
    build: () => {
      checkTensorName(model.tfjsName);
      return model.weights;
    },
    outputShapes: (inputs) => {
      if (inputs.length !== model.inputs.length && !model.incomplete) {
        throw new LayerError(
          `Invalid inputShape argument ${inputs.map(joinedShape).join(',')}: ` +
            `model has ${String(model.inputs.length)} tensor inputs.`,
        );
      }
      const { tensors } = replay(inputs);
      return model.outputs
        .map((output) => tensors.get(output)?.shape ?? output.shape)
        .filter((s): s is Shape => !(s instanceof Unknown));
    },
    macs: (inputs) => {
      const terms: SumOfProducts[number][] = [];
      for (const application of replay(inputs).applications) {
        const shapes = application.inputs.map((t) => t.shape);
        const results = application.outputs.map((t) => t.shape);
        const blocked = [...shapes, ...results].find((s) => s instanceof Unknown);
        if (blocked instanceof Unknown) terms.push([blocked]);
        else terms.push(...(application.layer.behaviour.macs?.(shapes as Shape[], results as Shape[]) ?? []));
      }
      return terms;
    },
    activations: (inputs) => replay(inputs).applications.flatMap((application) => activationsOf(application)),
    window: (inputs) => windowOf(model, replay(inputs)),
  };
}

interface Replay {
  readonly tensors: ReadonlyMap<Tensor, Tensor>;
  readonly applications: readonly Application[];
}

/** The model's graph with other input shapes. */
function replayGraph(model: ModelObject, inputs: readonly Shape[]): Replay {
  const tensors = new Map<Tensor, Tensor>();
  model.inputs.forEach((input, i) => tensors.set(input, { shape: inputs[i] ?? input.shape, producer: undefined }));
  const applications: Application[] = [];
  for (const original of orderGraph(model.outputs).applications) {
    if (original.outputs.every((output) => tensors.has(output))) continue;
    const newInputs = original.inputs.map((t) => tensors.get(t) ?? t);
    const outputs: Tensor[] = [];
    const application: Application = { layer: original.layer, inputs: newInputs, outputs, call: original.call };
    const shapes = newInputs.map((t) => t.shape);
    const blocked = shapes.find((s) => s instanceof Unknown);
    const results =
      blocked instanceof Unknown
        ? original.outputs.map(() => blocked)
        : original.layer.behaviour.outputShapes(shapes as Shape[]);
    original.outputs.forEach((output, i) => {
      const tensor = { shape: results[i] ?? output.shape, producer: application };
      outputs.push(tensor);
      tensors.set(output, tensor);
    });
    applications.push(application);
  }
  return { tensors, applications };
}

/** What one output position of the whole model sees of its input. */
function windowOf(model: ModelObject, replay: Replay): Window {
  const output = model.outputs[0] && replay.tensors.get(model.outputs[0]);
  if (!output) return { kind: 'unknown', because: new Unknown('the model has no output yet') };
  const field = createReceptiveFieldPass()(output);
  if (field instanceof Unknown) {
    const rank = output.shape instanceof Unknown ? undefined : output.shape.length;
    return rank === 2 ? REARRANGED : { kind: 'unknown', because: field };
  }
  if (field.global) return GLOBAL;
  return {
    kind: 'sliding',
    axes: field.size.map((size, i) => ({ size, step: field.stride[i] ?? 1, padding: field.padding[i] ?? 0 })),
  };
}
