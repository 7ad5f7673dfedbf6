// One analysis of one file: evaluates its top level, then each function that builds layers and was not reached from there.

import type ts from 'typescript';
import type { SourceRange, Unknown } from './formulas/quantity';
import type { CallSite, Shape } from './graph/graph';
import type { OutsideCall } from './callsFromOutside';
import { BudgetSignal, ThrownSignal } from './interpreter/completion';
import type { Environment } from './interpreter/environment';
import { DEFAULT_LIMITS, Machine, type Limits } from './interpreter/machine';
import type { Module } from './interpreter/module';
import { thrownMessage } from './interpreter/builtins/error';
import { fromJson } from './interpreter/builtins/object';
import { ArrayValue, type FunctionValue, type HostValue, type Value } from './interpreter/values';
import { EmptyDefaults, type Attempt, type Failures } from './emptyDefaults';
import { KnownFigures } from './knownFigures';
import { ModuleFiles } from './moduleFiles';
import type { OpenRoot } from './openParameters';
import { Placeholders } from './placeholders';
import { parametersOf } from './interpreter/parameters';
import { RootCalls } from './rootCalls';
import { argumentInstead, namesTaken, nextRoot, valuesFor } from './roots';
import { SymbolNames } from './symbolNames';
import type { GivenValues } from './source/givenValues';
import { definesLayers, type FunctionNames } from './source/identifiers';
import type { ParsedFiles } from './source/parse';
import type { SourceHost } from './source/resolve';
import { isIdentifier } from './source/syntax';
import { LayerObject } from './tensorflow/layerObject';
import { ModelObject } from './tensorflow/modelObject';
import { createNamespace } from './tensorflow/namespace';
import { createOperations, newInputTensor } from './tensorflow/ops/table';
import { Session } from './tensorflow/session';

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
const MOST_ROOTS = 200;

export class Evaluation implements Environment {
  readonly recorder = new Session();
  private readonly tensorflow: HostValue = createNamespace(this.recorder);
  private readonly modules: ModuleFiles;
  private readonly made = new Map<ts.Node, FunctionValue>();
  private readonly called = new Set<ts.Node>();
  private readonly earlyEnds: EarlyEnd[] = [];
  private readonly openRoots: OpenRoot[] = [];
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
    const roots = this.rootCalls();
    this.guard(() => {
      this.runRoots(roots);
    });
    machine.end();
    return {
      session: this.recorder,
      openRoots: this.openRoots,
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
    this.noteTaken([parameter]);
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

  private get unreached(): readonly FunctionValue[] {
    return [...this.made.values()].filter(({ node }) => !this.called.has(node));
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

  private rootCalls(): RootCalls {
    return new RootCalls({
      machine: this.machine,
      session: this.recorder,
      placeholders: this.placeholders(),
      values: this.values,
      calls: this.options.calls,
      made: () => this.made.values(),
      isReached: ({ node }) => this.called.has(node),
      noteTaken: (parameters) => this.noteTaken(parameters),
    });
  }

  /** Functions that nothing called: entry points first, so that helpers are seen through their callers. */
  private runRoots(roots: RootCalls): void {
    const names = this.files.names.of(this.main.source);
    const { unreached } = this;
    for (let count = 0; count < MOST_ROOTS; count++) {
      const root = nextRoot(this.unreached, () => false, names);
      if (!root) break;
      this.runRoot(root, roots);
    }
    this.runOtherCallers(roots, names);
    for (const root of this.thoseToTakeWhatIsLeft(unreached)) this.runRoot(root, roots);
  }

  /** Functions that call what was reached through others: those that make something else of it are read. */
  private runOtherCallers(roots: RootCalls, names: FunctionNames): void {
    let known: KnownFigures | undefined;
    for (let count = 0; count < MOST_ROOTS && this.unreached.length > 0; count++) {
      const root = nextRoot([...this.made.values()], ({ node }) => this.called.has(node), names);
      if (!root) return;
      known ??= new KnownFigures(this.recorder);
      if (this.tellsNews(root, roots, known)) this.runRoot(root, roots);
      this.called.add(root.node);
      known.learn();
    }
  }

  private tellsNews(root: FunctionValue, roots: RootCalls, known: KnownFigures): boolean {
    const mark = this.recorder.uidMark();
    let areNew = false;
    for (const call of roots.callsOf(root)) {
      this.attempt(
        () => roots.call(root, call),
        () => {
          areNew ||= known.hasNews();
          return false;
        },
      );
    }
    this.recorder.restoreUids(mark);
    return areNew;
  }

  private runRoot(root: FunctionValue, roots: RootCalls): void {
    const mark = this.recorder.uidMark();
    for (const call of roots.callsOf(root)) {
      const attempt = (keepIf: (failures: Failures) => boolean): Attempt =>
        this.attempt(() => roots.call(root, call), keepIf);
      // A call that is known to its last argument fails as it stands.
      if (call?.isWhole) attempt(() => true);
      else this.emptyDefaults.read(attempt);
    }
    // Whatever became of it, it was looked at.
    this.called.add(root.node);
    this.recorder.restoreUids(mark);
  }

  private attempt(call: () => OpenRoot | undefined, keepIf: (failures: Failures) => boolean): Attempt {
    const { machine, recorder, earlyEnds, openRoots } = this;
    machine.renewBudget();
    const mark = recorder.mark();
    const before = { errors: recorder.errors.length, ends: earlyEnds.length, roots: openRoots.length };
    const calledBefore = this.called.size;
    const failures = new Set<string>();
    const attempt = { failures, isKept: true };
    // Variables are as the top level left them; what is added to a model there stays.
    machine.branches.inTrial(
      () => {
        const thrown = this.guard(() => {
          const open = call();
          if (open) openRoots.push(open);
        });
        if (thrown) failures.add(thrownMessage(thrown.value) ?? '');
        for (const { message, range } of recorder.errors.slice(before.errors)) {
          failures.add(`${range.file}:${String(range.start)}: ${message}`);
        }
        attempt.isKept = keepIf(failures);
      },
      (mutable) => attempt.isKept && (mutable instanceof ModelObject || mutable instanceof LayerObject),
    );
    if (attempt.isKept) return attempt;
    recorder.rollBack(mark);
    earlyEnds.length = before.ends;
    openRoots.length = before.roots;
    for (const node of [...this.called].slice(calledBefore)) this.called.delete(node);
    return attempt;
  }

  /** Functions that values from outside must be meant for, though another one that was looked at on its own gives them others. */
  private thoseToTakeWhatIsLeft(functions: readonly FunctionValue[]): readonly FunctionValue[] {
    const left = [...this.values.keys()].filter((name) => !this.takenValues.has(name));
    if (left.length === 0) return [];
    return functions.filter(({ node }) => {
      const taken = namesTaken(parametersOf(node), this.values);
      return left.every((name) => taken.includes(name));
    });
  }

  private noteTaken(parameters: readonly ts.ParameterDeclaration[]): void {
    for (const name of namesTaken(parameters, this.values)) this.takenValues.add(name);
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
