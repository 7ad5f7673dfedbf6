// The values of the interpreted program. JavaScript's own primitives stand for themselves.

import type ts from 'typescript';
import { Formula, isFormula, Unknown, type Quantity, type SourceRange } from '../formulas/quantity';
import type { CallPath } from '../graph/graph';
import type { ClassValue } from './classes';
import type { Machine } from './machine';
import type { Module } from './module';
import type { Scope } from './scope';
import { SymbolicValue } from './symbolicValue';

export { SymbolicValue, type SymbolTraits } from './symbolicValue';

/**
 * A value is known (a primitive or one of the classes here), symbolic (Formula, SymbolicValue) or unknown with a reason.
 */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | string
  | bigint
  | Formula
  | Unknown
  | SymbolicValue
  | ObjectValue
  | ArrayValue
  | FunctionValue
  | NativeFunction
  | ClassValue
  | HostValue;

/**
 * State that can be taken back and joined, because a branch on an unknown condition runs both sides.
 * Whoever changes such a thing calls `machine.touch(it)` first.
 */
export interface Mutable {
  /** How many branches had begun when it was made: set by `machine.track`. */
  birth: number;
  /** How many parts a copy of its state has. Absent: a few. */
  readonly extent?: number;
  capture(): unknown;
  restore(state: unknown): void;
  /** Makes the present state the join of itself and `other`: what differs becomes unknown for this reason. */
  join(other: unknown, because: Unknown): void;
  /** The same for a state that a rehearsal left, of which nothing that it made exists. Absent: as `join`. */
  joinRehearsed?(other: unknown, because: Unknown): void;
}

export class ObjectValue implements Mutable {
  readonly kind = 'object';
  birth = 0;
  /** Set when properties of unknown names may be there too (spread of an unknown object, computed unknown key). */
  open: Unknown | undefined;
  /** Something that the analysis does not follow got hold of it, and may fill what it holds nothing in. */
  isGivenAway = false;
  constructor(
    public properties: Map<string, Value>,
    readonly classOf?: ClassValue,
  ) {}

  /** An object without a value that was spread into this one: what is not here is one of its members. */
  rest: SymbolicValue | undefined;
  /** Its own `get name()` and `set name(value)`, which few objects have. */
  accessors: Record<'get' | 'set', Map<string, Value>> | undefined;
  /** What Object.create or a function as constructor made it of: members that are not its own are looked for there. */
  prototype: ObjectValue | undefined;
  /** What TensorFlow.js keeps behind an instance of a class derived from one of its own (a layer, a model). */
  host: HostValue | undefined;
  /** Where `new` made it: the source text and the calls around it. */
  madeAt:
    | { readonly range: SourceRange; readonly path: CallPath; readonly node: ts.Node; readonly module: Module }
    | undefined;

  get extent(): number {
    return this.properties.size;
  }
  capture(): unknown {
    return { properties: new Map(this.properties), open: this.open, rest: this.rest, prototype: this.prototype };
  }
  restore(state: unknown): void {
    const saved = state as Pick<ObjectValue, 'properties' | 'open' | 'rest' | 'prototype'>;
    this.properties = new Map(saved.properties);
    this.open = saved.open;
    this.rest = saved.rest;
    this.prototype = saved.prototype;
  }
  join(other: unknown, because: Unknown): void {
    const saved = other as Pick<ObjectValue, 'properties' | 'open' | 'rest'>;
    this.open ??= saved.open;
    this.rest ??= saved.rest;
    for (const key of new Set([...this.properties.keys(), ...saved.properties.keys()])) {
      this.properties.set(key, joinValues(this.properties.get(key), saved.properties.get(key), because));
    }
  }
}

/** Places without an element (`Array(3)`, `[, 1]`) are holes in `elements`, which methods pass over as in JavaScript. */
export class ArrayValue implements Mutable {
  readonly kind = 'array';
  birth = 0;
  /** Set when the number of elements is not known; `elements` then holds those that may be there. */
  open: Unknown | undefined;
  constructor(public elements: Value[]) {}

  get extent(): number {
    return this.elements.length;
  }
  capture(): unknown {
    return { elements: this.elements.slice(), open: this.open };
  }
  restore(state: unknown): void {
    const saved = state as { elements: Value[]; open: Unknown | undefined };
    this.elements = saved.elements.slice();
    this.open = saved.open;
  }
  join(other: unknown, because: Unknown): void {
    const saved = other as { elements: Value[]; open: Unknown | undefined };
    this.open ??= saved.open;
    if (saved.elements.length !== this.elements.length) {
      this.open ??= because;
      if (saved.elements.length > this.elements.length) this.elements = [...saved.elements];
      return;
    }
    const joined = this.elements.slice();
    for (let i = 0; i < joined.length; i++) {
      const element = saved.elements[i];
      if (joined[i] !== element) joined[i] = joinValues(joined[i], element, because);
    }
    this.elements = joined;
  }
}

/** What a generator still has to give: it runs to its end when it is called. */
export class GeneratorValue extends ArrayValue {
  /** What its `return` gives, behind all that it yields. */
  returned: Value = undefined;
  /** Why nothing is known of what follows `elements`: it yields without end. */
  beyond: Unknown | undefined;
}

export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.GetAccessorDeclaration
  | ts.SetAccessorDeclaration;

/** A function of the interpreted program with the scope it closes over. */
export class FunctionValue {
  readonly kind = 'function';
  /** Properties set on the function object itself. */
  readonly properties = new Map<string, Value>();
  /** The first object that it was a member of. */
  homeObject: ObjectValue | undefined;
  constructor(
    public name: string,
    readonly node: FunctionNode,
    readonly scope: Scope,
    readonly module: Module,
    /** `this` of an arrow function or a bound function; undefined for those that take it from the call. */
    readonly boundThis: { readonly value: Value } | undefined,
    /** The class whose method this is, for `super`. */
    readonly homeClass: ClassValue | undefined,
  ) {}
}

export type NativeCall = (machine: Machine, args: readonly Value[], thisValue: Value, site: ts.Node) => Value;

/** A function of the language or of TensorFlow.js that the analyser performs itself. */
export class NativeFunction {
  readonly kind = 'native';
  constructor(
    readonly name: string,
    readonly call: NativeCall,
    /** Static members, as in `Array.from`. */
    readonly members?: ReadonlyMap<string, Value>,
  ) {}
}

/** An object with conduct of its own: TensorFlow.js's namespaces, layers, tensors and models. */
export abstract class HostValue {
  /** What a reason calls it: "a layer", "tf.layers". */
  abstract readonly description: string;
  abstract get(name: string, machine: Machine, site: ts.Node): Value;
  set(_name: string, _value: Value, _machine: Machine): void {
    // Most properties of TensorFlow.js objects do not change what a model is; those that do override this.
  }
  /** Whether a property that the program sets on an instance is kept here, and not among its own. */
  keeps(_name: string): boolean {
    return false;
  }
  /** What there is to iterate over; undefined for what is no list. */
  get elements(): readonly Value[] | undefined {
    return undefined;
  }
  /** A variable now holds it: models are called by their variable. */
  nameFromVariable(_name: string): void {
    // Most things have no use for it.
  }
  /** Something that the analysis does not follow got hold of it. */
  giveAway(): void {
    // Only what changes with its use has to know.
  }
  /** The value when both sides of an unknown branch made different ones; undefined when they have nothing in common. */
  joinWith(_other: HostValue, _because: Unknown): Value | undefined {
    return undefined;
  }
}

/** The value after a branch that may have been taken: equal values stay, others become unknown for this reason. */
export function joinValues(a: Value, b: Value, because: Unknown): Value {
  if (Object.is(a, b)) return a;
  if (a instanceof Unknown) return a;
  if (b instanceof Unknown) return b;
  if (isFormula(a) && isFormula(b) && a.toString() === b.toString()) return a;
  if (a instanceof SymbolicValue && b instanceof SymbolicValue && a.path === b.path) return a;
  if (
    a instanceof ArrayValue &&
    b instanceof ArrayValue &&
    a.elements.length === b.elements.length &&
    !a.open &&
    !b.open
  ) {
    return new ArrayValue(Array.from(a.elements, (element, i) => joinValues(element, b.elements[i], because)));
  }
  if (a instanceof HostValue && b instanceof HostValue) return a.joinWith(b, because) ?? because;
  return because;
}

/** How deep lists and objects inside each other are searched for what they hold. */
const DEEPEST_CONTENT = 3;

/** Something that the analysis does not follow got the value, and with it what it holds. */
export function giveAway(value: Value, depth = 0): void {
  if (value instanceof HostValue) value.giveAway();
  if (depth === DEEPEST_CONTENT) return;
  if (value instanceof ArrayValue) for (const element of value.elements) giveAway(element, depth + 1);
  if (value instanceof SymbolicValue) for (const member of value.writtenMembers) giveAway(member, depth + 1);
  if (!(value instanceof ObjectValue)) return;
  value.isGivenAway = true;
  value.host?.giveAway();
  for (const property of value.properties.values()) giveAway(property, depth + 1);
}

/** The value as a number, formula or unknown; undefined when it is certainly no number. */
export function toQuantity(value: Value): Quantity | undefined {
  if (typeof value === 'number' || value instanceof Formula || value instanceof Unknown) return value;
  if (value instanceof SymbolicValue) return value.toQuantity();
  if (typeof value === 'boolean') return value ? 1 : 0;
  return undefined;
}

/** Whether the value is an unknown or a symbol, of which neither truth nor type is known. */
export function isOpen(value: Value): value is Unknown | SymbolicValue | Formula {
  return value instanceof Unknown || value instanceof SymbolicValue || value instanceof Formula;
}

/** The reason to hand on when an open value blocks something. */
export function reasonOf(value: Unknown | SymbolicValue | Formula, at: SourceRange): Unknown {
  if (value instanceof Unknown) return value;
  if (value instanceof SymbolicValue) return value.toUnknown();
  return new Unknown(`\`${value.toString()}\` has no known value here`, at);
}

/** true, false, or undefined when the truth of the value is not known. */
export function truthOf(value: Value): boolean | undefined {
  if (isOpen(value)) return undefined;
  return typeof value === 'object' && value !== null ? true : Boolean(value);
}
