// Variables and fields that hold nothing yet: a function that nothing reached fills them before another one reads them.

import type ts from 'typescript';
import { containsNode, Fillings, type ProgramState } from './fillings';
import { holdsNothing } from '../interpreter/defaults';
import type { Machine } from '../interpreter/machine';
import { ImportBinding, type Scope } from '../interpreter/scope';
import type { FunctionValue, ObjectValue, Value } from '../interpreter/values';
import { PlaceholderSearch, symbolFilledElsewhere, type Content } from './placeholderSearch';
import { boundNames } from '../source/boundNames';

export class Placeholders {
  private collected: Fillings | undefined;
  private readonly contents = new WeakMap<ObjectValue, Content>();

  constructor(private readonly state: ProgramState) {}

  private readonly fillings = (): Fillings => (this.collected ??= new Fillings(this.state));

  /** Puts symbols in place of the placeholders in variables, and in what these hold, that functions other than the root fill. */
  openVariables(root: FunctionValue, machine: Machine): void {
    const search = new PlaceholderSearch(this.fillings, root, machine, this.contents);
    const ofFiles = new Set<Scope>();
    for (const module of this.state.modules()) {
      search.inModule(module);
      ofFiles.add(module.scope);
    }
    for (let scope: Scope | undefined = root.scope; scope && !ofFiles.has(scope); scope = scope.parent) {
      search.inVariables(scope);
      search.inFields(scope.get('this'));
      this.openArguments(scope, root, machine);
    }
  }

  /** The same for the fields of an instance, which other methods than the root fill. */
  openFields(instance: Value, root: FunctionValue, machine: Machine): void {
    new PlaceholderSearch(this.fillings, root, machine, this.contents).inFields(instance);
  }

  /** The arguments of a function around the root that its empty defaults stand for, when these are taken to be given. */
  private openArguments(scope: Scope, root: FunctionValue, machine: Machine): void {
    for (const name of [...scope.names()]) {
      const value = scope.getBinding(name);
      if (value instanceof ImportBinding || !holdsNothing(value)) continue;
      const callee = this.functionsAround(root).find(({ parameters }) => isBoundBy(parameters, name));
      if (!callee || machine.environment.emptyDefaultsApply()) continue;
      machine.touch(scope);
      scope.declare(name, symbolFilledElsewhere(name, machine.rangeOf(callee, root.module)));
    }
  }

  private functionsAround({ node, module }: FunctionValue): readonly ts.SignatureDeclaration[] {
    const functions = [...this.state.effects.of(module.source).keys()];
    return functions.filter((one) => one !== node && containsNode(one, node) && !this.state.isReached(one));
  }
}

function isBoundBy(parameters: readonly ts.ParameterDeclaration[], name: string): boolean {
  return parameters.some((parameter) => boundNames(parameter.name).includes(name));
}
