// Entries of its configuration that a layer keeps as members.

import type ts from 'typescript';
import { Formula, Unknown } from '../formulas/quantity';
import type { ConfigValue, Layer } from '../graph/graph';
import type { Machine } from '../interpreter/machine';
import type { Value } from '../interpreter/values';

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

function toValue(value: ConfigValue, site: ts.Node, machine: Machine): Value {
  return typeof value === 'number' || value instanceof Unknown || value instanceof Formula
    ? value
    : machine.unknown('the value is no number', site);
}
