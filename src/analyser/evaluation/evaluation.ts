// One analysis of one file: evaluates its top level, then each function that builds layers and was not reached from there.

import type ts from 'typescript';
import type { SourceRange, Unknown } from '../formulas/quantity';
import type { CallSite, Shape } from '../graph/graph';
import type { OutsideCall } from './callsFromOutside';
import { BudgetSignal, ThrownSignal } from '../interpreter/completion';
import type { Environment } from '../interpreter/environment';
import { DEFAULT_LIMITS, Machine, type Limits } from '../interpreter/machine';
import type { Module } from '../interpreter/module';
import { thrownMessage } from '../interpreter/builtins/error';
import { fromJson } from '../interpreter/builtins/object';
import { ArrayValue, type FunctionValue, type HostValue, type Value } from '../interpreter/values';
import { EmptyDefaults } from './emptyDefaults';
import { ModuleFiles } from './moduleFiles';
import type { OpenRoot } from './openParameters';
import { Placeholders } from './placeholders';
import { RootReader } from './rootReader';
import { argumentInstead, namesTaken, valuesFor } from './roots';
import { SymbolNames } from './symbolNames';
import type { GivenValues } from '../source/givenValues';
import { definesLayers } from '../source/identifiers';
import type { ParsedFiles } from '../source/parse';
import type { SourceHost } from '../source/resolve';
import { isIdentifier } from '../source/syntax';
import { createNamespace } from '../tensorflow/namespace';
import { createOperations, newInputTensor } from '../tensorflow/ops/table';
import { Session } from '../tensorflow/session';

/** Why an evaluation ended early, and where it was. */
export interface EarlyEnd {
  readonly reason: string;
  readonly range: SourceRange;
}

export interface EvaluationResult {
  readonly session: Session;
  readonly openRoots: readonly OpenRoot[];
  readonly earlyEnds: readonly EarlyEnd[];
  /** Every file that was read, and every file that was looked for. */
  readonly dependencies: ReadonlyMap<string, string | undefined>;
  /** The tree of a file that was evaluated. */
  readonly sourceOf: (file: string) => ts.SourceFile | undefined;
  /** The names of the values from outside that a function took. */
  readonly takenValues: ReadonlySet<string>;
}

export interface EvaluationOptions {
  /** Values for the parameters of roots, set from outside. */
  readonly values?: GivenValues;
  readonly limits?: Limits;
  /** Calls of the file's functions in other files; asked for when there is a root. */
  readonly calls?: () => ReadonlyMap<ts.Node, readonly OutsideCall[]>;
  /** Told of each call of a function, with the place of the call. */
  readonly onCall?: (callee: FunctionValue, args: readonly Value[], site: CallSite) => void;
}

const NO_VALUES: GivenValues = new Map();

export class Evaluation implements Environment {
  readonly recorder = new Session();
  private readonly tensorflow: HostValue = createNamespace(this.recorder);
  private readonly modules: ModuleFiles;
  private readonly made = new Map<ts.Node, FunctionValue>();
  private readonly called = new Set<ts.Node>();
  private readonly earlyEnds: EarlyEnd[] = [];
  private readonly emptyDefaults = new EmptyDefaults();
  private readonly takenValues = new Set<string>();
  private readonly symbolNames = new SymbolNames();
  private readonly machine: Machine;
  private readonly main: Module;

  constructor(
    file: string,
    text: string,
    host: SourceHost,
    private readonly files: ParsedFiles,
    private readonly options: EvaluationOptions = {},
  ) {
    this.givenNames = new Set(this.values.keys());
    this.modules = new ModuleFiles(host, files, this.tensorflow);
    this.main = this.modules.add(file, text);
    this.machine = new Machine(this, this.main, options.limits ?? DEFAULT_LIMITS);
  }

  private get values(): GivenValues {
    return this.options.values ?? NO_VALUES;
  }

  run(): EvaluationResult {
    const { modules, main, machine } = this;
    if (main.source.text !== modules.dependencies.get(main.file)) this.earlyEnds.push(this.tooDeep());
    const thrown = this.guard(() => {
      modules.run(main, machine);
    });
    if (thrown) this.noteThrown(thrown);
    const roots = this.rootReader();
    this.guard(() => {
      roots.readAll();
    });
    machine.end();
    return {
      session: this.recorder,
      openRoots: roots.open,
      earlyEnds: this.earlyEnds,
      dependencies: modules.dependencies,
      sourceOf: (file) => modules.sourceOf(file),
      takenValues: this.takenValues,
    };
  }

  importModule(specifier: string, from: Module, site: ts.Node): Module | Value {
    return this.modules.import(specifier, from, this.machine, site);
  }

  readJson(path: string, from: Module): Value {
    return this.modules.readJson(path, from, this.machine);
  }

  argumentInstead(because: Unknown, parameter: ts.ParameterDeclaration, node: ts.Node): Value {
    const { machine } = this;
    for (const name of namesTaken([parameter], this.values)) this.takenValues.add(name);
    const values = valuesFor(node, machine.module, this.values);
    const name = isIdentifier(parameter.name) ? this.symbolNames.nameOf(parameter.name.text, because) : '';
    return argumentInstead(because, parameter, name, values, machine);
  }

  readonly givenNames: ReadonlySet<string>;

  givenValue(name: string): Value {
    this.takenValues.add(name);
    return fromJson(this.values.get(name), this.machine);
  }

  emptyDefaultsApply(): boolean {
    return this.emptyDefaults.apply();
  }

  tensorOf(shape: Shape): Value {
    return newInputTensor(shape, createOperations(this.recorder));
  }

  methodOfAnyTensor(name: string, because: Unknown, args: readonly Value[], site: ts.Node): Value {
    const isGivenShape =
      name === 'reshape' ? args[0] instanceof ArrayValue : /^as[1-6]D$/.test(name) && args.length > 0;
    const operation = isGivenShape ? createOperations(this.recorder).get(name) : undefined;
    return operation?.call(this.machine, [because, ...args], undefined, site);
  }

  global(name: string): Value | undefined {
    return name === 'tf' ? this.tensorflow : undefined;
  }

  functionMade(value: FunctionValue): void {
    if (value.module === this.main) this.made.set(value.node, value);
  }

  functionCalled(value: FunctionValue, args: readonly Value[], from: Module, site: ts.Node): void {
    this.called.add(value.node);
    this.options.onCall?.(value, args, this.machine.rangeOf(site, from));
  }

  private rootReader(): RootReader {
    const { machine, recorder, main, made, called, values } = this;
    return new RootReader({
      machine,
      session: recorder,
      main,
      names: () => this.files.names.of(main.source),
      placeholders: this.placeholders(),
      emptyDefaults: this.emptyDefaults,
      made,
      called,
      earlyEnds: this.earlyEnds,
      guard: (body) => this.guard(body),
      values,
      takenValues: this.takenValues,
      calls: this.options.calls,
    });
  }

  private placeholders(): Placeholders {
    const reached = new Set(this.called);
    return new Placeholders({
      modules: () => this.modules.evaluated,
      effects: this.files.effects,
      made: () => this.made.values(),
      isReached: (node) => reached.has(node),
      environment: this,
    });
  }

  /** Ends an evaluation at its budget or at what the program throws; nothing escapes. @returns what it throws */
  private guard(body: () => void): ThrownSignal | undefined {
    try {
      body();
    } catch (error) {
      if (error instanceof ThrownSignal) return error;
      if (!(error instanceof BudgetSignal) && !(error instanceof RangeError)) throw error;
      this.machine.reset();
      this.earlyEnds.push(error instanceof BudgetSignal ? { reason: error.reason, range: error.at } : this.tooDeep());
    }
    return undefined;
  }

  /** The program throws at its top level: worth telling when more layers would have followed. */
  private noteThrown({ value, places }: ThrownSignal): void {
    const { file, source } = this.main;
    const range = places.findLast((place) => place.file === file);
    const rest = range && source.statements.filter((statement) => statement.pos >= range.end);
    const names = rest?.flatMap((statement) => statement.getText(source).match(/\w+/g) ?? []);
    if (!range || !definesLayers(new Set(names))) return;
    const message = thrownMessage(value);
    const what = message === undefined ? '' : `: ${message}`;
    this.earlyEnds.push({ reason: `the program throws an error here${what}`, range });
  }

  private tooDeep(): EarlyEnd {
    return {
      reason: 'the analysis stopped: the code is nested too deeply',
      range: this.machine.lastStatement() ?? { file: this.main.file, start: 0, end: 0 },
    };
  }
}
