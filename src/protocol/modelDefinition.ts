// A model as the editor reads it: what it takes to build it without running the file that makes it. Plain data.

export type DefinedValue =
  null | boolean | number | string | readonly DefinedValue[] | DefinedObject | { readonly layerInside: FactoryLayer };

interface DefinedObject {
  readonly entries: DefinedEntries;
}

export type DefinedEntries = Readonly<Record<string, DefinedValue>>;

/** One of tf.layers. */
export interface FactoryLayer {
  readonly kind: 'factory';
  readonly name: string;
  readonly factory: string;
  readonly config: DefinedEntries;
}

export interface InputLayer {
  readonly kind: 'input';
  readonly name: string;
  /** Batch first, null for what is open. */
  readonly batchShape: readonly (number | null)[];
}

export interface NestedModel {
  readonly kind: 'model';
  readonly name: string;
  readonly definition: ModelDefinition;
}

export type UnplacedLayer = FactoryLayer | InputLayer | NestedModel;

export type DefinedLayer = UnplacedLayer & {
  /** Line and column of the layer call, from 1. */
  readonly source: { readonly file: string; readonly line: number; readonly column: number } | undefined;
};

/** One output of one application. */
export interface TensorPlace {
  readonly application: number;
  readonly output: number;
}

export interface ModelDefinition {
  readonly layers: readonly DefinedLayer[];
  /** Each after those that it gets its inputs from. */
  readonly applications: readonly { readonly layer: number; readonly inputs: readonly TensorPlace[] }[];
  readonly inputs: readonly TensorPlace[];
  readonly outputs: readonly TensorPlace[];
}
