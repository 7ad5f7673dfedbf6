// What the interpreter needs from outside of the language: other modules, TensorFlow.js, and a place to note what was built.

import type ts from 'typescript';
import type { Unknown } from '../formulas/quantity';
import type { Shape } from '../graph/shape';
import type { Module } from './module';
import type { FunctionValue, Value } from './values';

/** Notes layers and models as they are made; a trial run can be rolled back. */
export interface Recorder {
  mark(): unknown;
  rollBack(mark: unknown): void;
  /** Grows whenever a layer or model is made: a loop that makes some is no idle loop. */
  readonly madeCount: number;
}

export interface Environment {
  readonly recorder: Recorder;
  /** The namespace object of an imported module, or Unknown when it cannot be read. */
  importModule(specifier: string, from: Module, site: ts.Node): Module | Value;
  /** The data in a JSON file that the program names by a path: looked for beside the file and in the folders above. */
  readJson(path: string, from: Module): Value;
  /** What stands for an argument that is not known: a value given from outside, or a symbol named after the parameter. */
  argumentInstead(because: Unknown, parameter: ts.ParameterDeclaration, node: ts.Node): Value;
  /** The names of values given from outside, which stand for arguments that are no more than symbols. */
  readonly givenNames: ReadonlySet<string>;
  givenValue(name: string): Value;
  /**
   * Whether what holds nothing is taken for that: a default for what a caller may give, what other code may fill, what is left
   * to a class that extends this one. It is noted that a reading depends on it.
   */
  emptyDefaultsApply(): boolean;
  /** A tensor of that shape, as a caller may give it. */
  tensorOf(shape: Shape): Value;
  /** What a method of something unknown gives if that is a tensor and its shape does not matter; undefined for any other method. */
  methodOfAnyTensor(name: string, because: Unknown, args: readonly Value[], site: ts.Node): Value;
  /** A global variable of the program that is no JavaScript built-in: `tf` from a script tag. */
  global(name: string): Value | undefined;
  /** Notes each function as it is made and as it is called: those never called are looked at on their own later. */
  functionMade(value: FunctionValue): void;
  /** @param from the module of the call */
  functionCalled(value: FunctionValue, args: readonly Value[], from: Module, site: ts.Node): void;
}
