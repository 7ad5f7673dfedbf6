// One search for placeholders, before one root runs: in variables, and in the objects and lists that they hold.

import type { SourceRange } from '../formulas/quantity';
import { containsNode, type Filler, type Fillings } from './fillings';
import { ClassValue } from '../interpreter/classes';
import { holdsNothing } from '../interpreter/defaults';
import type { Machine } from '../interpreter/machine';
import { getImported, Module } from '../interpreter/module';
import { findAccessor } from '../interpreter/objectMembers';
import { ImportBinding, type Scope } from '../interpreter/scope';
import { ArrayValue, FunctionValue, ObjectValue, SymbolicValue, type Value } from '../interpreter/values';
import { isConstructorDeclaration, SyntaxKind } from '../source/syntax';

/** Objects and lists inside each other that are looked into, how often in all, and the first elements of each list. */
const DEEPEST = 4;
const MOST_LOOKS = 500;
const MOST_ELEMENTS = 100;

/** A value as code calls it: by a path from a variable, or from the `this` of some functions. */
interface Name {
  readonly path: string;
  /** The functions whose `this` it is; absent: those that the top level did not reach. */
  readonly isOwn?: (filler: Filler) => boolean;
}

interface Place {
  /** How a symbol calls it. */
  readonly shown: string;
  readonly names: readonly Name[];
  /** Whether other files can assign to its members. */
  readonly isPublic: boolean;
}

/** Of an object: its members that are placeholders, objects or lists, and the functions whose `this` it is. */
export interface Content {
  readonly members: readonly string[];
  readonly isOwn: Name['isOwn'];
}

export class PlaceholderSearch {
  /** The objects that were looked into, with what they were called: a value may have several names. */
  private readonly seen = new Map<ObjectValue | ArrayValue, Set<string>>();
  private looks = 0;

  constructor(
    private readonly fillings: () => Fillings,
    private readonly root: FunctionValue,
    private readonly machine: Machine,
    /** What earlier searches found: each begins with the state in which the top level left the program. */
    private readonly contents: WeakMap<ObjectValue, Content>,
  ) {}

  inModule(module: Module): void {
    this.inVariables(module.scope, module);
    for (const [name, value] of module.exportsWithoutVariable()) {
      this.inside(value, { shown: name, names: [{ path: name }, { path: `module.${name}` }], isPublic: true });
    }
  }

  /** @param module whose variables they are */
  inVariables(scope: Scope, module?: Module): void {
    for (const name of [...scope.names()]) {
      if (NO_STATE.has(name)) continue;
      const binding = scope.getBinding(name);
      const place = { shown: name, names: [{ path: name }] };
      if (binding instanceof ImportBinding) {
        if (!(binding.from instanceof Module)) continue;
        const imported = getImported(binding.from, binding.name, this.machine, this.root.node);
        this.inside(imported, { ...place, isPublic: true });
        continue;
      }
      const filler = holdsNothing(binding) && this.fillings().fillerOf(name, this.root);
      if (filler) {
        this.machine.touch(scope);
        scope.declare(name, this.symbolOf(name, filler));
      } else if (binding instanceof ClassValue) this.inStatics(binding, name);
      else if (isContainer(binding)) this.inside(binding, { ...place, isPublic: module?.doesExport(binding) ?? false });
    }
  }

  inFields(instance: Value): void {
    if (!(instance instanceof ObjectValue)) return;
    const { classOf } = instance;
    this.inside(instance, { shown: 'this', names: [], isPublic: classOf?.module.doesExport(classOf) ?? false });
  }

  private inStatics(owner: ClassValue, name: string): void {
    const isOwn = ({ node, module }: Filler): boolean => module === owner.module && containsNode(owner.node, node);
    for (const [key, value] of [...owner.statics]) {
      const path = `${name}.${key}`;
      const filler = holdsNothing(value) && this.fillerOf(key, [{ path: name }, { path: 'this', isOwn }]);
      if (filler) {
        this.machine.touch(owner);
        owner.statics.set(key, this.symbolOf(path, filler));
      } else this.inside(value, { shown: path, names: [{ path }], isPublic: false });
    }
  }

  private inside(value: Value, place: Place, depth = 0): void {
    if (!isContainer(value) || depth === DEEPEST || this.looks === MOST_LOOKS) return;
    const called = this.seen.get(value) ?? new Set();
    if (called.has(place.shown)) return;
    this.seen.set(value, called.add(place.shown));
    this.looks++;
    if (value instanceof ObjectValue) this.inObject(value, place, depth);
    else this.inArray(value, place, depth);
  }

  private inObject(object: ObjectValue, { shown, names: outer, isPublic }: Place, depth: number): void {
    const { members, isOwn } = this.contentOf(object);
    const names: readonly Name[] = isOwn ? [...outer, { path: 'this', isOwn }] : outer;
    for (const key of members) {
      const value = object.properties.get(key);
      const isNothing = holdsNothing(value);
      const member = {
        shown: `${shown}.${key}`,
        names: names.map((name) => ({ ...name, path: `${name.path}.${key}` })),
        isPublic: isPublic && isPublicMember(object, key),
      };
      if (!isNothing) {
        this.inside(value, member, depth + 1);
        continue;
      }
      const filler = this.fillerOf(key, names);
      const symbol = filler ? this.symbolOf(member.shown, filler) : this.givenInstead(object, key, member);
      if (symbol) this.put(object, key, symbol);
    }
    for (const name of names) this.addMembers(object, shown, name);
  }

  /** Which of a thousand words are worth a look is asked once. */
  private contentOf(object: ObjectValue): Content {
    let content = this.contents.get(object);
    if (!content) {
      const members = [...object.properties].filter(([, value]) => isContainer(value) || holdsNothing(value));
      content = { members: members.map(([key]) => key), isOwn: methodsOf(object) };
      this.contents.set(object, content);
    }
    return content;
  }

  private inArray(array: ArrayValue, { shown, names: outer, isPublic }: Place, depth: number): void {
    const names = outer.map((name) => ({ ...name, path: `${name.path}.*` }));
    array.elements.slice(0, MOST_ELEMENTS).forEach((value, index) => {
      const path = `${shown}[${String(index)}]`;
      const filler = holdsNothing(value) && this.firstFiller(names);
      if (filler) {
        this.machine.touch(array);
        array.elements[index] = this.symbolOf(path, filler);
      } else this.inside(value, { shown: path, names, isPublic }, depth + 1);
    });
  }

  private firstFiller(names: readonly Name[]): Filler | undefined {
    for (const { path, isOwn } of names) {
      const filler = this.fillings().fillerOf(path, this.root, isOwn);
      if (filler) return filler;
    }
    return undefined;
  }

  /** What no function fills, but others may: by what is spread over the defaults, by an assignment in another file, by a library. */
  private givenInstead({ rest, isGivenAway }: ObjectValue, key: string, { shown, isPublic }: Place): Value {
    if (!(rest ?? (isPublic || isGivenAway)) || this.machine.environment.emptyDefaultsApply()) return undefined;
    if (rest) return rest.member(key, rest.at);
    return symbolFilledElsewhere(shown, this.machine.rangeOf(this.root.node, this.root.module));
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
    return symbolFilledElsewhere(path, this.machine.rangeOf(node, module));
  }
}

/** Names of no variable that the program keeps something in. */
const NO_STATE = new Set(['this', 'module', 'exports']);

export function symbolFilledElsewhere(path: string, at: SourceRange): SymbolicValue {
  return new SymbolicValue(path, at, { mayBeNumber: true, isOptional: false });
}

function isContainer(value: Value): value is ObjectValue | ArrayValue {
  return value instanceof ObjectValue || value instanceof ArrayValue;
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
