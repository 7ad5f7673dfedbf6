// `Map` and `Set`.

import { Unknown } from '../../formulas/quantity';
import { iterate } from '../iteration';
import type { Machine } from '../machine';
import {
  ArrayValue,
  HostValue,
  isOpen,
  NativeFunction,
  reasonOf,
  type Mutable,
  type NativeCall,
  type Value,
} from '../values';
import { natives } from './native';

abstract class Collection extends HostValue implements Mutable {
  birth = 0;
  protected entries = new Map<Value, Value>();
  open: Unknown | undefined;
  abstract readonly members: ReadonlyMap<string, Value>;

  get(name: string): Value {
    return name === 'size' ? (this.open ?? this.entries.size) : this.members.get(name);
  }
  put(key: Value, value: Value, machine: Machine): void {
    machine.touch(this);
    if (isOpen(key)) this.open ??= openKey(key);
    else this.entries.set(key, value);
  }
  remove(key: Value, machine: Machine): Value {
    machine.touch(this);
    if (!isOpen(key)) return this.entries.delete(key) || (this.open ?? false);
    this.open ??= openKey(key);
    return this.open;
  }
  clear(machine: Machine): void {
    machine.touch(this);
    this.entries.clear();
    this.open = undefined;
  }
  hasKey(key: Value): Value {
    return this.entries.has(key) || (this.open ?? false);
  }
  valueAt(key: Value): Value {
    return this.entries.has(key) ? this.entries.get(key) : this.open;
  }
  keys(): Value[] {
    return [...this.entries.keys()];
  }
  values(): Value[] {
    return [...this.entries.values()];
  }
  entryPairs(): readonly Value[] | Unknown {
    return this.open ?? [...this.entries].map(([key, value]) => new ArrayValue([key, value]));
  }
  items(): readonly Value[] | Unknown {
    return this.open ?? this.keys();
  }
  get extent(): number {
    return this.entries.size;
  }
  capture(): unknown {
    return { entries: new Map(this.entries), open: this.open };
  }
  restore(state: unknown): void {
    const saved = state as { entries: Map<Value, Value>; open: Unknown | undefined };
    this.entries = new Map(saved.entries);
    this.open = saved.open;
  }
  join(other: unknown, because: Unknown): void {
    const saved = other as { entries: Map<Value, Value>; open: Unknown | undefined };
    const same =
      saved.entries.size === this.entries.size &&
      [...saved.entries].every(([key, value]) => Object.is(this.entries.get(key), value));
    this.open ??= saved.open ?? (same ? undefined : because);
  }
}

/** Whether it is a Map or Set without anything in it. */
export function isEmptyCollection(value: Value): boolean {
  return value instanceof Collection && value.get('size') === 0;
}

function openKey(key: Value): Unknown {
  return key instanceof Unknown ? key : new Unknown('the key is not known');
}

/** A method of a collection. */
function method(body: (collection: Collection, args: readonly Value[], machine: Machine) => Value): NativeCall {
  return (machine, args, thisValue, site) =>
    thisValue instanceof Collection
      ? body(thisValue, args, machine)
      : machine.unknown('this is not a Map or a Set', site);
}

const shared: Readonly<Record<string, NativeCall>> = {
  has: method((collection, [key]) => (isOpen(key) ? openKey(key) : collection.hasKey(key))),
  delete: method((collection, [key], machine) => collection.remove(key, machine)),
  clear: method((collection, _args, machine) => {
    collection.clear(machine);
    return undefined;
  }),
  keys: method((collection) => collection.open ?? new ArrayValue(collection.keys())),
  values: method((collection) => collection.open ?? new ArrayValue(collection.values())),
  entries: method((collection) => {
    const pairs = collection.entryPairs();
    return pairs instanceof Unknown ? pairs : new ArrayValue([...pairs]);
  }),
  forEach: (machine, args, thisValue, site) => {
    if (!(thisValue instanceof Collection)) return undefined;
    const pairs = thisValue.entryPairs();
    const visit = (key: Value, value: Value): void =>
      void machine.callFunction(args[0], [value, key, thisValue], undefined, site);
    if (pairs instanceof Unknown) {
      machine.branches.repeatUnknownTimes(pairs, () => {
        visit(pairs, pairs);
        return undefined;
      });
      return undefined;
    }
    for (const pair of pairs) if (pair instanceof ArrayValue) visit(pair.elements[0], pair.elements[1]);
    return undefined;
  },
};

const MAP_MEMBERS = natives({
  ...shared,
  get: method((collection, [key]) =>
    isOpen(key) ? reasonOf(key, { file: '', start: 0, end: 0 }) : collection.valueAt(key),
  ),
  set: method((collection, [key, value], machine) => {
    collection.put(key, value, machine);
    return collection;
  }),
});

const SET_MEMBERS = natives({
  ...shared,
  add: method((collection, [value], machine) => {
    collection.put(value, value, machine);
    return collection;
  }),
});

export class MapValue extends Collection {
  readonly description = 'a Map';
  readonly members = MAP_MEMBERS;
}

export class SetValue extends Collection {
  readonly description = 'a Set';
  readonly members = SET_MEMBERS;
}

export const MAP = new NativeFunction('Map', (machine, args, _this, site) => {
  const map = machine.track(new MapValue());
  if (args[0] === undefined || args[0] === null) return map;
  const pairs = iterate(args[0], machine, site);
  if (pairs instanceof Unknown) map.open = pairs;
  else for (const pair of pairs) if (pair instanceof ArrayValue) map.put(pair.elements[0], pair.elements[1], machine);
  return map;
});

export const SET = new NativeFunction('Set', (machine, args, _this, site) => {
  const set = machine.track(new SetValue());
  if (args[0] === undefined || args[0] === null) return set;
  const items = iterate(args[0], machine, site);
  if (items instanceof Unknown) set.open = items;
  else for (const item of items) set.put(item, item, machine);
  return set;
});
