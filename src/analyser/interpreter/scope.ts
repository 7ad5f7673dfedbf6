// Variables: a chain of scopes, each a map from name to value.

import type { Unknown } from '../formulas/quantity';
import type { Module } from './module';
import { joinValues, type Mutable, type Value } from './values';

/** A name that stands for the export of another module; looked up when it is used. */
export class ImportBinding {
  constructor(
    readonly from: Module | Value,
    readonly name: string,
  ) {}
}

export class Scope implements Mutable {
  birth = 0;
  private variables = new Map<string, Value | ImportBinding>();
  constructor(
    readonly parent: Scope | undefined,
    /** Whether `var`s of the blocks inside belong here. */
    readonly isFunctionScope = false,
  ) {}

  declare(name: string, value: Value): void {
    this.variables.set(name, value);
  }

  declareImport(name: string, binding: ImportBinding): void {
    this.variables.set(name, binding);
  }

  has(name: string): boolean {
    return this.variables.has(name);
  }

  getBinding(name: string): Value | ImportBinding {
    return this.variables.get(name);
  }

  /** The value of a variable that is no import. */
  get(name: string): Value {
    const value = this.variables.get(name);
    return value instanceof ImportBinding ? undefined : value;
  }

  /** The innermost scope that declares the name. */
  find(name: string): Scope | undefined {
    if (this.variables.has(name)) return this;
    let scope = this.parent;
    while (scope && !scope.variables.has(name)) scope = scope.parent;
    return scope;
  }

  names(): Iterable<string> {
    return this.variables.keys();
  }

  capture(): unknown {
    return new Map(this.variables);
  }
  restore(state: unknown): void {
    this.variables = new Map(state as Map<string, Value | ImportBinding>);
  }
  join(other: unknown, because: Unknown): void {
    for (const [name, value] of other as Map<string, Value | ImportBinding>) {
      const present = this.variables.get(name);
      if (present instanceof ImportBinding || value instanceof ImportBinding) continue;
      this.variables.set(name, this.variables.has(name) ? joinValues(present, value, because) : value);
    }
  }
}
