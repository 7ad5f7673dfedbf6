// What the analyser says about a file: readings of layers and models, and findings.

import type { Quantity, SourceRange, Unknown } from './formulas/quantity';
import type { Application, CallPath, Layer, Model, OperationReading } from './graph/graph';
import type { Shape } from './graph/shape';
import type { GivenValues } from './source/givenValues';
import type { SyntaxError } from './source/syntaxErrors';
import type { FactoryParameters } from './source/valueType';
import type { LayerCosts } from './passes/costs';
import type { ReceptiveField } from './passes/receptiveField';

/** What became of one layer call in one evaluation. Figures are numbers, formulas in symbols, or unknown with a reason. */
export interface LayerReading extends LayerCosts {
  readonly layer: Layer;
  /** Calls that led to the layer call, outermost first; empty at the top level of the file. */
  readonly path: CallPath;
  /** The first use of the layer; undefined while it is not applied to anything. */
  readonly application: Application | undefined;
  readonly inputShapes: readonly (Shape | Unknown)[];
  readonly outputShape: Shape | Unknown;
  readonly receptiveField: ReceptiveField | Unknown;
}

/** A source range that creates layers, with one reading for each time it was evaluated. */
export interface LayerCall {
  readonly range: SourceRange;
  readonly readings: readonly LayerReading[];
}

/** A source range that calls a core operation, with one reading for each time it was evaluated. */
export interface OperationCall {
  readonly range: SourceRange;
  readonly readings: readonly OperationReading[];
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
  /**
   * The function or method of the file at which the evaluation that made the model started: `build`, `Net.build`.
   * Absent for a model that the file's top level makes, which running the file makes too.
   */
  readonly factory?: string;
  /** The values it was given, by the names of its parameters. */
  readonly factoryArguments?: GivenValues;
  readonly factoryParameters?: FactoryParameters;
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
  /** Of a rule of advice, which has a page and a setting. */
  readonly isAdvice?: boolean;
  /** The model that it gives advice on, or that exceeds a budget; absent for what is wrong with the definition itself. */
  readonly model?: Model;
  /** The limit of a budget that it is about: `params<5M`. */
  readonly limit?: string;
}

/** Everything known about one file. Never throws, always ends: each evaluation has a step budget. */
export interface FileAnalysis {
  readonly file: string;
  readonly models: readonly ModelReading[];
  /** Layer calls whose source lies in this file, in source order. */
  readonly layerCalls: readonly LayerCall[];
  /** Calls of core operations whose source lies in this file, in source order. */
  readonly operationCalls: readonly OperationCall[];
  readonly findings: readonly Finding[];
  /** Where the text is no TypeScript or JavaScript, in source order: what was read is then what the parser made of it. */
  readonly syntaxErrors?: readonly SyntaxError[];
  /** The names of the values from outside that functions of the file took. */
  readonly takenValues?: ReadonlySet<string>;
}
