// Members of objects: their own, accessors, those of their class and of what they were made of.

import type ts from 'typescript';
import { objectMethods } from './builtins/object';
import type { ClassValue } from './classes';
import type { Machine } from './machine';
import type { ObjectValue, Value } from './values';

/** The own properties of an object, with what the getters give now. */
export function ownProperties(object: ObjectValue, machine: Machine, site: ts.Node): ReadonlyMap<string, Value> {
  for (const [name, getter] of object.accessors?.get ?? []) {
    object.properties.set(name, machine.callFunction(getter, [], object, site));
  }
  return object.properties;
}

export function addAccessor(object: ObjectValue, name: string, kind: 'get' | 'set', value: Value): void {
  object.accessors ??= { get: new Map(), set: new Map() };
  object.accessors[kind].set(name, value);
  // Its place among the keys; what it gives is asked for each time.
  object.properties.set(name, undefined);
}

/** The accessor of the object, of what it was made of, or of its class. */
export function findAccessor(object: ObjectValue, name: string, kind: 'get' | 'set'): Value {
  const own = object.accessors?.[kind].get(name);
  if (own !== undefined || object.properties.has(name)) return own;
  return object.prototype ? findAccessor(object.prototype, name, kind) : object.classOf?.findAccessor(name, kind);
}

/** The class of an object, or of the one that it was made of. */
function classOf({ classOf: own, prototype }: ObjectValue): ClassValue | undefined {
  return own ?? (prototype && classOf(prototype));
}

/** `instance.name`: own property, accessor, method, then what TensorFlow.js provides. */
export function readInstanceMember(object: ObjectValue, name: string, machine: Machine, site: ts.Node): Value {
  const getter = findAccessor(object, name, 'get');
  if (getter !== undefined) return machine.callFunction(getter, [], object, site);
  for (let holder: ObjectValue | undefined = object; holder; holder = holder.prototype) {
    if (holder.properties.has(name)) return holder.properties.get(name);
  }
  const classValue = classOf(object);
  if (classValue) {
    const found = classValue.findMethod(name);
    if (found) return found;
    if (name === 'constructor') return classValue;
  }
  if (object.host) return object.host.get(name, machine, site);
  return objectMethods.get(name) ?? object.rest?.member(name, machine.rangeOf(site)) ?? object.open;
}
