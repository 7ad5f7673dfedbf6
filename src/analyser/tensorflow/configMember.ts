// What a layer tells of its configuration: members that it keeps, and `getConfig`.

import type ts from 'typescript';
import { Formula, Unknown } from '../formulas/quantity';
import type { ConfigValue, Layer } from '../graph/graph';
import type { Machine } from '../interpreter/machine';
import { ObjectValue, SymbolicValue, type Value } from '../interpreter/values';
import type { LayerObject } from './layerObject';
import { shapeValue } from './tensorObject';

/** The classes that keep an entry. */
const HAVING: Readonly<Record<string, ReadonlySet<string>>> = {
  units: new Set(['Dense']),
  filters: new Set(['Conv1D', 'Conv2D', 'Conv3D', 'Conv2DTranspose', 'Conv3DTranspose', 'SeparableConv2D']),
};

/** @returns undefined for a member that no entry gives */
export function configMember(name: string, { className, config }: Layer, machine: Machine, site: ts.Node): Value {
  if (!HAVING[name]?.has(className) || !config.has(name)) return undefined;
  return toValue(config.get(name), site, machine);
}

/** Entries that `getConfig` gives back as they were given; tfjs writes others out: `kernelSize: 3` as [3, 3]. */
const GIVEN_BACK = new Set(
  (
    'units filters rate activation useBias padding axis inputDim outputDim n alpha theta maxValue epsilon momentum center scale ' +
    'returnSequences returnState goBackwards stateful unroll depthMultiplier maskZero'
  ).split(' '),
);

/** Entries of which `getConfig` makes the batch input shape. */
const OF_INPUT = new Set(['inputShape', 'batchInputShape', 'batchSize']);

/** `layer.getConfig()`: what is not among the entries is not known. */
export function configObject(layer: LayerObject, machine: Machine, site: ts.Node): Value {
  const entries = new Map<string, Value>([
    ['name', layer.name],
    ['trainable', layer.trainable],
  ]);
  const object = machine.track(new ObjectValue(entries));
  // A class of the program adds its own.
  if (layer.factory === undefined) return object;
  const because = machine.unknown('what `getConfig` gives here is known at run time only', site);
  for (const [name, value] of layer.config) {
    if (entries.has(name) || OF_INPUT.has(name) || value === undefined) continue;
    const isPlain = value === null || typeof value !== 'object' || value instanceof Unknown || value instanceof Formula;
    entries.set(name, isPlain && GIVEN_BACK.has(name) ? value : because);
  }
  const { batchInputShape } = layer;
  if (batchInputShape) entries.set('batchInputShape', shapeValue(batchInputShape, machine));
  object.rest = new SymbolicValue('config', machine.rangeOf(site), { mayBeNumber: false, isOptional: false, because });
  return object;
}

function toValue(value: ConfigValue, site: ts.Node, machine: Machine): Value {
  return typeof value === 'number' || value instanceof Unknown || value instanceof Formula
    ? value
    : machine.unknown('the value is not a number', site);
}
