// Variables and fields that hold nothing yet: a function that nothing reached fills them before another one reads them.

import type ts from 'typescript';
import type { Machine } from './interpreter/machine';
import { ImportBinding, type Scope } from './interpreter/scope';
import { ArrayValue, type FunctionValue, ObjectValue, SymbolicValue, type Value } from './interpreter/values';
import { collectAssignments, type Assignments } from './source/assignments';

export class Placeholders {
  constructor(
    /** Functions that the top level of the file did not reach. */
    private readonly unreached: readonly FunctionValue[],
    private readonly tree: ts.SourceFile,
  ) {}

  private get assignments(): ReadonlyMap<ts.Node, Assignments> {
    return (this.collected ??= collectAssignments(this.tree));
  }
  private collected: ReadonlyMap<ts.Node, Assignments> | undefined;

  /** Puts symbols in place of the placeholders in a scope that functions other than the root assign to. */
  openVariables(scope: Scope, root: FunctionValue, machine: Machine): void {
    // Most files have none, and then what assigns to them need not be known.
    if (![...scope.names()].some((name) => isPlaceholderIn(scope, name))) return;
    for (const other of this.unreached) {
      if (other === root) continue;
      for (const name of this.assignments.get(other.node)?.variables ?? []) {
        if (!isPlaceholderIn(scope, name)) continue;
        machine.touch(scope);
        scope.declare(name, symbolOf(name, other, machine));
      }
    }
  }

  /** The same for the fields of an instance, which other methods than the root fill. */
  openFields(instance: Value, root: FunctionValue, machine: Machine): void {
    if (!(instance instanceof ObjectValue) || !root.homeClass) return;
    for (const method of root.homeClass.methods.values()) {
      if (method === root) continue;
      for (const name of this.assignments.get(method.node)?.fields ?? []) {
        if (!isPlaceholder(instance.properties.get(name))) continue;
        machine.touch(instance);
        instance.properties.set(name, symbolOf(`this.${name}`, method, machine));
      }
    }
  }
}

/** The function that fills it is where the reader should look. */
function symbolOf(path: string, filledBy: FunctionValue, machine: Machine): SymbolicValue {
  return new SymbolicValue(path, machine.rangeOf(filledBy.node, filledBy.module), {
    mayBeNumber: true,
    isOptional: false,
  });
}

function isPlaceholderIn(scope: Scope, name: string): boolean {
  const binding = scope.getBinding(name);
  return scope.has(name) && !(binding instanceof ImportBinding) && isPlaceholder(binding);
}

function isPlaceholder(value: Value): boolean {
  if (value instanceof ArrayValue) return value.elements.length === 0 && !value.open;
  return value === undefined || value === null || value === 0 || value === '' || Number.isNaN(value);
}
