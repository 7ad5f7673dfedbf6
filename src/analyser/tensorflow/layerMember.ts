// `layer.name`, `layer.apply`, `layer.output` …: what the program reads of a layer.

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import type { Shape } from '../graph/graph';
import type { Machine } from '../interpreter/machine';
import { ArrayValue, NativeFunction, type Value } from '../interpreter/values';
import { configMember, configObject } from './configMember';
import { nodeMember } from './layerNodes';
import type { LayerObject } from './layerObject';
import { toShape } from './tensorObject';
import { isListName } from './weightLists';
import { variableMember, weightMember } from './weightObject';

/** The other members that tf.layers.Layer gives its instances: known at run time only. */
const OF_EVERY_LAYER = new Set(
  (
    'id activityRegularizer supportsMasking inboundNodes outboundNodes initialWeights trainable_ fastWeightInitDuringBuild ' +
    'getNodeAtIndex getInputAt getOutputAt losses calculateLosses updates stateful resetStates assertInputCompatibility ' +
    'setCallHook clearCallHook warnOnIncompatibleInputShape setWeights computeMask setMaskMetadata addInboundNode ' +
    'disposeWeights assertNotDisposed'
  ).split(' '),
);

export function layerMember(layer: LayerObject, name: string, machine: Machine, site: ts.Node): Value {
  switch (name) {
    case 'name':
      return layer.name;
    case 'apply':
      return new NativeFunction('apply', (m, args, _this, at) => layer.applyTo(args, m, at));
    case 'build':
      if (layer.members) break;
      return new NativeFunction(name, (m, [shape], _this, at) => {
        layer.build(shapesOf(shape), m, at);
        return undefined;
      });
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
  if (layer.weightLists && isListName(name)) {
    return layer.weightLists.read(name, layer.trainable, machine, site);
  }
  const ofWeights = weightMember(
    name,
    () =>
      layer.presentWeights ??
      (layer.behaviour.build ? machine.unknown('the layer is not applied to anything yet', site) : []),
  );
  if (ofWeights) return ofWeights(machine);
  const variable = layer.presentWeights && variableMember(name, layer.className, layer.presentWeights);
  if (variable !== undefined) return variable;
  if (layer.members?.has(name)) return layer.members.get(name);
  // An instance of a class of the program has what that gives it, and what every layer has.
  if (layer.members && !OF_EVERY_LAYER.has(name)) return undefined;
  layer.giveAway();
  return machine.unknown(`\`${name}\` of a layer is not known to the analysis`, site);
}

/** What `build` is given: the shape of one input, or a list of shapes. */
function shapesOf(value: Value): readonly Shape[] | Unknown {
  const isList = value instanceof ArrayValue && value.elements[0] instanceof ArrayValue;
  const shapes = isList ? value.elements.map(toShape) : [toShape(value)];
  const known = shapes.filter((shape): shape is Shape => !(shape instanceof Unknown));
  return shapes.find((shape) => shape instanceof Unknown) ?? known;
}
