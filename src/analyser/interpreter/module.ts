// A source file under evaluation: its scope and what it exports.

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import type { Machine } from './machine';
import { getMember } from './members';
import { Scope } from './scope';
import { HostValue, ObjectValue, type Value } from './values';

type Export =
  | { readonly kind: 'variable'; readonly scope: Scope; readonly name: string }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'import'; readonly from: Module | Value; readonly name: string };

export class Module {
  state: 'new' | 'running' | 'done' = 'new';
  readonly scope: Scope;
  private readonly exports = new Map<string, Export>();
  private readonly starExports: (Module | Value)[] = [];
  /** CommonJS's `module`, whose `exports` property holds what `require` gives. */
  readonly commonJs = new ObjectValue(new Map<string, Value>([['exports', new ObjectValue(new Map())]]));

  constructor(
    readonly file: string,
    readonly source: ts.SourceFile,
    /** What the global object holds beside the built-ins. */
    readonly globals: Scope,
  ) {
    this.scope = new Scope(globals);
  }

  exportVariable(exported: string, name: string): void {
    this.exports.set(exported, { kind: 'variable', scope: this.scope, name });
  }
  exportValue(exported: string, value: Value): void {
    this.exports.set(exported, { kind: 'value', value });
  }
  reExport(exported: string, from: Module | Value, name: string): void {
    this.exports.set(exported, { kind: 'import', from, name });
  }
  reExportAll(from: Module | Value): void {
    this.starExports.push(from);
  }

  /** Whether other files can get hold of what a variable here holds. */
  doesExport(value: Value): boolean {
    const exported = this.commonJs.properties.get('exports');
    if (exported === value) return true;
    if (exported instanceof ObjectValue && [...exported.properties.values()].includes(value)) return true;
    return [...this.exports.values()].some((entry) =>
      entry.kind === 'variable'
        ? entry.scope.get(entry.name) === value
        : entry.kind === 'value' && entry.value === value,
    );
  }

  /** What it exports that no variable of its holds: by default, or as CommonJS's `exports`. */
  *exportsWithoutVariable(): Iterable<readonly [string, Value]> {
    for (const [name, entry] of this.exports) if (entry.kind === 'value') yield [name, entry.value];
    const commonJs = this.commonJsExports();
    if (commonJs !== undefined) yield ['exports', commonJs];
  }

  exportNames(): string[] {
    return [...this.exports.keys()];
  }

  /** The CommonJS exports object, if the file assigned to it. */
  commonJsExports(): Value {
    const value = this.commonJs.properties.get('exports');
    return value instanceof ObjectValue && value.properties.size === 0 ? undefined : value;
  }

  /** The value of an export; `*` is the namespace itself. */
  getExport(name: string, machine: Machine, site: ts.Node): Value {
    const found = this.findExport(name, machine, site, new Set());
    if (found) return found.value;
    const commonJs = this.commonJsExports();
    if (commonJs !== undefined) {
      // Bundlers and TypeScript take a file that says so for a compiled module.
      const isCompiled = commonJs instanceof ObjectValue && commonJs.properties.get('__esModule') === true;
      if (name === 'default' && !isCompiled) return commonJs;
      return getMember(commonJs, name, machine, site);
    }
    if (this.state === 'running') {
      return machine.unknown(`\`${name}\` is not known yet: the files import each other in a circle`, site);
    }
    return new Unknown(
      `${this.file.slice(this.file.lastIndexOf('/') + 1)} has no export \`${name}\``,
      machine.rangeOf(site),
    );
  }

  private findExport(name: string, machine: Machine, site: ts.Node, seen: Set<Module>): { value: Value } | undefined {
    if (seen.has(this)) return undefined;
    seen.add(this);
    const entry = this.exports.get(name);
    if (entry?.kind === 'variable')
      return entry.scope.has(entry.name) ? { value: entry.scope.get(entry.name) } : undefined;
    if (entry?.kind === 'value') return { value: entry.value };
    if (entry?.kind === 'import') return { value: getImported(entry.from, entry.name, machine, site) };
    if (name === 'default') return undefined;
    for (const star of this.starExports) {
      if (star instanceof Module) {
        const found = star.findExport(name, machine, site, seen);
        if (found) return found;
      } else {
        return { value: getImported(star, name, machine, site) };
      }
    }
    return undefined;
  }
}

/** `import { name } from …`: the export of a module, or a member of TensorFlow.js's namespace. */
export function getImported(from: Module | Value, name: string, machine: Machine, site: ts.Node): Value {
  if (from instanceof Module) {
    return name === '*' ? new ModuleNamespace(from) : from.getExport(name, machine, site);
  }
  if (name === '*' || name === 'default' || from instanceof Unknown) return from;
  return getMember(from, name, machine, site);
}

/** `import * as name`: members are looked up when they are used, so that files may import each other in a circle. */
export class ModuleNamespace extends HostValue {
  constructor(readonly module: Module) {
    super();
  }
  get description(): string {
    return `the exports of ${this.module.file}`;
  }
  get(name: string, machine: Machine, site: ts.Node): Value {
    if (name === '__esModule') return true;
    return this.module.getExport(name, machine, site);
  }
}
