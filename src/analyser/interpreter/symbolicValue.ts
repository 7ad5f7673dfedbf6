// What stands for a value that a caller gives.

import { symbol, Unknown, type Formula, type Quantity, type SourceRange } from '../formulas/quantity';
import { joinValues, type Mutable, type Value } from './values';

/** What is known of a value that a caller gives: by its type annotation, or from outside. */
export interface SymbolTraits {
  readonly mayBeNumber: boolean;
  /** Its type says so. */
  readonly isNumber?: boolean;
  /** It may be absent, so that `a ?? b` and `{ a = b }` mean b. */
  readonly isOptional: boolean;
  /** Why the value is not known, when a call gave it but it could not be followed. */
  readonly because?: Unknown;
  /** A member of which more is known than its name. */
  readonly memberOf?: (name: string, path: string) => { readonly value: Value } | undefined;
}

const UNTYPED: SymbolTraits = { mayBeNumber: true, isOptional: true };

/** A function parameter without a value, or a part of one (`config.filters`): a symbol as soon as it is used as a number. */
export class SymbolicValue implements Mutable {
  readonly kind = 'symbolic';
  birth = 0;
  private quantity: Formula | undefined;
  private wantedLength: number | undefined;
  private readonly members = new Map<string, Value>();
  /** A default of the code stands for it: a caller need not give it. */
  isReplaced = false;
  private written = new Map<string, Value>();
  constructor(
    /** Empty for a parameter that is a pattern: its parts are named by themselves. */
    readonly path: string,
    readonly at: SourceRange,
    private readonly traits: SymbolTraits = UNTYPED,
  ) {}

  /** The program calls it. */
  isFunction = false;

  get isOptional(): boolean {
    return this.traits.isOptional;
  }

  get isNumber(): boolean {
    return this.traits.isNumber ?? false;
  }

  toQuantity(): Formula | Unknown {
    return this.traits.mayBeNumber ? (this.quantity ??= symbol(this.path)) : this.toUnknown();
  }

  member(name: string, at: SourceRange): Value {
    if (this.written.has(name)) return this.written.get(name);
    const path = this.path === '' ? name : /^\d+$/.test(name) ? `${this.path}[${name}]` : `${this.path}.${name}`;
    if (!this.members.has(name)) {
      const { because } = this.traits;
      const traits = because ? { ...UNTYPED, isOptional: false, because } : UNTYPED;
      this.members.set(name, this.typedMember(name, path)?.value ?? new SymbolicValue(path, at, traits));
    }
    return this.members.get(name);
  }

  /** `value.name = newValue` of the program. */
  write(name: string, value: Value): void {
    this.written.set(name, value);
  }
  get writtenMembers(): Iterable<Value> {
    return this.written.values();
  }
  capture(): unknown {
    return new Map(this.written);
  }
  restore(state: unknown): void {
    this.written = new Map(state as Map<string, Value>);
  }
  join(other: unknown, because: Unknown): void {
    const saved = other as Map<string, Value>;
    for (const name of new Set([...this.written.keys(), ...saved.keys()])) {
      const isOnBothSides = this.written.has(name) && saved.has(name);
      this.written.set(name, isOnBothSides ? joinValues(this.written.get(name), saved.get(name), because) : because);
    }
  }

  /** Whether a number, or a list of numbers, was wanted of it. */
  get isWantedAsNumber(): boolean {
    return this.wantedLength !== undefined || this.quantity !== undefined;
  }

  /** Of how many numbers the list is that was wanted of it. */
  get listLength(): number | undefined {
    return this.wantedLength;
  }

  /** A list of so many numbers, each a symbol: `size[0]`. */
  toList(length: number): readonly Quantity[] {
    this.wantedLength = length;
    return Array.from({ length }, (_, index) => symbol(`${this.path}[${index}]`));
  }

  /** The members that were read, by name. */
  get readMembers(): ReadonlyMap<string, Value> {
    return this.members;
  }

  /** The member as far as the traits tell of it. */
  typedMember(name: string, path: string): { readonly value: Value } | undefined {
    return this.traits.memberOf?.(name, path);
  }

  toUnknown(): Unknown {
    if (this.traits.because) return this.traits.because;
    return new Unknown(`${this.path === '' ? 'the argument' : `\`${this.path}\``} has no known value here`, this.at);
  }
}
