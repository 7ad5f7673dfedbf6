// The files of an evaluation: each is parsed and run once, when another one imports it.

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import { fromJson } from '../interpreter/builtins/object';
import type { Machine } from '../interpreter/machine';
import { Module, ModuleNamespace } from '../interpreter/module';
import { Scope } from '../interpreter/scope';
import { executeAll } from '../interpreter/statements/block';
import { hoist, hoistVariables } from '../interpreter/statements/hoist';
import { type HostValue, NativeFunction, type Value } from '../interpreter/values';
import type { ParsedFiles } from '../source/parse';
import { dataFiles, resolveImport, type SourceHost } from '../source/resolve';
import { isExternalModule } from '../source/syntax';

/** Of the budget, for one imported file with those that it imports. */
const IMPORT_STEPS = 500_000;

export class ModuleFiles {
  private readonly modules = new Map<string, Module>();
  private readonly texts = new Map<string, string | undefined>();

  constructor(
    private readonly host: SourceHost,
    private readonly files: ParsedFiles,
    private readonly tensorflow: HostValue,
  ) {}

  /** The text of every file that was read, undefined for those that were looked for and missing. */
  get dependencies(): ReadonlyMap<string, string | undefined> {
    return this.texts;
  }

  /** The files that were evaluated. */
  get evaluated(): Iterable<Module> {
    return this.modules.values();
  }

  /** The tree of a file that was evaluated. */
  sourceOf(file: string): ts.SourceFile | undefined {
    return this.modules.get(file)?.source;
  }

  add(file: string, text: string): Module {
    this.texts.set(file, text);
    const module = new Module(file, this.files.parse(file, text), new Scope(undefined));
    this.modules.set(file, module);
    return module;
  }

  /** Runs the top level of a file, unless that was begun already. */
  run(module: Module, machine: Machine): void {
    if (module.state !== 'new') return;
    module.state = 'running';
    this.declareCommonJs(module);
    try {
      machine.inModule(module, () => {
        hoistVariables(module.source, module.scope, machine);
        hoist(module.source, module.scope, machine);
        executeAll(module.source.statements, module.scope, machine);
      });
    } finally {
      module.state = 'done';
    }
  }

  private declareCommonJs(module: Module): void {
    const require = new NativeFunction('require', (machine, [specifier], _this, site) => {
      if (typeof specifier !== 'string') return machine.unknown('the required file is not known', site);
      const found = this.import(specifier, module, machine, site);
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

  import(specifier: string, from: Module, machine: Machine, site: ts.Node): Module | Value {
    if (specifier.includes('@tensorflow/tfjs')) return this.tensorflow;
    const resolved = resolveImport(specifier, from.file, this.host, (file) => {
      if (!this.texts.has(file)) this.texts.set(file, undefined);
    });
    if (!resolved) return new Unknown(missingImport(specifier), machine.rangeOf(site, from));
    const { file, text } = resolved;
    const known = this.modules.get(file);
    if (known) return known;
    if (file.endsWith('.json')) return this.parseJson(file, text, machine);
    const module = this.add(file, text);
    // A file that trains a network when it is loaded must not use up what the importing file needs.
    machine.within(IMPORT_STEPS, () => this.run(module, machine));
    return module;
  }

  readJson(path: string, from: Module, machine: Machine): Value {
    for (const file of dataFiles(path, from.file)) {
      const text = this.host.readFile(file);
      if (text !== undefined) return this.parseJson(file, text, machine);
    }
    return new Unknown(`${path} is outside of the files that the analysis reads`);
  }

  private parseJson(file: string, text: string, machine: Machine): Value {
    this.texts.set(file, text);
    try {
      return fromJson(JSON.parse(text), machine);
    } catch {
      return new Unknown(`${file.slice(file.lastIndexOf('/') + 1)} is not valid JSON`);
    }
  }
}

function missingImport(specifier: string): string {
  return /^[./]/.test(specifier)
    ? `there is no file \`${specifier}\` that the analysis can read`
    : `\`${specifier}\` is outside of the files that the analysis reads`;
}
