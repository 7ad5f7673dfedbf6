// `layer.name`, `layer.apply`, `layer.output` …: what the program reads of a layer.

import type ts from 'typescript';
import type { Machine } from '../interpreter/machine';
import { NativeFunction, type Value } from '../interpreter/values';
import { configMember, configObject } from './configMember';
import { nodeMember } from './layerNodes';
import type { LayerObject } from './layerObject';
import { weightMember } from './weightObject';

export function layerMember(layer: LayerObject, name: string, machine: Machine, site: ts.Node): Value {
  switch (name) {
    case 'name':
      return layer.name;
    case 'apply':
      return new NativeFunction('apply', (m, args, _this, at) => layer.applyTo(args, m, at));
    case 'inputSpec':
    case 'dispose':
      return undefined;
    case 'getClassName':
      return new NativeFunction(name, () => layer.className);
    case 'getConfig':
      return new NativeFunction(name, (m, _args, _this, at) => configObject(layer, m, at));
    case 'trainable':
      return layer.trainable;
    case 'built':
      return layer.weights !== undefined;
  }
  const ofConfig = configMember(name, layer, machine, site);
  if (ofConfig !== undefined) return ofConfig;
  const ofNodes = nodeMember(name, layer, layer.session, machine, site);
  if (ofNodes) return ofNodes.value;
  const ofWeights = weightMember(
    name,
    () =>
      layer.presentWeights ??
      (layer.behaviour.build ? machine.unknown('the layer is not applied to anything yet', site) : []),
  );
  if (ofWeights) return ofWeights(machine);
  if (layer.members?.has(name)) return layer.members.get(name);
  layer.giveAway();
  return machine.unknown(`\`${name}\` of a layer is not known to the analysis`, site);
}
