// Layers as the program sees them: created by a factory or a class, then applied.

import type ts from 'typescript';
import { Unknown, type SourceRange } from '../formulas/quantity';
import {
  knownShapes,
  LayerError,
  type Application,
  type CallPath,
  type Layer,
  type LayerBehaviour,
  type LayerConfig,
  type Shape,
  type Tensor,
  type Weight,
} from '../graph/graph';
import type { WrittenCall } from '../graph/writtenCall';
import { placeShape } from '../graph/shape';
import { applyLayer } from '../layers/applyLayer';
import type { Root } from '../interpreter/callStack';
import type { Machine } from '../interpreter/machine';
import { ArrayValue, HostValue, isOpen, ObjectValue, reasonOf, type Mutable, type Value } from '../interpreter/values';
import { findArgumentError, initialStates } from './applyArguments';
import { axesDemanded } from './inputSpecs';
import { layerMember } from './layerMember';
import type { LayerParts, LayerUse } from './layerParts';
import { LayerState } from './layerState';
import { countSamples } from './ops/batch';
import { tensorList, type OperationTensor } from './ops/operationTensor';
import { STEPS_PER_APPLICATION, type Session } from './session';
import { TensorObject, toTensors } from './tensorObject';
import { toFlag, withTrainability, type Flag } from './trainability';
import { isListName, type WeightLists } from './weightLists';

export class LayerObject extends HostValue implements Layer, Mutable {
  birth = 0;
  name: string;
  readonly className: string;
  readonly factory: string | undefined;
  readonly behaviour: LayerBehaviour;
  readonly call: SourceRange;
  readonly path: CallPath;
  readonly config: LayerConfig;
  readonly batchInputShape: Shape | Unknown | undefined;
  private readonly state = new LayerState();
  /** Its applications inside the `call` of a custom layer, which the layer graph does not hold. */
  private innerUses: readonly Application[] = [];
  readonly isImplicit: boolean;
  private readonly argumentRange: LayerParts['argumentRange'];
  private readonly readWritten: LayerParts['written'];
  readonly members: ReadonlyMap<string, Value> | undefined;
  readonly weightLists: WeightLists | undefined;
  readonly model: LayerParts['model'];
  /** Something that the analysis does not follow may have applied it. */
  private isGivenAway = false;

  constructor(
    parts: LayerParts,
    readonly order: number,
    readonly session: Session,
    private readonly madeInRoot: Root | undefined,
  ) {
    super();
    this.name = parts.name;
    this.className = parts.className;
    this.factory = parts.factory;
    this.behaviour = parts.behaviour;
    this.call = parts.call;
    this.path = parts.path;
    this.config = parts.config;
    this.batchInputShape = parts.batchInputShape;
    this.argumentRange = parts.argumentRange;
    this.readWritten = parts.written;
    this.members = parts.members;
    this.weightLists = parts.weightLists;
    this.model = parts.model;
    this.isImplicit = parts.isImplicit;
  }

  /** Its applications to symbolic tensors. */
  get uses(): readonly LayerUse[] {
    return this.state.uses;
  }

  get weights(): readonly Weight[] | Unknown | undefined {
    return this.state.compiled ?? this.presentWeights;
  }

  /** As trainable as they are at this point of the program. */
  get presentWeights(): readonly Weight[] | Unknown | undefined {
    if (this.model) return this.model.weights;
    return Array.isArray(this.state.built)
      ? withTrainability(this.state.built as readonly Weight[], this.state.trainability)
      : this.state.built;
  }

  get applications(): readonly Application[] {
    return this.uses.length > 0 ? this.uses : this.innerUses;
  }

  /** What the program sees of it: a model in another one stays a model. */
  get asValue(): Value {
    return this.model ?? this;
  }

  get description(): string {
    return `a ${this.className} layer`;
  }

  get(name: string, machine: Machine, site: ts.Node): Value {
    return layerMember(this, name, machine, site);
  }

  get trainable(): Value {
    return this.state.trainability.ofLayer ?? this.config.get('trainable') !== false;
  }

  /** Whether `uses` holds each application that there has been. */
  hasCertainUses(machine: Machine): boolean {
    return !this.isGivenAway && this.madeInRoot === machine.rootFunction();
  }

  /** Whether `uses` holds only what happens in one run of the program. */
  get usesAreCounted(): boolean {
    return !this.state.hasJoinedUses;
  }

  get isBuilt(): boolean {
    return this.state.built !== undefined || !(this.behaviour.build ?? this.behaviour.checkBuild);
  }

  /** Where an entry of its configuration is written. */
  rangeOfArgument(argument: string): SourceRange | undefined {
    return this.argumentRange?.(argument);
  }

  get written(): WrittenCall | undefined {
    return this.readWritten?.();
  }

  override giveAway(): void {
    this.isGivenAway = true;
  }

  override keeps(name: string): boolean {
    return this.weightLists !== undefined && isListName(name);
  }

  override set(name: string, value: Value, machine: Machine): void {
    if (this.weightLists && isListName(name)) this.weightLists.replace(name, value, machine);
    const flag = name === 'trainable' ? toFlag(value, this.call) : undefined;
    if (flag === undefined) return;
    machine.touch(this);
    this.state.trainability = { ofLayer: flag, ofWeights: flag };
  }

  /** `layer.build(shape)` of the program. */
  build(shapes: readonly Shape[] | Unknown, machine: Machine, site: ts.Node): void {
    machine.touch(this);
    try {
      if (!(shapes instanceof Unknown)) this.behaviour.checkBuild?.(shapes);
      this.state.built = shapes instanceof Unknown ? shapes : (this.behaviour.build?.(shapes) ?? []);
      if (!(shapes instanceof Unknown)) this.state.builtFor = shapes;
    } catch (error) {
      if (!(error instanceof LayerError)) throw error;
      this.state.built = this.session.reportLayer(error.message, this, machine, site);
    }
  }

  noteCompiled(machine: Machine): void {
    machine.touch(this);
    this.state.compiled = this.presentWeights;
  }

  /** What a model that holds the layer does to it. */
  setWeightsTrainable(flag: Flag, machine: Machine): void {
    if (this.behaviour.holdsLayers || this.state.trainability.ofWeights === flag) return;
    machine.touch(this);
    this.state.trainability = { ...this.state.trainability, ofWeights: flag };
  }

  /** `layer.apply(argument, options)` of the program. */
  applyTo([argument, options]: readonly Value[], machine: Machine, site: ts.Node): Value {
    const problem = findArgumentError(this, argument, options);
    if (problem !== undefined) {
      return this.apply([noTensor(this.session.reportLayer(problem, this, machine, site))], machine, site);
    }
    const operands = tensorList(argument);
    if (operands && operands.length > 0) return this.applyInCall(operands, machine, site);
    const inputs = toTensors(argument);
    if (inputs instanceof Unknown) return this.apply([noTensor(inputs)], machine, site);
    if (!inputs) {
      if (!isOpen(argument))
        return machine.unknown('a layer is applied to something that is not a symbolic tensor', site);
      return this.apply([noTensor(reasonOf(argument, machine.rangeOf(site)))], machine, site);
    }
    const list = argument instanceof ArrayValue ? argument : undefined;
    return this.apply([...inputs, ...initialStates(this, options)], machine, site, list);
  }

  /** Applies the layer to tensors; what tfjs would throw becomes a finding and the output is unknown. */
  apply(inputs: readonly TensorObject[], machine: Machine, site: ts.Node, list?: ArrayValue): Value {
    machine.touch(this);
    machine.spend(STEPS_PER_APPLICATION);
    for (const input of inputs) this.tellAxes(input);
    const outputs: TensorObject[] = [];
    const application: LayerUse = { layer: this, inputs, outputs, call: machine.rangeOf(site), ...(list && { list }) };
    for (const shape of this.outputShapes(inputs, machine, site)) {
      outputs.push(new TensorObject(shape, application, this.name));
    }
    if (this.behaviour.overwritesInputShape) overwriteInput(inputs, outputs);
    this.state.uses = this.uses.length === 0 ? [application] : [...this.uses, application];
    return outputs.length === 1 ? outputs[0] : new ArrayValue([...outputs]);
  }

  /** The layer works on one number of axes only: then its input has so many. */
  private tellAxes(input: TensorObject): void {
    if (!input.shapeOf || !(input.shape instanceof Unknown)) return;
    const axes = axesDemanded(this.behaviour);
    if (axes !== undefined) input.shape = input.shapeOf(axes);
  }

  /** Applies the layer inside the `call` of a custom layer. */
  private applyInCall(inputs: readonly OperationTensor[], machine: Machine, site: ts.Node): Value {
    machine.touch(this);
    const outputs: OperationTensor[] = [];
    const application: Application = { layer: this, inputs, outputs, call: machine.rangeOf(site) };
    for (const shape of this.outputShapes(inputs, machine, site)) outputs.push(inputs[0]!.madeBy(application, shape));
    this.innerUses = [application];
    const known = knownShapes(inputs, outputs);
    const macs = known instanceof Unknown ? [[known]] : (this.behaviour.macs?.(known.inputs, known.outputs) ?? []);
    const samples = countSamples(inputs[0]!.batch);
    this.session.callBeingRead?.costs.push(...macs.map((factors) => [...factors, ...samples]));
    this.session.callBeingRead?.layers.add(this);
    return outputs.length === 1 ? outputs[0] : new ArrayValue([...outputs]);
  }

  private outputShapes(inputs: readonly Tensor[], machine: Machine, site: ts.Node): readonly (Shape | Unknown)[] {
    const shapes: Shape[] = [];
    for (const { shape } of inputs) {
      if (shape instanceof Unknown) {
        if (this.behaviour.build) this.state.built ??= shape;
        return [shape];
      }
      shapes.push(shape);
    }
    try {
      if (this.className === 'InputLayer' && inputs.length > 0) {
        throw new LayerError(`Cannot pass any input to an InputLayer's apply() method. InputLayer name: ${this.name}`);
      }
      const dtypeOf = (index: number): string => {
        const input = inputs[index];
        return input instanceof TensorObject ? input.dtype : 'float32';
      };
      const applied = applyLayer(this.name, this.behaviour, shapes, this.state.builtFor, dtypeOf);
      this.state.builtFor ??= shapes;
      this.state.built = applied.weights ?? this.state.built;
      // what a layer cannot tell of its output is told where the layer is written
      return applied.outputs.map((shape) => placeShape(shape, this.call));
    } catch (error) {
      if (!(error instanceof LayerError)) throw error;
      // What a model is given is not the fault of its definition.
      const given = this.model && error.argument === undefined ? machine.rangeOf(site) : undefined;
      const blamed = error.argument === undefined ? given : this.argumentRange?.(error.argument);
      const because = this.session.reportLayer(error.message, this, machine, site, blamed);
      this.state.built ??= because;
      return [because];
    }
  }

  capture(): unknown {
    return this.state.capture();
  }
  restore(state: unknown): void {
    this.state.restore(state);
  }
  joinRehearsed(other: unknown): void {
    // Applications in a rehearsal are none, but there may be such.
    if (!this.state.hasUsesOf(other)) this.giveAway();
  }
  join(other: unknown, because: Unknown): void {
    this.state.join(other, because);
  }
}

/** Of another layer's output, tfjs reports the wrong shape only: it computes, and ConvLens tells, the right one. */
function overwriteInput([input]: readonly TensorObject[], [output]: readonly TensorObject[]): void {
  if (!input || !output || output.shape instanceof Unknown) return;
  if (input.use?.layer.className === 'InputLayer') input.shape = output.shape;
}

function noTensor(because: Unknown): TensorObject {
  return new TensorObject(because, undefined, 'unknown');
}

/** The layer behind a value: a layer object, or an instance of a class derived from tf.layers.Layer. */
export function findLayer(value: Value): LayerObject | undefined {
  if (value instanceof LayerObject) return value;
  if (value instanceof ObjectValue && value.host instanceof LayerObject) return value.host;
  return undefined;
}
