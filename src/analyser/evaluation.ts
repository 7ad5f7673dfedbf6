// One analysis of one file: evaluates its top level, then each function that builds layers and was not reached from there.

import type ts from 'typescript';
import { Unknown, type SourceRange } from './formulas/quantity';
import type { CallSite, Shape } from './graph/graph';
import type { OutsideCall } from './callsFromOutside';
import { construct, type ClassValue } from './interpreter/classes';
import { BudgetSignal, ThrownSignal } from './interpreter/completion';
import type { Environment } from './interpreter/environment';
import { DEFAULT_LIMITS, Machine, type Limits } from './interpreter/machine';
import { Module, ModuleNamespace } from './interpreter/module';
import { parametersOf } from './interpreter/parameters';
import { thrownMessage } from './interpreter/builtins/error';
import { fromJson } from './interpreter/builtins/object';
import { Scope } from './interpreter/scope';
import { executeAll } from './interpreter/statements/block';
import { hoist, hoistVariables } from './interpreter/statements/hoist';
import { type FunctionValue, type HostValue, NativeFunction, type Value } from './interpreter/values';
import { openParameters, type OpenRoot } from './openParameters';
import { Placeholders } from './placeholders';
import { argumentInstead, argumentsForRoot, namesTaken, nextRoot, valuesFor, valuesTaken } from './roots';
import { SymbolNames } from './symbolNames';
import type { GivenValues } from './source/givenValues';
import { definesLayers } from './source/identifiers';
import type { ParsedFiles } from './source/parse';
import { dataFiles, resolveImport, type SourceHost } from './source/resolve';
import { isExternalModule, isIdentifier } from './source/syntax';
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
/** Of the budget, for one imported file with those that it imports. */
const IMPORT_STEPS = 500_000;

export class Evaluation implements Environment {
  readonly recorder = new Session();
  private readonly tensorflow: HostValue = createNamespace(this.recorder);
  private readonly modules = new Map<string, Module>();
  private readonly dependencies = new Map<string, string | undefined>();
  private readonly made = new Map<ts.Node, FunctionValue>();
  private readonly called = new Set<ts.Node>();
  private readonly earlyEnds: EarlyEnd[] = [];
  private readonly openRoots: OpenRoot[] = [];
  private readonly takenValues = new Set<string>();
  private readonly symbolNames = new SymbolNames();
  private placeholders: Placeholders | undefined;
  private readonly machine: Machine;
  private readonly main: Module;

  constructor(
    file: string,
    text: string,
    private readonly host: SourceHost,
    private readonly files: ParsedFiles,
    private readonly options: EvaluationOptions = {},
  ) {
    this.main = this.addModule(file, text);
    this.machine = new Machine(this, this.main, options.limits ?? DEFAULT_LIMITS);
  }

  private get values(): GivenValues {
    return this.options.values ?? NO_VALUES;
  }

  run(): EvaluationResult {
    if (this.main.source.text !== this.dependencies.get(this.main.file)) this.earlyEnds.push(this.tooDeep());
    this.guard(() => {
      this.runModule(this.main);
    }, true);
    this.guard(() => {
      this.runRoots();
    });
    this.machine.end();
    return {
      session: this.recorder,
      openRoots: this.openRoots,
      earlyEnds: this.earlyEnds,
      dependencies: this.dependencies,
      sourceOf: (file) => this.modules.get(file)?.source,
      takenValues: this.takenValues,
    };
  }

  private addModule(file: string, text: string): Module {
    this.dependencies.set(file, text);
    const module = new Module(file, this.files.parse(file, text), new Scope(undefined));
    this.modules.set(file, module);
    return module;
  }

  private runModule(module: Module): void {
    if (module.state !== 'new') return;
    module.state = 'running';
    this.declareCommonJs(module);
    try {
      this.machine.inModule(module, () => {
        hoistVariables(module.source, module.scope, this.machine);
        hoist(module.source, module.scope, this.machine);
        executeAll(module.source.statements, module.scope, this.machine);
      });
    } finally {
      module.state = 'done';
    }
  }

  private declareCommonJs(module: Module): void {
    const require = new NativeFunction('require', (machine, [specifier], _this, site) => {
      if (typeof specifier !== 'string') return machine.unknown('the required file is not known', site);
      const found = this.importModule(specifier, module, site);
      if (!(found instanceof Module)) return found;
      return found.commonJsExports() ?? new ModuleNamespace(found);
    });
    module.scope.declare('require', require);
    module.scope.declare('module', module.commonJs);
    module.scope.declare('exports', module.commonJs.properties.get('exports'));
    // Compiled files look for helpers in it: `(this && this.__importStar) || …`.
    if (/\b(require|exports)\b/.test(module.source.text) && !isExternalModule(module.source)) {
      module.scope.declare('this', module.commonJs.properties.get('exports'));
    }
  }

  importModule(specifier: string, from: Module, site: ts.Node): Module | Value {
    if (specifier.includes('@tensorflow/tfjs')) return this.tensorflow;
    const resolved = resolveImport(specifier, from.file, this.host, (file) => {
      if (!this.dependencies.has(file)) this.dependencies.set(file, undefined);
    });
    if (!resolved) return new Unknown(missingImport(specifier), this.machine.rangeOf(site, from));
    const { file, text } = resolved;
    const known = this.modules.get(file);
    if (known) return known;
    if (file.endsWith('.json')) return this.parseJson(file, text);
    const module = this.addModule(file, text);
    // A file that trains a network when it is loaded must not use up what the importing file needs.
    this.machine.within(IMPORT_STEPS, () => this.runModule(module));
    return module;
  }

  readJson(path: string, from: Module): Value {
    for (const file of dataFiles(path, from.file)) {
      const text = this.host.readFile(file);
      if (text !== undefined) return this.parseJson(file, text);
    }
    return new Unknown(`${path} is outside of the files that the analysis reads`);
  }

  private parseJson(file: string, text: string): Value {
    this.dependencies.set(file, text);
    try {
      return fromJson(JSON.parse(text), this.machine);
    } catch {
      return new Unknown(`${file.slice(file.lastIndexOf('/') + 1)} is no valid JSON`);
    }
  }

  argumentInstead(because: Unknown, parameter: ts.ParameterDeclaration, node: ts.Node): Value {
    const { machine } = this;
    this.noteTaken([parameter]);
    const values = valuesFor(node, machine.module, this.values);
    const name = isIdentifier(parameter.name) ? this.symbolNames.nameOf(parameter.name.text, because) : '';
    return argumentInstead(because, parameter, name, values, machine);
  }

  tensorOf(shape: Shape): Value {
    return newInputTensor(shape, createOperations(this.recorder));
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

  /** Functions that nothing called: entry points first, so that helpers are seen through their callers. */
  private runRoots(): void {
    const names = this.files.names.namesOf(this.main.source);
    const unreached = [...this.made.values()].filter((f) => !this.called.has(f.node));
    this.placeholders = new Placeholders(unreached, this.main.source);
    for (let count = 0; count < MOST_ROOTS; count++) {
      const root = nextRoot(
        [...this.made.values()].filter((f) => !this.called.has(f.node)),
        names,
      );
      if (!root) return;
      this.machine.renewBudget();
      const mark = this.recorder.uidMark();
      // Variables are as the top level left them; what is added to a model there stays.
      this.machine.branches.inTrial(
        () => {
          for (const call of this.callsOf(root)) {
            this.guard(() => {
              this.callRoot(root, call);
            });
          }
          // Whatever became of it, it was looked at.
          this.called.add(root.node);
        },
        (mutable) => mutable instanceof ModelObject || mutable instanceof LayerObject,
      );
      this.recorder.restoreUids(mark);
    }
  }

  /** The calls of a root in other files; one without any values when there is none. */
  private callsOf(root: FunctionValue): readonly (OutsideCall | undefined)[] {
    const calls = this.callsFromOutside(root);
    return calls.length > 0 ? calls : [undefined];
  }

  /** The files that import this one are followed when a function that takes something is asked about. */
  private callsFromOutside({ node }: FunctionValue): readonly OutsideCall[] {
    return parametersOf(node).length === 0 ? [] : (this.options.calls?.().get(node) ?? []);
  }

  private callRoot(root: FunctionValue, call: OutsideCall | undefined): void {
    const { machine } = this;
    const layersBefore = this.recorder.layers.length;
    const isFirst = !this.called.has(root.node);
    const values = valuesFor(root.node, root.module, this.values, call?.values);
    this.noteTaken(parametersOf(root.node));
    const args = argumentsForRoot(root, values, machine);
    machine.inModule(root.module, () => {
      this.placeholders?.openVariables(this.main.scope, root, machine);
      const owner = root.homeClass;
      const isMethod = owner?.findMethod(root.name) === root;
      const thisValue =
        owner && isMethod
          ? machine.asRoot({ name: owner.name, values: NO_VALUES }, () =>
              construct(owner, this.constructorArguments(owner), machine, root.node),
            )
          : undefined;
      this.placeholders?.openFields(thisValue, root, machine);
      // The constructor may have called it: then it is reached.
      if (isFirst && this.called.has(root.node)) return;
      const name = owner ? `${owner.name}.${root.name}` : root.name;
      const called = machine.rangeOf(root.node);
      const site = call && { ...call.site, functionName: root.name, called };
      machine.asRoot({ name, values: valuesTaken(root, values), ...(site && { site }) }, () =>
        machine.callFunction(root, args, thisValue, root.node),
      );
    });
    const open = this.recorder.layers.length > layersBefore ? openParameters(root, args) : [];
    if (open.length > 0) this.openRoots.push({ root, open });
  }

  private constructorArguments({ constructorFunction }: ClassValue): Value[] {
    if (!constructorFunction) return [];
    const { node, module } = constructorFunction;
    const [call] = this.callsFromOutside(constructorFunction);
    this.noteTaken(parametersOf(node));
    const values = valuesFor(node, module, this.values, call?.values);
    return argumentsForRoot(constructorFunction, values, this.machine);
  }

  private noteTaken(parameters: readonly ts.ParameterDeclaration[]): void {
    for (const name of namesTaken(parameters, this.values)) this.takenValues.add(name);
  }

  /** Ends an evaluation at its budget or at what the program throws; nothing escapes. */
  private guard(body: () => void, isProgram = false): void {
    try {
      body();
    } catch (error) {
      if (error instanceof ThrownSignal) {
        if (isProgram) this.noteThrown(error);
        return;
      }
      if (!(error instanceof BudgetSignal) && !(error instanceof RangeError)) throw error;
      this.machine.reset();
      this.earlyEnds.push(error instanceof BudgetSignal ? { reason: error.reason, range: error.at } : this.tooDeep());
    }
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

function missingImport(specifier: string): string {
  return /^[./]/.test(specifier)
    ? `there is no file \`${specifier}\` that the analysis can read`
    : `\`${specifier}\` is outside of the files that the analysis reads`;
}
