// The layer graph: what a model definition builds. Data only; made by tensorflow/, read by passes/ and rules/.

import { Unknown, type Quantity, type SourceRange } from '../formulas/quantity';
import type { SumOfProducts } from '../formulas/sumOfProducts';
import type { ChannelRuns } from './channels';
import type { Dimension, Shape } from './shape';
import type { Window } from './window';
import type { WrittenCall, WrittenEntry } from './writtenCall';

/** A call of a function. Each call is an object of its own: layers whose paths share it were made in the same call. */
export interface CallSite extends SourceRange {
  /** Empty for a function without a name; absent where something else than a function was called. */
  readonly functionName?: string;
  /** The function that was called, from its first to its last character. */
  readonly called?: SourceRange;
}

/** Calls that led to a place, outermost first: the call sites of the functions around it. */
export type CallPath = readonly CallSite[];

/** A weight as tfjs creates it in `build`. */
export interface Weight {
  readonly name: string;
  readonly shape: Shape;
  readonly trainable: boolean | Unknown;
  /** Whether it trains once the program sets the layer's `trainable` to true. Absent: as now. */
  readonly canTrain?: boolean;
}

/** What a layer demands of one input: tfjs's InputSpec. */
export interface InputSpec {
  readonly ndim?: number;
  readonly minNDim?: number;
  readonly maxNDim?: number;
  readonly dtype?: string;
  /** Required size per axis; negative axes count from the end. */
  readonly axes?: ReadonlyMap<number, Dimension>;
}

/**
 * What a layer does with shapes, made from its configuration by its file in layers/ (or from a custom layer's methods).
 * Methods throw LayerError with tfjs's message where tfjs would throw; they never throw anything else.
 * `inputs` holds one shape per input tensor, batch first.
 */
export interface LayerBehaviour {
  /** tfjs's `inputSpec`, checked before each application; `built` holds the input shapes of the first application, once there was one. */
  inputSpecs?(built: readonly Shape[] | undefined): readonly InputSpec[];
  /** Weights created by the first application, in tfjs's order. Absent: none. */
  build?(inputs: readonly Shape[]): readonly Weight[];
  /** What tfjs checks at the first application of a layer that has no weights, whatever its inputs are. */
  checkBuild?(inputs: readonly Shape[]): void;
  /** Output shapes; all layers but a few recurrent ones have exactly one output. */
  outputShapes(inputs: readonly Shape[]): readonly Shape[];
  /** Multiply-adds for one sample (batch 1). Absent: none by the counting convention. */
  macs?(inputs: readonly Shape[], outputs: readonly Shape[]): SumOfProducts;
  /**
   * Set when not even the rank or the number of the outputs can be known, because an entry of the configuration is unknown;
   * `outputShapes` then answers the empty list.
   */
  readonly unknownOutput?: Unknown;
  /** What one output position sees. Absent: pointwise. */
  window?(inputs: readonly Shape[], outputs: readonly Shape[]): Window;
  /** For a layer of the program's own: which input channels an output channel depends on. Absent, or undefined: not known. */
  channels?(inputs: readonly Shape[]): ChannelRuns | undefined;
  /** For a layer of the program's own: the layers that its `call` applies and whose weights it does not list. */
  untrackedLayers?(inputs: readonly Shape[]): readonly Layer[];
  /** What a layer that runs others keeps while it runs: the outputs of those inside. Absent: its own outputs. */
  activations?(inputs: readonly Shape[]): readonly (Shape | Unknown)[];
  /**
   * Set where tfjs 4.22 writes the shape of the output over that of the input: an input layer has it from then on, and the model takes
   * only tensors of that shape.
   */
  readonly overwritesInputShape?: boolean;
  /** Set where the weights belong to layers inside: what a model does to the weights of its layers does not reach them. */
  readonly holdsLayers?: boolean;
}

/** A layer object: created once by a layer call, applied any number of times. */
export interface Layer {
  /** As tfjs would name it: `conv2d_Conv2D1`. */
  readonly name: string;
  readonly className: string;
  /** The factory of tf.layers that made it; undefined for a custom class. */
  readonly factory: string | undefined;
  readonly behaviour: LayerBehaviour;
  /** The source text of the layer call. */
  readonly call: SourceRange;
  readonly path: CallPath;
  /** Position in the order of creation within one evaluation. */
  readonly order: number;
  readonly config: LayerConfig;
  /** There from the first application on; as trainable as they were when a model was compiled with them, else at the end. */
  readonly weights: readonly Weight[] | Unknown | undefined;
  readonly applications: readonly Application[];
  /** The model that this layer is inside of another one. */
  readonly model?: Model | undefined;
  /** How the layer call is written; undefined where it is no plain call. To be asked within the analysis that made the layer. */
  readonly written?: WrittenCall | undefined;
}

/** One use of a layer: inputs → outputs. */
export interface Application {
  readonly layer: Layer;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** The call that applied it (`.apply(x)`, `.add(layer)`, the array element of `tf.sequential`). */
  readonly call: SourceRange;
}

/** A symbolic tensor: the output of an application. */
export interface Tensor {
  readonly shape: Shape | Unknown;
  readonly producer: Application | undefined;
  /** Why its producer is not known, when branches with different ones were joined. */
  readonly blockedBy?: Unknown | undefined;
}

/** The shapes of an application's tensors, or the first of them that is not known. */
export function knownShapes(
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
): { readonly inputs: readonly Shape[]; readonly outputs: readonly Shape[] } | Unknown {
  const known: { inputs: Shape[]; outputs: Shape[] } = { inputs: [], outputs: [] };
  for (const { shape } of inputs) {
    if (shape instanceof Unknown) return shape;
    known.inputs.push(shape);
  }
  for (const { shape } of outputs) {
    if (shape instanceof Unknown) return shape;
    known.outputs.push(shape);
  }
  return known;
}

/** What is kept of one application while the model runs: see `LayerBehaviour.activations`. */
export function activationsOf({ layer, inputs, outputs }: Application): readonly (Shape | Unknown)[] {
  const known = layer.behaviour.activations && knownShapes(inputs, outputs);
  if (known === undefined || known instanceof Unknown) return outputs.map(({ shape }) => shape);
  return layer.behaviour.activations?.(known.inputs) ?? [];
}

export interface Model {
  readonly name: string;
  readonly kind: 'sequential' | 'functional';
  readonly call: SourceRange;
  readonly path: CallPath;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** In order of creation. */
  readonly layers: readonly Layer[];
  /** `model.trainable` as it was when the model was compiled, else at the end. */
  readonly trainable: boolean | Unknown;
  /** Set when some layer could not be known: the model is then partial. */
  readonly incomplete: Unknown | undefined;
  /** What it was compiled with last; undefined when it was not, or when that is not known. */
  readonly compilation?: Compilation | undefined;
}

export interface Compilation {
  readonly loss: ConfigValue;
  readonly metrics: ConfigValue;
  readonly call: SourceRange;
  /** Where an entry of the argument of `compile` is written. */
  readonly entries: readonly WrittenEntry[] | undefined;
}

/** A layer's configuration after evaluation: the object passed to its factory. */
export type ConfigValue =
  | undefined
  | null
  | boolean
  | number
  | string
  | Exclude<Quantity, number>
  | readonly ConfigValue[]
  | ConfigObject
  | OpaqueValue;

export interface ConfigObject {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, ConfigValue>;
}

/** Something a layer may hold but needs not look into: an initializer object, a function; or a layer (wrappers, cells). */
export interface OpaqueValue {
  readonly kind: 'opaque';
  readonly description: string;
  readonly layer?: Layer;
}

export type LayerConfig = ReadonlyMap<string, ConfigValue>;

/**
 * What tfjs would throw while a model is defined.
 * `argument` is the path of the configuration entry to underline (`kernelSize`), if one is to blame.
 */
export class LayerError extends Error {
  constructor(
    message: string,
    readonly argument?: string,
  ) {
    super(message);
  }
}

export type { Dimension, Shape };

/** What became of one call of a core operation (`tf.conv2d(x, …)`, `x.relu()`) in one evaluation. */
export interface OperationReading {
  /** The operation's name in TensorFlow.js: `conv2d`. */
  readonly name: string;
  readonly call: SourceRange;
  readonly path: CallPath;
  /** The function around it; absent at the top level of a file. */
  readonly within?: SourceRange;
  readonly inputShapes: readonly (Shape | Unknown)[];
  readonly outputShape: Shape | Unknown;
  readonly macTerms: SumOfProducts;
}
