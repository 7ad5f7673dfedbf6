// What a caller may give: the default of the code stands for it, unless that default is to say that nothing was given.

import { isEmptyCollection } from './builtins/collections';
import type { Machine } from './machine';
import { ArrayValue, ObjectValue, SymbolicValue, type Value } from './values';

/**
 * The value of `given ?? fallback`, where it is not known whether a caller gives it. What an object does not hold by default
 * is a member of the one that is given.
 */
export function valueOrDefault(given: Value, fallback: Value, machine: Machine): Value {
  const value = chooseValue(given, fallback, machine);
  if (given instanceof SymbolicValue && value === fallback) given.isReplaced = true;
  return value;
}

function chooseValue(given: Value, fallback: Value, machine: Machine): Value {
  if (holdsNothing(fallback)) return machine.environment.emptyDefaultsApply() ? fallback : given;
  if (!(fallback instanceof ObjectValue) || fallback.classOf || fallback.host || !(given instanceof SymbolicValue)) {
    return fallback;
  }
  if (fallback.properties.size > 0 && machine.environment.emptyDefaultsApply()) return fallback;
  const merged = machine.track(new ObjectValue(new Map(fallback.properties)));
  merged.rest = given;
  merged.open = given.toUnknown();
  fillFrom(given, merged, machine);
  return merged;
}

/** What a caller spreads over the defaults in an object: those that hold nothing are there to be replaced. */
export function fillFrom(given: SymbolicValue, { properties }: ObjectValue, machine: Machine): void {
  for (const [name, value] of properties) {
    if (!holdsNothing(value) || machine.environment.emptyDefaultsApply()) continue;
    properties.set(name, given.member(name, given.at));
  }
}

/** Whether the value says no more than that there is none yet: `null`, 0, '', an empty list. */
export function holdsNothing(value: Value): boolean {
  if (value instanceof ArrayValue) return value.elements.length === 0 && !value.open;
  return (
    value === undefined ||
    value === null ||
    value === 0 ||
    value === '' ||
    Number.isNaN(value) ||
    isEmptyCollection(value)
  );
}
