// Variables and fields that hold nothing yet: a function that nothing reached fills them before another one reads them.

import type ts from 'typescript';
import type { SourceRange } from './formulas/quantity';
import { containsNode, Fillings, type Filler, type ProgramState } from './fillings';
import { ClassValue } from './interpreter/classes';
import { findAccessor } from './interpreter/objectMembers';
import { holdsNothing } from './interpreter/defaults';
import type { Machine } from './interpreter/machine';
import { getImported, Module } from './interpreter/module';
import { ImportBinding, type Scope } from './interpreter/scope';
import { FunctionValue, ObjectValue, SymbolicValue, type Value } from './interpreter/values';
import { boundNames } from './source/boundNames';
import { isConstructorDeclaration } from './source/syntax';

export class Placeholders {
  private collected: Fillings | undefined;

  constructor(private readonly state: ProgramState) {}

  private readonly fillings = (): Fillings => (this.collected ??= new Fillings(this.state));

  /** Puts symbols in place of the placeholders in variables, and in what these hold, that functions other than the root fill. */
  openVariables(root: FunctionValue, machine: Machine): void {
    const search = new Search(this.fillings, root, machine);
    const ofFiles = new Set(Array.from(this.state.modules(), ({ scope }) => scope));
    for (const scope of ofFiles) search.inVariables(scope);
    for (let scope: Scope | undefined = root.scope; scope && !ofFiles.has(scope); scope = scope.parent) {
      search.inVariables(scope);
      search.inFields(scope.get('this'));
      this.openArguments(scope, root, machine);
    }
  }

  /** The same for the fields of an instance, which other methods than the root fill. */
  openFields(instance: Value, root: FunctionValue, machine: Machine): void {
    new Search(this.fillings, root, machine).inFields(instance);
  }

  /** The arguments of a function around the root that its empty defaults stand for, when these are taken to be given. */
  private openArguments(scope: Scope, root: FunctionValue, machine: Machine): void {
    for (const name of [...scope.names()]) {
      const value = scope.getBinding(name);
      if (value instanceof ImportBinding || !holdsNothing(value)) continue;
      const callee = this.functionsAround(root).find(({ parameters }) => isBoundBy(parameters, name));
      if (!callee || machine.environment.emptyDefaultsApply()) continue;
      machine.touch(scope);
      scope.declare(name, symbolOf(name, machine.rangeOf(callee, root.module)));
    }
  }

  private functionsAround({ node, module }: FunctionValue): readonly ts.SignatureDeclaration[] {
    const functions = [...this.state.effects.of(module.source).keys()];
    return functions.filter((one) => one !== node && containsNode(one, node) && !this.state.isReached(one));
  }
}

/** Objects inside each other that are looked into, and how many in all. */
const DEEPEST = 4;
const MOST_OBJECTS = 500;

/** Names of no variable that the program keeps something in. */
const NO_STATE = new Set(['this', 'module', 'exports']);

/** An object as code calls it: by a path from a variable, or from the `this` of some functions. */
interface Name {
  readonly path: string;
  /** The functions whose `this` it is; absent: those that the top level did not reach. */
  readonly isOwn?: (filler: Filler) => boolean;
}

/** One search for placeholders, before one root runs. */
class Search {
  private readonly seen = new Set<ObjectValue>();

  constructor(
    private readonly fillings: () => Fillings,
    private readonly root: FunctionValue,
    private readonly machine: Machine,
  ) {}

  inVariables(scope: Scope): void {
    for (const name of [...scope.names()]) {
      if (NO_STATE.has(name)) continue;
      const value = this.valueOf(scope, name);
      const filler = holdsNothing(value) && this.fillings().fillerOf(name, this.root);
      if (filler) {
        this.machine.touch(scope);
        scope.declare(name, this.symbolOf(name, filler));
      } else if (value instanceof ObjectValue) this.inObject(value, name, [{ path: name }]);
      else if (value instanceof ClassValue) this.inStatics(value, name);
    }
  }

  private inStatics(owner: ClassValue, name: string): void {
    const isOwn = ({ node, module }: Filler): boolean => module === owner.module && containsNode(owner.node, node);
    for (const [key, value] of [...owner.statics]) {
      const path = `${name}.${key}`;
      const filler = holdsNothing(value) && this.fillerOf(key, [{ path: name }, { path: 'this', isOwn }]);
      if (filler) {
        this.machine.touch(owner);
        owner.statics.set(key, this.symbolOf(path, filler));
      } else if (value instanceof ObjectValue) this.inObject(value, path, [{ path }]);
    }
  }

  /** What another file exports is a variable there, but for an object that it exports without a name. */
  private valueOf(scope: Scope, name: string): Value {
    const binding = scope.getBinding(name);
    if (!(binding instanceof ImportBinding)) return binding;
    if (!(binding.from instanceof Module)) return this.root;
    const value = getImported(binding.from, binding.name, this.machine, this.root.node);
    return value instanceof ObjectValue || value instanceof ClassValue ? value : this.root;
  }

  inFields(instance: Value): void {
    if (instance instanceof ObjectValue) this.inObject(instance, 'this', []);
  }

  /** @param shown how a symbol calls the object */
  private inObject(object: ObjectValue, shown: string, outer: readonly Name[], depth = 0): void {
    if (depth === DEEPEST || this.seen.size === MOST_OBJECTS || this.seen.has(object)) return;
    this.seen.add(object);
    const own = methodsOf(object);
    const names: readonly Name[] = own ? [...outer, { path: 'this', isOwn: own }] : outer;
    for (const [key, value] of [...object.properties]) {
      const path = `${shown}.${key}`;
      if (holdsNothing(value)) {
        const symbol = this.memberInstead(object, key, path, names);
        if (symbol !== undefined) this.put(object, key, symbol);
      } else if (value instanceof ObjectValue) {
        const inner = names.map((name) => ({ ...name, path: `${name.path}.${key}` }));
        this.inObject(value, path, inner, depth + 1);
      }
    }
    for (const name of names) this.addMembers(object, shown, name);
  }

  private memberInstead({ rest }: ObjectValue, key: string, path: string, names: readonly Name[]): Value {
    const filler = this.fillerOf(key, names);
    if (filler) return this.symbolOf(path, filler);
    // A default, with what a caller gives spread over it.
    return rest && !this.machine.environment.emptyDefaultsApply() ? rest.member(key, rest.at) : undefined;
  }

  private fillerOf(key: string, names: readonly Name[]): Filler | undefined {
    const fillings = this.fillings();
    for (const { path, isOwn } of names) {
      const filler =
        fillings.fillerOf(`${path}.${key}`, this.root, isOwn) ?? fillings.fillerOfWhole(path, this.root, isOwn);
      if (filler) return filler;
    }
    return fillings.fillerOfMember(key, this.root);
  }

  /** Members that the object gets when it is filled. */
  private addMembers(object: ObjectValue, shown: string, { path, isOwn }: Name): void {
    const isEmpty = object.properties.size === 0 && !object.classOf;
    for (const key of this.fillings().membersOf(path)) {
      if (object.properties.has(key) || object.classOf?.findMethod(key)) continue;
      const filler = this.fillings().fillerOf(`${path}.${key}`, this.root, isOwn);
      if (!filler) continue;
      if (key !== '*' && findAccessor(object, key, 'set') === undefined) {
        this.put(object, key, this.symbolOf(`${shown}.${key}`, filler));
      } else if (key === '*' && isEmpty) {
        const filled = this.symbolOf(shown, filler);
        this.machine.touch(object);
        object.rest ??= filled;
        object.open ??= filled.toUnknown();
      }
    }
  }

  private put(object: ObjectValue, key: string, value: Value): void {
    this.machine.touch(object);
    object.properties.set(key, value);
  }

  /** The function that fills it is where the reader should look. */
  private symbolOf(path: string, { node, module }: Filler): SymbolicValue {
    return symbolOf(path, this.machine.rangeOf(node, module));
  }
}

function symbolOf(path: string, at: SourceRange): SymbolicValue {
  return new SymbolicValue(path, at, { mayBeNumber: true, isOptional: false });
}

function isBoundBy(parameters: readonly ts.ParameterDeclaration[], name: string): boolean {
  return parameters.some((parameter) => boundNames(parameter.name).includes(name));
}

/** The functions whose `this` is the object: methods of its class and of those that this extends, of its prototype, its own. */
function methodsOf({ classOf, prototype, properties }: ObjectValue): Name['isOwn'] {
  if (classOf) {
    return ({ node, module }) => {
      for (let owner: Value = classOf; owner instanceof ClassValue; owner = owner.parent) {
        if (owner.module === module && containsNode(owner.node, node)) return !isConstructorDeclaration(node);
      }
      return false;
    };
  }
  const methods = [...(prototype?.properties ?? properties)]
    .filter(([name]) => name !== 'constructor')
    .flatMap(([, value]) => (value instanceof FunctionValue ? [value] : []));
  if (methods.length === 0) return undefined;
  return ({ node, module }) => methods.some((method) => method.module === module && containsNode(method.node, node));
}
