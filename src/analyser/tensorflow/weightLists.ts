// The two lists of weights that a layer of a class of the program keeps: `addWeight` fills them, and the program may replace them.

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import type { Weight } from '../graph/graph';
import { newArray } from '../interpreter/builtins/native';
import { findAccessor, readInstanceMember } from '../interpreter/objectMembers';
import type { Machine } from '../interpreter/machine';
import { ArrayValue, isOpen, reasonOf, truthOf, type ObjectValue, type Value } from '../interpreter/values';
import { OperationTensor } from './ops/operationTensor';
import { WeightObject } from './weightObject';

const LISTS = ['trainableWeights', 'nonTrainableWeights'] as const;
type ListName = (typeof LISTS)[number];

export function isListName(name: string): name is ListName {
  return (LISTS as readonly string[]).includes(name);
}

export class WeightLists {
  constructor(
    private readonly instance: ObjectValue,
    machine: Machine,
  ) {
    for (const name of LISTS) instance.properties.set(`_${name}`, newArray([], machine));
  }

  add(weight: WeightObject, machine: Machine): void {
    const list = this.list(weight.weight.trainable === false ? 'nonTrainableWeights' : 'trainableWeights');
    if (!(list instanceof ArrayValue)) return;
    machine.touch(list);
    list.elements.push(weight);
  }

  /** `layer.trainableWeights = list`. */
  replace(name: ListName, list: Value, machine: Machine): void {
    machine.touch(this.instance);
    this.instance.properties.set(`_${name}`, list);
  }

  /** What `layer.trainableWeights` or `nonTrainableWeights` gives: a copy. Nothing trains in a frozen layer. */
  read(name: ListName, isTrainable: Value, machine: Machine, site: ts.Node): Value {
    if (isOpen(isTrainable)) return reasonOf(isTrainable, machine.rangeOf(site));
    if (truthOf(isTrainable) === true) return copyOf([this.list(name)], machine);
    return copyOf(name === 'trainableWeights' ? [] : LISTS.map((one) => this.list(one)), machine);
  }

  /** All weights, as trainable as the lists have them; the class may have accessors of its own in place of the lists. */
  weights(machine: Machine, site: ts.Node): Weight[] {
    return LISTS.flatMap((name) => {
      const isOwn = findAccessor(this.instance, name, 'get') !== undefined;
      const list = isOwn ? readInstanceMember(this.instance, name, machine, site) : this.list(name);
      return toWeights(list, name === 'trainableWeights', machine, site);
    });
  }

  /** Whether they hold other weights than those that the layer makes, or may do so. */
  areOfOthers(machine: Machine, site: ts.Node): boolean {
    return this.weights(machine, site).some((weight) => !('initializer' in weight));
  }

  private list(name: ListName): Value {
    return this.instance.properties.get(`_${name}`);
  }
}

/** One list of all elements; where a list is none, what is there in its place. */
function copyOf(lists: readonly Value[], machine: Machine): Value {
  const arrays = lists.filter((list) => list instanceof ArrayValue);
  if (arrays.length < lists.length) return lists.find((list) => !(list instanceof ArrayValue));
  const copy = newArray(
    arrays.flatMap(({ elements }) => elements),
    machine,
  );
  copy.open = arrays.find(({ open }) => open)?.open;
  return copy;
}

function toWeights(list: Value, trainable: boolean, machine: Machine, site: ts.Node): Weight[] {
  const unknown = (because: Unknown): Weight => ({ name: '?', shape: [because], trainable });
  if (list instanceof ArrayValue && !list.open) {
    return list.elements.map((element): Weight => {
      if (element instanceof WeightObject) return trainable ? element.weight : { ...element.weight, trainable };
      if (!(element instanceof OperationTensor)) return unknown(because(element, machine, site));
      const { shape } = element;
      return { name: '?', shape: shape instanceof Unknown ? [shape] : shape, trainable };
    });
  }
  if (list === undefined || list === null) return [];
  return [unknown(because(list instanceof ArrayValue ? list.open : list, machine, site))];
}

function because(value: Value, machine: Machine, site: ts.Node): Unknown {
  return isOpen(value)
    ? reasonOf(value, machine.rangeOf(site))
    : machine.unknown('what the layer lists as its weights is not known', site);
}
