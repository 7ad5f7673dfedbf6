// Models as the program sees them.

import type ts from 'typescript';
import { type Unknown, type SourceRange } from '../formulas/quantity';
import type { CallPath, Model } from '../graph/graph';
import type { Machine } from '../interpreter/machine';
import { ArrayValue, HostValue, NativeFunction, type Value } from '../interpreter/values';
import type { LayerObject, LayerUse } from './layerObject';
import { createModelLayer } from './modelLayer';
import type { Session } from './session';
import { shapeValue, type TensorObject } from './tensorObject';

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
  readonly rootFunction: string | undefined;
}

export abstract class ModelObject extends HostValue implements Model {
  readonly description = 'a model';
  abstract readonly kind: 'sequential' | 'functional';
  abstract readonly inputs: readonly TensorObject[];
  abstract readonly outputs: readonly TensorObject[];
  /** In tfjs's order of `model.layers`. */
  abstract readonly orderedLayers: readonly LayerObject[];
  /** What the model does with its layers; they may be used elsewhere too. */
  abstract readonly applications: readonly LayerUse[];
  abstract readonly incomplete: Unknown | undefined;
  private variableName: string | undefined;
  private asLayer: LayerObject | undefined;

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
  get call(): SourceRange {
    return this.origin.call;
  }
  get path(): CallPath {
    return this.origin.path;
  }
  get layers(): readonly LayerObject[] {
    return [...this.orderedLayers].sort((a, b) => a.order - b.order);
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
        return this.origin.givenName ?? this.origin.tfjsName;
      case 'layers':
        return this.incomplete ?? machine.track(new ArrayValue([...this.orderedLayers]));
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
      case 'summary':
      case 'compile':
      case 'dispose':
      case 'save':
      case 'setWeights':
      case 'loadWeights':
        return new NativeFunction(name, () => undefined);
      case 'countParams':
        return machine.unknown('the analysis does not compute with the number of parameters', site);
      default:
        return machine.unknown(`what \`${name}\` of a model gives is known at run time only`, site);
    }
  }

  private findLayer(args: readonly Value[], machine: Machine, site: ts.Node): Value {
    const [name, index] = args;
    if (this.incomplete) return this.incomplete;
    if (typeof name === 'string') {
      const found = this.orderedLayers.find((layer) => layer.name === name);
      return found ?? this.session.report(`No such layer: ${name}`, machine.rangeOf(site), machine);
    }
    const position = typeof name === 'number' ? name : index;
    if (typeof position !== 'number') return machine.unknown('which layer is meant is not known', site);
    return (
      this.orderedLayers[position] ??
      this.session.report(
        `Was asked to retrieve layer at index ${String(position)}, but model only has ${String(this.orderedLayers.length)} layer(s).`,
        machine.rangeOf(site),
        machine,
      )
    );
  }
}
