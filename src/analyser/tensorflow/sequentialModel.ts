// `tf.sequential()`: a list of layers, each applied to the output of the one before.

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import { dimensionText, placeShape } from '../graph/shape';
import type { Machine } from '../interpreter/machine';
import { iterate } from '../interpreter/iteration';
import { ArrayValue, isOpen, NativeFunction, ObjectValue, reasonOf, type Value } from '../interpreter/values';
import type { Shape } from '../graph/graph';
import { findRepeatedName } from './functionalModel';
import { orderGraph } from './graphOrder';
import { findLayer, type LayerObject } from './layerObject';
import type { LayerUse } from './layerParts';
import { ModelObject } from './modelObject';
import { TensorObject } from './tensorObject';

const FIRST_LAYER_NEEDS_SHAPE =
  'The first layer in a Sequential model must get an `inputShape` or `batchInputShape` argument.';
const SINGLE_OUTPUT =
  'All layers in a Sequential model should have a single output tensor. For multi-output layers, use the functional API.';
const SINGLE_INPUT =
  'All layers in a Sequential model should have a single input tensor. For multi-input layers, use the functional API.';

interface State {
  readonly layers: LayerObject[];
  /** How the model uses each of its layers. */
  readonly applications: LayerUse[];
  readonly inputs: readonly TensorObject[];
  readonly outputs: readonly TensorObject[];
  readonly incomplete: Unknown | undefined;
}

function copyOf(state: State): State {
  return { ...state, layers: [...state.layers], applications: [...state.applications] };
}

interface Captured {
  readonly state: State;
  readonly trainable: unknown;
}

export class SequentialModel extends ModelObject {
  readonly kind = 'sequential';
  private state: State = { layers: [], applications: [], inputs: [], outputs: [], incomplete: undefined };

  get orderedLayers(): readonly LayerObject[] {
    return this.state.layers;
  }
  get applications(): readonly LayerUse[] {
    return this.state.applications;
  }
  get inputs(): readonly TensorObject[] {
    return this.state.inputs;
  }
  get outputs(): readonly TensorObject[] {
    return this.state.outputs;
  }
  private readonly filledElsewhere = new Unknown(
    'what got this model is not followed, and may have added its layers',
    this.origin.call,
  );

  get incomplete(): Unknown | undefined {
    return (
      this.state.incomplete ?? (this.isGivenAway && this.state.layers.length === 0 ? this.filledElsewhere : undefined)
    );
  }

  private get isEmpty(): boolean {
    return this.state.layers.length === 0 && !this.state.incomplete;
  }

  protected override findBuildError(): string | undefined {
    if (this.isEmpty) return 'Sequential model cannot be built: model is empty. Add some layers first.';
    if (new Set(this.state.layers.map(({ name }) => name)).size === this.state.layers.length) return undefined;
    const graph = orderGraph(this.outputs);
    return graph.blocked ? undefined : findRepeatedName(graph.layers);
  }

  override get(name: string, machine: Machine, site: ts.Node): Value {
    if (name === 'add') {
      return new NativeFunction('add', (m, [layer], _this, at) => {
        this.add(layer, m, at);
        return undefined;
      });
    }
    if (name === 'pop') {
      return new NativeFunction('pop', (m, _args, _this, at) => {
        if (this.isEmpty && this.hasCertainLayers(m))
          return this.session.report('There are no layers in the model.', m.rangeOf(at), m);
        m.touch(this);
        const layers = this.state.layers.slice(0, -1);
        const applications = this.state.applications.slice(0, -1);
        this.state = { ...this.state, layers, applications, outputs: applications.at(-1)?.outputs ?? [] };
        return undefined;
      });
    }
    return super.get(name, machine, site);
  }

  /** `layers: [...]` of the configuration. */
  addAll(list: Value, machine: Machine, site: ts.Node): void {
    const items = iterate(list, machine, site);
    const known = list instanceof ArrayValue ? list.elements : [];
    for (const layer of items instanceof Unknown ? known : items) this.add(layer, machine, site);
    if (items instanceof Unknown) this.block(items, machine);
  }

  add(value: Value, machine: Machine, site: ts.Node): void {
    const model = asModel(value);
    if (model) {
      const count = model.outputs.length !== 1 ? SINGLE_OUTPUT : model.inputs.length !== 1 ? SINGLE_INPUT : undefined;
      if (count && !model.incomplete) this.session.report(count, machine.rangeOf(site), machine);
    }
    const layer = model?.toLayer(machine) ?? findLayer(value);
    if (!layer) {
      this.block(
        isOpen(value)
          ? reasonOf(value, machine.rangeOf(site))
          : machine.unknown('what is added here is not a layer that the analysis can follow', site),
        machine,
      );
      return;
    }
    machine.touch(this);
    if (this.state.layers.length === 0 && !this.state.incomplete) this.addFirst(layer, model, machine, site);
    else this.addNext(layer, machine, site);
  }

  private addFirst(layer: LayerObject, model: ModelObject | undefined, machine: Machine, site: ts.Node): void {
    if (model) {
      if (model.incomplete) this.block(model.incomplete, machine);
      else layer.apply(model.inputs, machine, site);
    } else if (layer.uses.length === 0) {
      const shape = layer.batchInputShape;
      if (shape === undefined) {
        const because = isBroken(layer) ?? this.session.reportLayer(FIRST_LAYER_NEEDS_SHAPE, layer, machine, site);
        layer.apply([new TensorObject(because, undefined, 'unknown')], machine, site);
      } else {
        layer.apply([this.implicitInput(layer, shape, machine, site)], machine, site);
      }
    } else if (layer.uses.length > 1) {
      this.session.reportLayer(
        'A layer added to a Sequential model must not already be connected somewhere else. LayersModel received layer ' +
          `${layer.name} which has ${String(layer.uses.length)} pre-existing inbound connections.`,
        layer,
        machine,
        site,
      );
    }
    const first = layer.uses.at(-1);
    const inputs = first?.inputs.length ? first.inputs : (first?.outputs ?? []);
    this.finishAdd(layer, inputs, machine, site);
  }

  /** The input layer that tfjs puts before a first layer with an inputShape. It is not one of `model.layers`. */
  private implicitInput(first: LayerObject, given: Shape | Unknown, machine: Machine, site: ts.Node): TensorObject {
    const name = `${first.name}_input`;
    const argument = first.rangeOfArgument('inputShape') ?? first.rangeOfArgument('batchInputShape');
    const shape = placeShape(given, argument ?? first.call);
    const behaviour =
      shape instanceof Unknown ? { unknownOutput: shape, outputShapes: () => [] } : { outputShapes: () => [shape] };
    const layer = this.session.addLayer(
      {
        name,
        className: 'InputLayer',
        factory: 'inputLayer',
        behaviour,
        call: machine.rangeOf(site),
        path: machine.callPath(),
        config: new Map(),
        batchInputShape: shape,
        argumentRange: (argument) => first.rangeOfArgument(argument) ?? first.call,
        written: undefined,
        members: undefined,
        isImplicit: true,
      },
      machine,
    );
    layer.apply([], machine, site);
    return layer.uses[0]?.outputs[0] ?? new TensorObject(shape, undefined, name);
  }

  private addNext(layer: LayerObject, machine: Machine, site: ts.Node): void {
    const [previous] = this.state.outputs;
    layer.apply(
      [
        previous ??
          new TensorObject(this.state.incomplete ?? machine.unknown('no layer before', site), undefined, 'unknown'),
      ],
      machine,
      site,
    );
    this.finishAdd(layer, this.state.inputs, machine, site);
  }

  private finishAdd(layer: LayerObject, inputs: readonly TensorObject[], machine: Machine, site: ts.Node): void {
    // Before it is used, tfjs makes a new model of its layers, which sets their weights.
    layer.setWeightsTrainable(this.trainable, machine);
    const application = layer.uses.at(-1);
    const outputs = application?.outputs ?? [];
    if (outputs.length > 1 && layer.asValue === layer) {
      this.session.reportLayer(SINGLE_OUTPUT, layer, machine, site);
    }
    const shape = outputs[0]?.shape;
    const inputShape = application?.inputs[0]?.shape;
    let next = outputs.slice(0, 1);
    if (shape && !(shape instanceof Unknown) && shape.some((size) => typeof size === 'number' && size < 0)) {
      const text =
        inputShape && !(inputShape instanceof Unknown)
          ? inputShape.map((s) => (s === null ? '' : dimensionText(s))).join(',')
          : '';
      const message = `Negative dimension size caused by adding layer ${layer.name} with input shape [${text}]`;
      next = [new TensorObject(this.session.reportLayer(message, layer, machine, site), undefined, layer.name)];
    }
    // In place, because models grow one layer at a time: those who keep a state copy it.
    this.state.layers.push(layer);
    if (application) this.state.applications.push(application);
    this.state = { ...this.state, inputs, outputs: next };
  }

  /** From here on the layers are not known. */
  private block(because: Unknown, machine: Machine): void {
    machine.touch(this);
    const outputs = [new TensorObject(because, undefined, 'unknown')];
    this.state = { ...this.state, outputs, incomplete: this.state.incomplete ?? because };
  }

  override capture(): unknown {
    return { state: copyOf(this.state), trainable: super.capture() };
  }
  override restore(saved: unknown): void {
    const { state, trainable } = saved as Captured;
    this.state = copyOf(state);
    super.restore(trainable);
  }
  /** Layers added in a rehearsal are none; that there may be some more is known. */
  joinRehearsed(other: unknown, because: Unknown): void {
    const { state: saved } = other as Captured;
    if (saved.layers.length === this.state.layers.length) return;
    const joined = join(this.state.outputs[0], saved.outputs[0], because);
    const inputs = this.state.inputs.length > 0 ? this.state.inputs : saved.inputs;
    this.state = { ...this.state, inputs, outputs: [joined], incomplete: this.state.incomplete ?? because };
  }
  override join(other: unknown, because: Unknown): void {
    const { state: saved, trainable } = other as Captured;
    super.join(trainable, because);
    const same =
      saved.layers.length === this.state.layers.length &&
      saved.layers.every((layer, i) => layer === this.state.layers[i]);
    if (same) {
      this.state = { ...this.state, incomplete: this.state.incomplete ?? saved.incomplete };
      return;
    }
    // Layers that only one side added belong to the model or not: it is incomplete from there on.
    const layers = [...new Set([...saved.layers, ...this.state.layers])];
    const inputs = this.state.inputs.length > 0 ? this.state.inputs : saved.inputs;
    const joined = join(this.state.outputs[0], saved.outputs[0], because);
    const applications = [...new Set([...saved.applications, ...this.state.applications])];
    this.state = { layers, applications, inputs, outputs: [joined], incomplete: this.state.incomplete ?? because };
  }
}

function join(a: TensorObject | undefined, b: TensorObject | undefined, because: Unknown): TensorObject {
  const joined = a && b ? a.joinWith(b, because) : because;
  return joined instanceof TensorObject ? joined : new TensorObject(because, undefined, 'unknown');
}

/** The error or gap that already spoilt the layer, so that no second error is told about the same thing. */
function isBroken(layer: LayerObject): Unknown | undefined {
  return layer.behaviour.unknownOutput;
}

/** The model behind a value: a model object, or an instance of a class derived from one. */
function asModel(value: Value): ModelObject | undefined {
  if (value instanceof ModelObject) return value;
  if (value instanceof ObjectValue && value.host instanceof ModelObject) return value.host;
  return undefined;
}
