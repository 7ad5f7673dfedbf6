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
import { isConstructorDeclaration, SyntaxKind } from './source/syntax';

export class Placeholders {
  private collected: Fillings | undefined;

  constructor(private readonly state: ProgramState) {}

  private readonly fillings = (): Fillings => (this.collected ??= new Fillings(this.state));

  /** Puts symbols in place of the placeholders in variables, and in what these hold, that functions other than the root fill. */
  openVariables(root: FunctionValue, machine: Machine): void {
    const search = new Search(this.fillings, root, machine);
    const ofFiles = new Set<Scope>();
    for (const module of this.state.modules()) {
      search.inVariables(module.scope, module);
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

interface Place {
  readonly object: ObjectValue;
  /** How a symbol calls it. */
  readonly shown: string;
  readonly names: readonly Name[];
  /** Whether other files can assign to its members. */
  readonly isPublic: boolean;
}

/** One search for placeholders, before one root runs. */
class Search {
  private readonly seen = new Set<ObjectValue>();

  constructor(
    private readonly fillings: () => Fillings,
    private readonly root: FunctionValue,
    private readonly machine: Machine,
  ) {}

  /** @param module whose variables they are */
  inVariables(scope: Scope, module?: Module): void {
    for (const name of [...scope.names()]) {
      if (NO_STATE.has(name)) continue;
      const value = this.valueOf(scope, name);
      const filler = holdsNothing(value) && this.fillings().fillerOf(name, this.root);
      if (filler) {
        this.machine.touch(scope);
        scope.declare(name, this.symbolOf(name, filler));
      } else if (value instanceof ObjectValue) {
        this.inObject({
          object: value,
          shown: name,
          names: [{ path: name }],
          isPublic: module?.doesExport(value) ?? false,
        });
      } else if (value instanceof ClassValue) this.inStatics(value, name);
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
      } else if (value instanceof ObjectValue) {
        this.inObject({ object: value, shown: path, names: [{ path }], isPublic: false });
      }
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
    if (!(instance instanceof ObjectValue)) return;
    const { classOf } = instance;
    const isPublic = classOf?.module.doesExport(classOf) ?? false;
    this.inObject({ object: instance, shown: 'this', names: [], isPublic });
  }

  private inObject({ object, shown, names: outer, isPublic }: Place, depth = 0): void {
    if (depth === DEEPEST || this.seen.size === MOST_OBJECTS || this.seen.has(object)) return;
    this.seen.add(object);
    const own = methodsOf(object);
    const names: readonly Name[] = own ? [...outer, { path: 'this', isOwn: own }] : outer;
    for (const [key, value] of [...object.properties]) {
      const member = {
        shown: `${shown}.${key}`,
        names: names.map((name) => ({ ...name, path: `${name.path}.${key}` })),
        isPublic: isPublic && isPublicMember(object, key),
      };
      if (value instanceof ObjectValue) this.inObject({ ...member, object: value }, depth + 1);
      if (!holdsNothing(value)) continue;
      const filler = this.fillerOf(key, names);
      const symbol = filler ? this.symbolOf(member.shown, filler) : this.givenInstead(object, key, member);
      if (symbol) this.put(object, key, symbol);
    }
    for (const name of names) this.addMembers(object, shown, name);
  }

  /** What nothing here fills, but a caller may: by what it spreads over the defaults, or by an assignment in another file. */
  private givenInstead({ rest }: ObjectValue, key: string, { shown, isPublic }: Omit<Place, 'object'>): Value {
    if (!(rest ?? isPublic) || this.machine.environment.emptyDefaultsApply()) return undefined;
    return rest ? rest.member(key, rest.at) : symbolOf(shown, this.machine.rangeOf(this.root.node, this.root.module));
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

const NOT_PUBLIC = new Set([SyntaxKind.PrivateKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.ReadonlyKeyword]);

function isPublicMember({ classOf }: ObjectValue, name: string): boolean {
  const field = classOf?.findField(name);
  // `units!: number` says that something gives it a value.
  if (field?.exclamationToken) return true;
  return !name.startsWith('#') && !field?.modifiers?.some(({ kind }) => NOT_PUBLIC.has(kind));
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
