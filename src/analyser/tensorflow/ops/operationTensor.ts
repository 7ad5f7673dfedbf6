// Tensors inside a custom layer's `call`: their shapes and what they were made from, so that costs and receptive field follow.

import type ts from 'typescript';
import { Unknown, type Quantity } from '../../formulas/quantity';
import type { SumOfProducts } from '../../formulas/sumOfProducts';
import type { Application, Layer, LayerConfig, Shape, Tensor } from '../../graph/graph';
import { equalDimensions, type Dimension } from '../../graph/shape';
import { POINTWISE, type Window } from '../../graph/window';
import type { Machine } from '../../interpreter/machine';
import { ArrayValue, HostValue, NativeFunction, SymbolicValue, toQuantity, type Value } from '../../interpreter/values';
import { shapeMember } from '../tensorObject';
import type { Session } from '../session';
import { asMetInCall, asToldByTfjs, countSamples } from './batch';

/** A tensor in core operations. Weights and constants do not depend on the layer's input. */
export class OperationTensor extends HostValue implements Tensor {
  readonly description = 'a tensor';
  /** The sizes of the axes, the batch first, that a reshape laid out one behind the other: the rows of a matrix are positions then. */
  rows: Shape | undefined;
  constructor(
    /** The shape as the program meets it, with a number of samples. */
    readonly sizes: Shape | Unknown,
    readonly producer: Application | undefined,
    readonly isConstant: boolean,
    private readonly operations: OperationTable,
  ) {
    super();
  }

  get shape(): Shape | Unknown {
    return asToldByTfjs(this.sizes);
  }

  /** How many samples it holds, where its first axis counts them. */
  get batch(): Quantity | undefined {
    return this.sizes instanceof Unknown ? undefined : (this.sizes[0] ?? undefined);
  }

  /** The output of a layer that is applied to this tensor, and perhaps others. */
  madeBy(application: Application, shape: Shape | Unknown): OperationTensor {
    const sizes = shape instanceof Unknown ? shape : asMetInCall(shape, this.batch);
    if (!this.rows) return new OperationTensor(sizes, application, false, this.operations);
    // Of a matrix, a layer sees each row by itself.
    const { layer, call } = application;
    const ofRows = { ...application, layer: operationLayer(layer.name, POINTWISE, call, NO_CONFIG) };
    const output = new OperationTensor(sizes, ofRows, false, this.operations);
    output.rows = this.rows;
    return output;
  }

  /** tfjs hands a layer its one input alone or as a list of one. */
  override get elements(): readonly Value[] | undefined {
    return this.producer || this.isConstant ? undefined : [this];
  }

  get(name: string, machine: Machine, site: ts.Node): Value {
    switch (name) {
      case 'shape':
      case 'rank':
      case 'size':
        return shapeMember(this.sizes, name, machine);
      case 'dtype':
        return 'float32';
      case '0':
        return this.elements?.[0];
      case 'dispose':
        return new NativeFunction(name, () => undefined);
    }
    const operation = this.operations.get(name);
    if (!operation) return machine.unknown(`what \`${name}\` of a tensor gives is known at run time only`, site);
    return new NativeFunction(name, (m, args, _this, at) => operation.call(m, [this, ...args], undefined, at));
  }
}

/** The tensors in an argument: one or a list; undefined when it holds anything else. */
export function tensorList(value: Value): readonly OperationTensor[] | undefined {
  if (value instanceof OperationTensor) return [value];
  if (!(value instanceof ArrayValue) || value.open) return undefined;
  const tensors = value.elements.filter((element) => element instanceof OperationTensor);
  return tensors.length === value.elements.length ? tensors : undefined;
}

export interface OperationTable {
  /** The operation of that name; undefined when the analysis does not follow one. */
  get(name: string): NativeFunction | undefined;
}

/** One call of a core operation. */
export class OperationCall {
  constructor(
    readonly name: string,
    readonly args: readonly Value[],
    readonly machine: Machine,
    readonly site: ts.Node,
    private readonly session: Session,
    private readonly operations: OperationTable,
  ) {}

  /** The same call with other arguments. */
  withArguments(args: readonly Value[]): OperationCall {
    return new OperationCall(this.name, args, this.machine, this.site, this.session, this.operations);
  }

  tensor(index: number): OperationTensor | undefined {
    const value = this.args[index];
    return value instanceof OperationTensor ? value : undefined;
  }

  /** The shape of a tensor argument; Unknown when the argument is no tensor that is known. */
  shape(index: number): Shape | Unknown {
    const value = this.args[index];
    if (value instanceof OperationTensor) return value.sizes;
    if (value instanceof Unknown) return value;
    // Of what nobody tells to be a number, it may be a tensor.
    if (value instanceof SymbolicValue && !value.isNumber) return value.toUnknown();
    // A plain number broadcasts like a scalar.
    return value !== undefined && toQuantity(value) !== undefined
      ? []
      : this.unknown(`the argument of tf.${this.name} is not known`);
  }

  /** The shape of an argument that cannot be a plain number. */
  tensorShape(index: number): Shape | Unknown {
    const value = this.args[index];
    if (value instanceof SymbolicValue) return value.toUnknown();
    return this.shape(index);
  }

  /** The factors that a size of the batch's axis adds to the multiply-adds of one sample. */
  countSamples(size: Dimension | undefined): Quantity[] {
    // Outside of a layer's `call` the first axis is the batch, whatever its size.
    return this.session.callBeingRead ? countSamples(size) : [];
  }

  unknown(reason: string): Unknown {
    return this.machine.unknown(reason, this.site);
  }

  constant(shape: Shape | Unknown): OperationTensor {
    return new OperationTensor(shape, undefined, true, this.operations);
  }

  /** The result of the operation upon some tensors: its shape, its window and its multiply-adds. */
  result(
    inputs: readonly OperationTensor[],
    sizes: Shape | Unknown,
    window: Window = POINTWISE,
    macs: SumOfProducts = [],
    config: LayerConfig = NO_CONFIG,
  ): OperationTensor {
    this.session.callBeingRead?.costs.push(...macs);
    this.note(inputs, sizes, macs);
    const data = inputs.filter((tensor) => !tensor.isConstant);
    if (data.length === 0) return this.constant(sizes);
    const outputs: OperationTensor[] = [];
    const layer = operationLayer(this.name, window, this.machine.rangeOf(this.site), config);
    const application: Application = { layer, inputs: data, outputs, call: layer.call };
    const output = new OperationTensor(sizes, application, false, this.operations);
    output.rows = window.kind === 'pointwise' ? rowsOf(output, data) : undefined;
    outputs.push(output);
    return output;
  }

  private note(inputs: readonly OperationTensor[], outputSizes: Shape | Unknown, macTerms: SumOfProducts): void {
    const { machine, name, session } = this;
    if (!session.notesOperations(machine)) return;
    const within = machine.functionRange();
    session.operations.push({
      name,
      call: machine.rangeOf(this.site),
      path: machine.callPath(),
      ...(within && { within }),
      inputShapes: inputs.map(({ shape }) => shape),
      outputShape: asToldByTfjs(outputSizes),
      macTerms,
    });
  }
}

/** What stays at its position stays in its row. */
function rowsOf({ sizes }: OperationTensor, inputs: readonly OperationTensor[]): Shape | undefined {
  const input = inputs.find(({ rows }) => rows);
  if (!input?.rows || sizes instanceof Unknown || input.sizes instanceof Unknown) return undefined;
  return sizes.length === 2 && equalDimensions(sizes[0]!, input.sizes[0]!) ? input.rows : undefined;
}

const NO_CONFIG: LayerConfig = new Map();

/** An operation dressed as a layer, so that the passes over the layer graph read both alike. */
function operationLayer(name: string, window: Window, call: Layer['call'], config: LayerConfig): Layer {
  return {
    name,
    className: `tf.${name}`,
    factory: undefined,
    behaviour: { outputShapes: () => [], window: () => window },
    call,
    path: [],
    order: 0,
    config,
    weights: [],
    applications: [],
  };
}
