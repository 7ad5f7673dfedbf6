// What a layer of a class of the program does, by its own methods.

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import type { SumOfProducts } from '../formulas/sumOfProducts';
import type { ChannelRuns } from '../graph/channels';
import { LayerError, type InputSpec, type Layer, type LayerBehaviour, type Shape, type Weight } from '../graph/graph';
import { GLOBAL, POINTWISE, REARRANGED, type Window } from '../graph/window';
import { channelsFrom } from '../passes/channelFlow';
import { createReceptiveFieldPass } from '../passes/receptiveField';
import { readInstanceMember } from '../interpreter/objectMembers';
import { thrownMessage } from '../interpreter/builtins/error';
import { BudgetSignal, ThrownSignal } from '../interpreter/completion';
import type { Machine } from '../interpreter/machine';
import { ArrayValue, ObjectValue, type FunctionValue, type Value } from '../interpreter/values';
import type { RecurrentCell } from '../layers/definition';
import { checkAddedWeights, type AddedWeight } from './addedWeights';
import { readInputSpecs } from './inputSpecs';
import { LayerObject } from './layerObject';
import { asMetInCall } from './ops/batch';
import { newInputTensor } from './ops/table';
import { OperationTensor, type OperationTable } from './ops/operationTensor';
import type { CallContent, Session } from './session';
import { shapeValue, toShape } from './tensorObject';
import type { WeightLists } from './weightLists';

/** What `call` does to shapes. */
interface CallReading {
  readonly shape: Shape | Unknown | undefined;
  readonly window: Window;
  readonly macs: SumOfProducts;
  readonly channels?: ChannelRuns | undefined;
  readonly untracked?: readonly Layer[];
}

/** Evaluates the program's own `build`, `computeOutputShape` and `call`. */
export class CustomBehaviour implements LayerBehaviour {
  private readonly readings = new Map<string, CallReading>();
  private countBeforeBuild: number | undefined;
  constructor(
    private readonly instance: ObjectValue,
    private readonly added: AddedWeight[],
    private readonly lists: WeightLists,
    private readonly isFrozen: boolean,
    private readonly machine: Machine,
    private readonly site: ts.Node,
    private readonly session: Session,
    private readonly operations: OperationTable,
  ) {}

  /** What a recurrent layer asks of it: there when the class says how large its states are. */
  get cell(): RecurrentCell | undefined {
    const { instance, machine } = this;
    const hasStates =
      instance.properties.has('stateSize') || instance.classOf?.findAccessor('stateSize', 'get') !== undefined;
    if (!hasStates) return undefined;
    const sizes = toShape(readInstanceMember(instance, 'stateSize', machine, this.site));
    const stateSizes = sizes instanceof Unknown ? [sizes] : sizes;
    return {
      stateSizes,
      stepMacs: (input) => this.readCall([input, ...stateSizes.map((size) => [input[0] ?? null, size])]).macs,
    };
  }

  inputSpecs(): readonly InputSpec[] {
    return readInputSpecs(this.instance.properties.get('inputSpec'));
  }

  build(inputs: readonly Shape[]): readonly Weight[] {
    const method = this.method('build');
    // The program may have built it: then tfjs does not do it again.
    if (this.instance.properties.get('built') !== true) {
      // Another branch of the program may have built it, too.
      this.added.length = this.countBeforeBuild ??= this.added.length;
      if (method) this.run(method, [this.shapeArgument(inputs)]);
    }
    const layer = this.instance.host instanceof LayerObject ? this.instance.host.name : '';
    checkAddedWeights(this.added, layer);
    const weights = this.lists.weights(this.machine, this.site);
    return this.isFrozen
      ? weights.map((weight) => ({ ...weight, trainable: false, canTrain: weight.trainable === true }))
      : weights;
  }

  outputShapes(inputs: readonly Shape[]): readonly Shape[] {
    // In any case: hints stand in `call`.
    const reading = this.readCall(inputs);
    const method = this.method('computeOutputShape');
    // Without the method, tfjs takes the input's shape, whatever `call` makes of it.
    if (!method) return inputs;
    const result = this.run(method, [this.shapeArgument(inputs)]);
    if (result instanceof ArrayValue && result.elements[0] instanceof ArrayValue) {
      return result.elements.map((e) => this.requireShape(toShape(e), reading));
    }
    return [this.requireShape(toShape(result), reading)];
  }

  macs(inputs: readonly Shape[]): SumOfProducts {
    return this.readCall(inputs).macs;
  }

  window(inputs: readonly Shape[]): Window {
    return this.readCall(inputs).window;
  }

  channels(inputs: readonly Shape[]): ChannelRuns | undefined {
    return this.readCall(inputs).channels;
  }

  untrackedLayers(inputs: readonly Shape[]): readonly Layer[] {
    return this.readCall(inputs).untracked ?? [];
  }

  private requireShape(shape: Shape | Unknown, reading: CallReading): Shape {
    if (!(shape instanceof Unknown)) return shape;
    if (reading.shape && !(reading.shape instanceof Unknown)) return reading.shape;
    // One unknown size stands for a shape of unknown rank.
    return [shape];
  }

  private shapeArgument(inputs: readonly Shape[]): Value {
    const shapes = inputs.map((shape) => shapeValue(shape, this.machine));
    return shapes.length === 1 ? shapes[0] : this.machine.track(new ArrayValue(shapes));
  }

  private method(name: string): FunctionValue | undefined {
    return this.instance.classOf?.findMethod(name);
  }

  /** @throws LayerError when the method throws, or when its figures are read after the evaluation and take too many steps */
  private run(method: FunctionValue, args: readonly Value[]): Value {
    try {
      return this.machine.callFunction(method, args, this.instance, this.site);
    } catch (error) {
      if (error instanceof ThrownSignal)
        throw new LayerError(thrownMessage(error.value) ?? 'the layer throws an error');
      if (error instanceof BudgetSignal && this.machine.isOver) throw new LayerError(error.reason);
      throw error;
    }
  }

  private readCall(inputs: readonly Shape[]): CallReading {
    const key = inputs.map((shape) => shape.map(String).join()).join(';');
    let reading = this.readings.get(key);
    if (!reading) {
      reading = this.evaluateCall(inputs);
      this.readings.set(key, reading);
    }
    return reading;
  }

  private evaluateCall(inputs: readonly Shape[]): CallReading {
    const method = this.method('call');
    if (!method) return { shape: inputs[0], window: POINTWISE, macs: [] };
    const outer = this.session.callBeingRead;
    const content: CallContent = { costs: [], layers: new Set() };
    this.session.callBeingRead = content;
    try {
      const tensors = inputs.map((shape) => newInputTensor(asMetInCall(shape), this.operations));
      const argument = tensors.length === 1 ? tensors[0] : new ArrayValue([...tensors]);
      const result = this.run(method, [argument, new ObjectValue(new Map())]);
      const output = result instanceof ArrayValue ? result.elements[0] : result;
      if (!(output instanceof OperationTensor)) return this.unreadable(output);
      const [first, ...others] = tensors;
      const channels = first && others.length === 0 ? channelsFrom(output, first) : undefined;
      const inner = [...content.layers].filter(isOnlyInCall);
      const untracked = inner.length > 0 && this.lists.areOfOthers(this.machine, this.site) ? [] : inner;
      return { shape: output.shape, window: windowOf(output), macs: content.costs, channels, untracked };
    } catch (error) {
      if (!(error instanceof LayerError)) throw error;
      return this.unreadable(new Unknown(error.message));
    } finally {
      this.session.callBeingRead = outer;
    }
  }

  private unreadable(result: Value): CallReading {
    const because =
      result instanceof Unknown
        ? result
        : new Unknown(`what \`call\` of ${this.instance.classOf?.name ?? 'the layer'} gives is not known`);
    return { shape: undefined, window: { kind: 'unknown', because }, macs: [[because]] };
  }
}

/** A layer of the model itself has its weights there. */
function isOnlyInCall({ uses }: LayerObject): boolean {
  return uses.length === 0;
}

/** What one position of the output sees of the layer's input. */
function windowOf(output: OperationTensor): Window {
  if (output.rows) return REARRANGED;
  const field = createReceptiveFieldPass()(output);
  if (field instanceof Unknown)
    return output.shape instanceof Unknown || output.shape.length > 2
      ? { kind: 'unknown', because: field }
      : REARRANGED;
  if (field.global) return GLOBAL;
  return {
    kind: 'sliding',
    axes: field.size.map((size, i) => ({ size, step: field.stride[i] ?? 1, padding: field.padding[i] ?? 0 })),
  };
}
