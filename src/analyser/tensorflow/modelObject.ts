// Models as the program sees them.

import type ts from 'typescript';
import { Unknown, type SourceRange } from '../formulas/quantity';
import { LayerError, type CallPath, type Compilation, type Model, type Weight } from '../graph/graph';
import { newArray } from '../interpreter/builtins/native';
import type { Root } from '../interpreter/callStack';
import type { Machine } from '../interpreter/machine';
import { ArrayValue, HostValue, NativeFunction, ObjectValue, type Mutable, type Value } from '../interpreter/values';
import { checkCompileArguments } from './compileArguments';
import { toConfigValue } from './configuration';
import { rangeFinder } from './layerFactory';
import type { LayerObject } from './layerObject';
import type { LayerUse } from './layerParts';
import { createModelLayer } from './modelLayer';
import type { Session } from './session';
import { weightMember } from './weightObject';
import { writtenCallReader } from './writtenCall';
import { shapeValue, type TensorObject } from './tensorObject';
import { joinFlags, toFlag, withTrainability, type Flag } from './trainability';

export interface ModelOrigin {
  /** The name in the model's configuration; undefined when it has none. */
  readonly givenName: string | undefined;
  /** The name that tfjs gives. */
  readonly tfjsName: string;
  readonly call: SourceRange;
  readonly path: CallPath;
  /** The function around the call, for a name when no variable gives one. */
  readonly functionName: string | undefined;
  /** The function that was looked at on its own and made the model. */
  readonly root: Root | undefined;
}

export abstract class ModelObject extends HostValue implements Model, Mutable {
  birth = 0;
  readonly description = 'a model';
  abstract readonly kind: 'sequential' | 'functional';
  abstract readonly inputs: readonly TensorObject[];
  abstract readonly outputs: readonly TensorObject[];
  /** In tfjs's order of `model.layers`. */
  abstract readonly orderedLayers: readonly LayerObject[];
  /** What the model does with its layers; they may be used elsewhere too. */
  abstract readonly applications: readonly LayerUse[];
  abstract readonly incomplete: Unknown | undefined;
  private isTrainable: Flag = true;
  private compiledAs: Flag | undefined;
  compilation: Compilation | undefined;
  private variableName: string | undefined;
  private asLayer: LayerObject | undefined;
  /** Something that the analysis does not follow may have added to it. */
  protected isGivenAway = false;

  constructor(
    readonly origin: ModelOrigin,
    protected readonly session: Session,
  ) {
    super();
  }

  /** Of its variable, else of its configuration, else of the function that makes it, else tfjs's own. */
  get name(): string {
    return this.variableName ?? this.origin.givenName ?? this.origin.functionName ?? this.origin.tfjsName;
  }
  /** What `model.name` is to the program. */
  get tfjsName(): string {
    return this.origin.givenName ?? this.origin.tfjsName;
  }
  get call(): SourceRange {
    return this.origin.call;
  }
  get path(): CallPath {
    return this.origin.path;
  }
  get layers(): readonly LayerObject[] {
    return [...this.orderedLayers].sort((a, b) => a.order - b.order);
  }

  get trainable(): Flag {
    return this.compiledAs ?? this.isTrainable;
  }

  /** Of all its layers, as trainable as they are. */
  get weights(): readonly Weight[] {
    const weights = this.layers.flatMap((layer) => weightsOf(layer));
    return this.isTrainable === true
      ? weights
      : withTrainability(weights, { ofLayer: undefined, ofWeights: this.isTrainable });
  }

  override set(name: string, value: Value, machine: Machine): void {
    if (name !== 'trainable') return;
    machine.touch(this);
    this.isTrainable = toFlag(value, this.call);
    for (const layer of this.orderedLayers) layer.setWeightsTrainable(this.isTrainable, machine);
  }

  override giveAway(): void {
    this.isGivenAway = true;
  }

  /** Whether the model's layers are all that there are by now. */
  protected hasCertainLayers(machine: Machine): boolean {
    return !this.isGivenAway && this.origin.root === machine.rootFunction();
  }

  /** What tfjs throws when the model has to be complete; undefined when it is, or when that is not known. */
  protected findBuildError(): string | undefined {
    return undefined;
  }

  /** @returns whether tfjs would */
  private build(machine: Machine, site: ts.Node): boolean {
    const message = this.hasCertainLayers(machine) ? this.findBuildError() : undefined;
    if (message !== undefined) this.session.report(message, machine.rangeOf(site), machine);
    return message === undefined;
  }

  /** What trains is decided when a model is compiled. */
  private compile(args: Value, machine: Machine, site: ts.Node): void {
    if (!this.build(machine, site)) return;
    try {
      checkCompileArguments(args, this.hasCertainLayers(machine) ? this.outputNames : undefined);
    } catch (error) {
      if (!(error instanceof LayerError)) throw error;
      const blamed = error.argument === undefined ? undefined : rangeFinder(site, machine)(error.argument);
      this.session.report(error.message, blamed ?? machine.rangeOf(site), machine);
    }
    machine.touch(this);
    this.compilation = compilationOf(args, machine, site);
    this.compiledAs = this.isTrainable;
    for (const layer of this.orderedLayers) layer.noteCompiled(machine);
  }

  /** undefined when the outputs are not known. */
  private get outputNames(): readonly string[] | undefined {
    if (this.incomplete || this.outputs.some(({ use }) => !use)) return undefined;
    return this.outputs.map(({ use }) => use?.layer.name ?? '');
  }

  capture(): unknown {
    const { isTrainable, compiledAs, compilation } = this;
    return { isTrainable, compiledAs, compilation };
  }
  restore(state: unknown): void {
    const { isTrainable, compiledAs, compilation } = state as Trains;
    this.isTrainable = isTrainable;
    this.compiledAs = compiledAs;
    this.compilation = compilation;
  }
  join(other: unknown, because: Unknown): void {
    const { isTrainable, compiledAs, compilation } = other as Trains;
    this.isTrainable = joinFlags(this.isTrainable, isTrainable, because);
    this.compiledAs ??= compiledAs;
    if (compilation !== this.compilation) this.compilation = undefined;
  }

  override nameFromVariable(name: string): void {
    this.variableName ??= name;
  }

  /** The layer that this model is when it is applied or added to another one. */
  toLayer(machine: Machine): LayerObject {
    return (this.asLayer ??= createModelLayer(this, this.session, machine));
  }

  get(name: string, machine: Machine, site: ts.Node): Value {
    switch (name) {
      case 'name':
        return this.tfjsName;
      case 'layers':
        return (
          this.incomplete ??
          newArray(
            this.orderedLayers.map(({ asValue }) => asValue),
            machine,
          )
        );
      case 'trainable':
        return this.isTrainable;
      case 'inputs':
        return machine.track(new ArrayValue([...this.inputs]));
      case 'outputs':
        return this.incomplete ?? machine.track(new ArrayValue([...this.outputs]));
      case 'input':
        return this.inputs.length === 1 ? this.inputs[0] : machine.track(new ArrayValue([...this.inputs]));
      case 'output':
        if (this.incomplete) return this.incomplete;
        return this.outputs.length === 1 ? this.outputs[0] : machine.track(new ArrayValue([...this.outputs]));
      case 'inputShape':
      case 'batchInputShape':
        return shapeValue(this.inputs[0]?.shape ?? machine.unknown('the model has no input yet', site), machine);
      case 'outputShape':
        return shapeValue(this.outputs[0]?.shape ?? machine.unknown('the model has no output yet', site), machine);
      case 'getLayer':
        return new NativeFunction(name, (m, args, _this, at) => this.findLayer(args, m, at));
      case 'apply':
        return new NativeFunction(name, (m, args, _this, at) =>
          m.callFunction(this.toLayer(m).get('apply', m, at), args, undefined, at),
        );
      case 'compile':
        return new NativeFunction(name, (m, [args], _this, at) => {
          this.compile(args, m, at);
          return undefined;
        });
      case 'summary':
        return new NativeFunction(name, (m, _args, _this, at) => {
          this.build(m, at);
          return undefined;
        });
      case 'dispose':
      case 'save':
      case 'setWeights':
      case 'loadWeights':
        return new NativeFunction(name, () => undefined);
      default:
        return (
          weightMember(name, () => this.incomplete ?? this.weights)?.(machine) ??
          machine.unknown(`what \`${name}\` of a model gives is known at run time only`, site)
        );
    }
  }

  private findLayer(args: readonly Value[], machine: Machine, site: ts.Node): Value {
    const [name, index] = args;
    if (this.incomplete) return this.incomplete;
    if (name === undefined && index === undefined) {
      return this.session.report('Provide either a layer name or layer index', machine.rangeOf(site), machine);
    }
    const position = index ?? (typeof name === 'number' ? name : undefined);
    if (position === undefined && typeof name === 'string') {
      const found = this.orderedLayers.find((layer) => layer.name === name);
      return found?.asValue ?? this.session.report(`No such layer: ${name}`, machine.rangeOf(site), machine);
    }
    if (typeof position !== 'number') return machine.unknown('which layer is meant is not known', site);
    return (
      this.orderedLayers[position]?.asValue ??
      this.session.report(
        `Was asked to retrieve layer at index ${String(position)}, but model only has ${String(this.orderedLayers.length)} layer(s).`,
        machine.rangeOf(site),
        machine,
      )
    );
  }
}

interface Trains {
  readonly isTrainable: Flag;
  readonly compiledAs: Flag | undefined;
  readonly compilation: Compilation | undefined;
}

function compilationOf(args: Value, machine: Machine, site: ts.Node): Compilation | undefined {
  if (!(args instanceof ObjectValue) || args.open || args.rest) return undefined;
  return {
    loss: toConfigValue(args.properties.get('loss'), false),
    metrics: toConfigValue(args.properties.get('metrics'), false),
    call: machine.rangeOf(site),
    entries: writtenCallReader(site, machine)()?.entries,
  };
}

function weightsOf({ presentWeights: weights }: LayerObject): readonly Weight[] {
  if (weights instanceof Unknown) return [{ name: '?', shape: [weights], trainable: true }];
  return weights ?? [];
}
