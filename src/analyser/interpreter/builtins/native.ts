// Short ways to write built-ins.

import type ts from 'typescript';
import type { Unknown } from '../../formulas/quantity';
import type { Machine } from '../machine';
import { ArrayValue, isOpen, NativeFunction, reasonOf, type NativeCall, type Value } from '../values';

export function natives(members: Readonly<Record<string, NativeCall>>): Map<string, Value> {
  return new Map(Object.entries(members).map(([name, call]) => [name, new NativeFunction(name, call)]));
}

/** Gives a function its type where a record cannot: `toString` and its like would take theirs from Object. */
export const native = (call: NativeCall): NativeCall => call;

/** The first argument that is open, as a reason. */
export function openArgument(args: readonly Value[], machine: Machine, site: ts.Node): Unknown | undefined {
  for (const argument of args) if (isOpen(argument)) return reasonOf(argument, machine.rangeOf(site));
  return undefined;
}

export function newArray(elements: Value[], machine: Machine): ArrayValue {
  machine.spend(elements.length >> 3);
  return machine.track(new ArrayValue(elements));
}

/** A whole number argument, a default where it is absent, or Unknown. */
export function integerArgument(value: Value, fallback: number, machine: Machine, site: ts.Node): number | Unknown {
  if (value === undefined) return fallback;
  if (typeof value === 'number') return Math.trunc(value);
  return isOpen(value) ? reasonOf(value, machine.rangeOf(site)) : Number.NaN;
}

/** Symbols are texts that no program writes: as keys they are like any other, but for lists of keys. */
const SYMBOL_SIGN = '\0symbol ';
export const ITERATOR = `${SYMBOL_SIGN}iterator`;
export const TO_PRIMITIVE = `${SYMBOL_SIGN}toPrimitive`;

export const symbolNamed = (name: string): string => `${SYMBOL_SIGN}${name}`;
export const isSymbol = (value: Value): value is string => typeof value === 'string' && value.startsWith(SYMBOL_SIGN);
