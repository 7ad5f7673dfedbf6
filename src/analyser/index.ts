// The analyser's only entrance: text in, readings and findings out. Pure: no vscode, no Node, no TensorFlow.js.

import type { Quantity, SourceRange } from './formulas/quantity';
import { Unknown } from './formulas/quantity';
import type { SumOfProducts } from './formulas/sumOfProducts';
import type { Application, CallPath, Layer, Model } from './graph/graph';
import type { Shape } from './graph/shape';
import type { ReceptiveField } from './passes/receptiveField';

/** How the analyser sees files. Paths are absolute with `/`, or any opaque text that `resolve` understands. */
export interface SourceHost {
  /** The current text, unsaved edits included; undefined when there is no such file (or it is not loaded yet). */
  readFile(file: string): string | undefined;
}

/** What became of one layer call in one evaluation. Figures are numbers, formulas in symbols, or unknown with a reason. */
export interface LayerReading {
  readonly layer: Layer;
  /** Calls that led to the layer call, outermost first; empty at the top level of the file. */
  readonly path: CallPath;
  /** The first use of the layer; undefined while it is not applied to anything. */
  readonly application: Application | undefined;
  readonly inputShapes: readonly (Shape | Unknown)[];
  readonly outputShape: Shape | Unknown;
  readonly parameters: Quantity;
  readonly trainableParameters: Quantity;
  /** The arithmetic behind `parameters`: one product per weight, in tfjs's order. */
  readonly parameterTerms: SumOfProducts;
  readonly macs: Quantity;
  readonly macTerms: SumOfProducts;
  /** 4 bytes per output element of one sample, all applications together. */
  readonly activationBytes: Quantity;
  readonly receptiveField: ReceptiveField | Unknown;
}

/** A source range that creates layers, with one reading for each time it was evaluated. */
export interface LayerCall {
  readonly range: SourceRange;
  readonly readings: readonly LayerReading[];
}

export interface ModelReading {
  readonly model: Model;
  readonly status: 'complete' | 'partial' | 'unknown';
  readonly inputShapes: readonly (Shape | Unknown)[];
  readonly totals: {
    readonly parameters: Quantity;
    readonly trainableParameters: Quantity;
    readonly macs: Quantity;
    readonly activationBytes: Quantity;
    /** 4 bytes per parameter. */
    readonly weightBytes: Quantity;
  };
  /** The field of the last layer that still has a place on the picture; Unknown when there is none. */
  readonly receptiveField: ReceptiveField | Unknown;
  readonly layers: readonly LayerReading[];
}

export type Severity = 'error' | 'warning' | 'info' | 'hint';

export interface TextEdit {
  readonly range: SourceRange;
  readonly newText: string;
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly range: SourceRange;
  /** The call path, when the range lies in a function. */
  readonly path: CallPath;
  readonly message: string;
  readonly fixes: readonly Fix[];
}

/** Everything known about one file. Never throws, always ends: each evaluation has a step budget. */
export interface FileAnalysis {
  readonly file: string;
  readonly models: readonly ModelReading[];
  /** Layer calls whose source lies in this file, in source order. */
  readonly layerCalls: readonly LayerCall[];
  readonly findings: readonly Finding[];
}

export interface Analyser {
  /** Analyses the file's current text; the answer is kept until a file it was made from changes. */
  analyse(file: string): FileAnalysis;
}

export type { Application, CallPath, Layer, Model, Quantity, ReceptiveField, Shape, SourceRange, SumOfProducts };
export { Unknown };
