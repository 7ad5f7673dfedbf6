// How a file of PyTorch weights names the layers of a network that ConvLens ships.

import type { Preprocessing } from '../preprocessing';

/** The layer of the file that fills a layer of the model. */
export interface FileLayer {
  /** Without ".weight", ".bias", ".running_mean", …; where sources differ in it, all names that are in use. */
  readonly names: readonly string[];
  /** Whether the file has a bias for the layer's kernel. */
  readonly hasBias: boolean;
  /** What a dense layer sees: the last map, flattened, or the vector of the dense layer before, which some have as a map of 1×1. */
  readonly sees?: 'map' | 'vector';
}

export interface Naming {
  /** Where files with these names come from. */
  readonly origin: string;
  /** By the name of the model's layer. */
  readonly layers: ReadonlyMap<string, FileLayer>;
  /** Of the normalisations, when the weights were trained. */
  readonly epsilon: number;
  readonly preprocessing: Preprocessing;
  /** Another variant of the network than the default is what the weights were trained for: the factory's arguments that make it. */
  readonly variant?: Variant;
}

export interface Variant {
  /** The functions that make it, when they are given this parameter. */
  readonly factories: readonly string[];
  readonly parameter: string;
  readonly value: string;
  /** In words, for the user: "with the stride on the 3×3 convolutions". */
  readonly description: string;
  /** A layer that only this variant has. */
  readonly layer: string;
}

export function convolution(...names: readonly string[]): FileLayer {
  return { names, hasBias: true };
}

export function withoutBias(...names: readonly string[]): FileLayer {
  return { names, hasBias: false };
}
