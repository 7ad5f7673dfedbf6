// `Object`, `JSON`, and the methods that every object has.

import type ts from 'typescript';
import { Unknown } from '../../formulas/quantity';
import { iterate } from '../iteration';
import { addAccessor, ownProperties } from '../objectMembers';
import { isCallable } from '../functions';
import { spreadInto } from '../expressions/literals';
import { toText } from '../operators';
import type { Machine } from '../machine';
import { keysOf } from '../keys';
import { setMember } from '../members';
import { ArrayValue, HostValue, NativeFunction, ObjectValue, type NativeCall, type Value } from '../values';
import { native, natives, newArray, openArgument } from './native';

const hasOwn: NativeCall = (machine, [key], object, site) =>
  openArgument([key, object], machine, site) ??
  (object instanceof ObjectValue && (typeof key === 'string' || typeof key === 'number')
    ? object.properties.has(String(key)) || (object.open ?? false)
    : machine.unknown('whether the property exists is not known', site));

export const objectMethods: ReadonlyMap<string, Value> = natives({ hasOwnProperty: native(hasOwn) });

/** Object.keys and its like. */
function listing(entry: (key: string, value: Value, machine: Machine) => Value): NativeCall {
  return (machine, args, _this, site) => {
    const [object] = args;
    const keys = keysOf(object);
    if (!keys) return openArgument(args, machine, site) ?? (object instanceof ObjectValue ? object.open : undefined);
    const properties = object instanceof ObjectValue ? ownProperties(object, machine, site) : undefined;
    const valueOf = (key: string): Value =>
      properties ? properties.get(key) : object instanceof ArrayValue ? object.elements[Number(key)] : undefined;
    return newArray(
      keys.map((key) => entry(key, valueOf(key), machine)),
      machine,
    );
  };
}

/** Object.defineProperty: a value, or functions that read and write it. */
function define(object: Value, key: Value, descriptor: Value, machine: Machine, site: ts.Node): Value {
  if (!(object instanceof ObjectValue)) return object;
  machine.touch(object);
  const given = descriptor instanceof ObjectValue ? descriptor.properties : undefined;
  if (typeof key !== 'string') object.open ??= machine.unknown('the name of the property is not known', site);
  else if (given?.has('get') || given?.has('set')) {
    for (const kind of ['get', 'set'] as const) {
      const accessor = given.get(kind);
      if (isCallable(accessor)) addAccessor(object, key, kind, accessor);
    }
  } else {
    const isKnown = given !== undefined && (given.has('value') || !(descriptor as ObjectValue).open);
    const unknown = machine.unknown('what this property gives is not known', site);
    object.properties.set(key, isKnown ? given.get('value') : unknown);
  }
  return object;
}

function defineAll(object: Value, descriptors: Value, machine: Machine, site: ts.Node): Value {
  if (!(descriptors instanceof ObjectValue)) return object;
  for (const [key, descriptor] of descriptors.properties) define(object, key, descriptor, machine, site);
  return object;
}

export const OBJECT = new NativeFunction(
  'Object',
  (machine, args) => args[0] ?? machine.track(new ObjectValue(new Map())),
  natives({
    keys: listing((key) => key),
    values: listing((_key, value) => value),
    entries: listing((key, value, machine) => newArray([key, value], machine)),
    assign: (machine, args, _this, site) => {
      const [target] = args;
      if (target instanceof ObjectValue) machine.touch(target);
      for (const source of args.slice(1)) {
        if (target instanceof ObjectValue) spreadInto(target, source, machine, site);
        else if (source instanceof ObjectValue) {
          for (const [key, value] of ownProperties(source, machine, site)) setMember(target, key, value, machine, site);
        }
      }
      return target;
    },
    fromEntries: (machine, args, _this, site) => {
      const pairs = iterate(args[0], machine, site);
      if (pairs instanceof Unknown) return pairs;
      const object = machine.track(new ObjectValue(new Map()));
      for (const pair of pairs) {
        const key = pair instanceof ArrayValue ? toText(pair.elements[0]) : undefined;
        if (pair instanceof ArrayValue && key !== undefined) object.properties.set(key, pair.elements[1]);
      }
      return object;
    },
    hasOwn: native((machine, [object, key], _this, site) => hasOwn(machine, [key], object, site)),
    freeze: (_machine, args) => args[0],
    seal: (_machine, args) => args[0],
    preventExtensions: (_machine, args) => args[0],
    is: (machine, [a, b], _this, site) => openArgument([a, b], machine, site) ?? Object.is(a, b),
    create: (machine, [prototype, descriptors], _this, site) => {
      const blocked = openArgument([prototype], machine, site);
      if (blocked) return blocked;
      const object = machine.track(new ObjectValue(new Map()));
      if (prototype instanceof ObjectValue) object.prototype = prototype;
      return defineAll(object, descriptors, machine, site);
    },
    getPrototypeOf: (machine, [object], _this, site) =>
      object instanceof ObjectValue && object.prototype
        ? object.prototype
        : machine.unknown('what this was made of is not known', site),
    setPrototypeOf: (machine, [object, prototype]) => {
      if (!(object instanceof ObjectValue) || !(prototype instanceof ObjectValue)) return object;
      machine.touch(object);
      // A circle, which JavaScript refuses, would have no end.
      for (let p: ObjectValue | undefined = prototype; p; p = p.prototype) if (p === object) return object;
      object.prototype = prototype;
      return object;
    },
    getOwnPropertyNames: listing((key) => key),
    defineProperty: (machine, [object, key, descriptor], _this, site) => define(object, key, descriptor, machine, site),
    defineProperties: (machine, [object, descriptors], _this, site) => defineAll(object, descriptors, machine, site),
  }).set('prototype', new ObjectValue(new Map(objectMethods))),
);

/** structuredClone: arrays and plain objects of their own. */
export function cloneDeeply(value: Value, machine: Machine): Value {
  machine.spend(1);
  if (value instanceof ArrayValue) {
    const copy = newArray(
      value.elements.map((element) => cloneDeeply(element, machine)),
      machine,
    );
    copy.open = value.open;
    return copy;
  }
  if (!(value instanceof ObjectValue) || value.host) return value;
  const copy = machine.track(
    new ObjectValue(new Map([...value.properties].map(([key, part]) => [key, cloneDeeply(part, machine)]))),
  );
  copy.open = value.open;
  return copy;
}

/** The text of something that is not known in all its parts: parsed again, it is a copy with the same gaps. */
class JsonText extends HostValue {
  readonly description = 'a JSON text';
  constructor(readonly value: Value) {
    super();
  }
  get(name: string, machine: Machine, site: ts.Node): Value {
    return machine.unknown(`\`${name}\` of a JSON text with unknown parts is not known`, site);
  }
}

export const JSON_OBJECT = new ObjectValue(
  new Map(
    natives({
      parse: (machine, args, _this, site) => {
        const blocked = openArgument(args, machine, site);
        if (blocked) return blocked;
        if (args[0] instanceof JsonText) return cloneDeeply(args[0].value, machine);
        try {
          return fromJson(JSON.parse(toText(args[0]) ?? ''), machine);
        } catch {
          return machine.unknown('the text is not valid JSON', site);
        }
      },
      stringify: (machine, args, _this, site) => {
        const plain = toJson(args[0]);
        if (plain) return JSON.stringify(plain.value);
        return openArgument(args, machine, site) ?? new JsonText(cloneDeeply(args[0], machine));
      },
    }),
  ),
);

/** A parsed JSON value as a value of the program. */
export function fromJson(value: unknown, machine: Machine): Value {
  machine.spend(1);
  if (Array.isArray(value))
    return newArray(
      value.map((v) => fromJson(v, machine)),
      machine,
    );
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, v]) => [key, fromJson(v, machine)] as const);
    return machine.track(new ObjectValue(new Map(entries)));
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
    ? value
    : undefined;
}

/** What JSON can say of a value; undefined when it is not plain data. */
export function toJson(value: Value): { value: unknown } | undefined {
  if (value === undefined || value === null || typeof value !== 'object') {
    return typeof value === 'bigint' ? undefined : { value };
  }
  if (value instanceof ArrayValue && !value.open) {
    const items = Array.from(value.elements, toJson);
    return items.includes(undefined) ? undefined : { value: items.map((item) => item?.value) };
  }
  if (value instanceof ObjectValue && !value.open && !value.host) {
    const entries = [...value.properties].map(([key, v]) => [key, toJson(v)] as const);
    return entries.some(([, v]) => v === undefined)
      ? undefined
      : { value: Object.fromEntries(entries.map(([k, v]) => [k, v?.value])) };
  }
  return undefined;
}
