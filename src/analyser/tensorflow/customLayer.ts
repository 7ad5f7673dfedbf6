// Classes derived from tf.layers.Layer: the program's own methods say what the layer does.

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import type { Shape } from '../graph/graph';
import { HostClass } from '../interpreter/classes';
import type { Machine } from '../interpreter/machine';
import { NativeFunction, ObjectValue, type NativeCall, type Value } from '../interpreter/values';
import { addWeightFunction, type AddedWeight } from './addedWeights';
import { readConfiguration } from './configuration';
import { CustomBehaviour } from './customBehaviour';
import { rangeFinder } from './layerFactory';
import type { OperationTable } from './ops/operationTensor';
import type { Session } from './session';
import { toShape } from './tensorObject';
import { isCallExpression, isNewExpression } from '../source/syntax';
import { WeightLists } from './weightLists';
import { writtenCallReader } from './writtenCall';

/** `tf.layers.Layer`. */
export class LayerClass extends HostClass {
  readonly description = 'tf.layers.Layer';
  constructor(
    private readonly session: Session,
    private readonly operations: OperationTable,
  ) {
    super();
  }

  get(): Value {
    return undefined;
  }

  construct(args: readonly Value[], machine: Machine, site: ts.Node): Value {
    const instance = machine.track(new ObjectValue(new Map()));
    this.initialise(instance, args, machine, site);
    return instance;
  }

  initialise(instance: ObjectValue, args: readonly Value[], machine: Machine, site: ts.Node): void {
    const configuration = readConfiguration(args[0]);
    const config = configuration instanceof Unknown || !configuration ? new Map() : configuration;
    const given: unknown = config.get('name');
    const className = this.classNameOf(instance, given, machine, site);
    const added: AddedWeight[] = [];
    const lists = new WeightLists(instance, machine);
    instance.host = this.session.addLayer(
      {
        name: typeof given === 'string' && given !== '' ? given : this.session.layerName(className),
        className,
        factory: undefined,
        behaviour: new CustomBehaviour(
          instance,
          added,
          lists,
          config.get('trainable') === false,
          machine,
          site,
          this.session,
          this.operations,
        ),
        call: instance.madeAt?.range ?? machine.rangeOf(site),
        path: instance.madeAt?.path ?? machine.callPath(),
        config,
        batchInputShape: firstShape(args[0]),
        argumentRange: rangeFinder(site, machine),
        written: writtenCallReader(instance.madeAt?.node ?? site, machine, instance.madeAt?.module),
        members: this.members(instance, addWeightFunction(added, lists, this.operations)),
        weightLists: lists,
        // An instance that is made to look at a method by itself is nobody's layer.
        isImplicit: !isExpression(instance.madeAt?.node ?? site),
      },
      machine,
    );
  }

  /** What the class calls itself: its layers are named after it. */
  private classNameOf(instance: ObjectValue, givenName: unknown, machine: Machine, site: ts.Node): string {
    const { classOf } = instance;
    const method = classOf?.findMethod('getClassName');
    const own = method
      ? machine.callFunction(method, [], instance, site)
      : classOf?.getStatic('className', machine, site);
    const isNameless = (own === undefined || own === null) && (givenName === undefined || givenName === null);
    if (isNameless && classOf && !method) {
      const range = instance.madeAt?.range ?? machine.rangeOf(site);
      this.session.report(`Cannot read properties of ${String(own)} (reading 'replace')`, range, machine);
    }
    return typeof own === 'string' ? own : (classOf?.name ?? 'Layer');
  }

  private members(instance: ObjectValue, addWeight: NativeFunction): ReadonlyMap<string, Value> {
    const nothing = (name: string): [string, Value] => [name, new NativeFunction(name, () => undefined)];
    const build: NativeCall = (machine) => {
      machine.touch(instance);
      instance.properties.set('built', true);
      return undefined;
    };
    return new Map<string, Value>([
      ['build', new NativeFunction('build', build)],
      nothing('invokeCallHook'),
      nothing('setFastWeightInitDuringBuild'),
      nothing('addLoss'),
      ['computeOutputShape', new NativeFunction('computeOutputShape', (_machine, args) => args[0])],
      ['call', new NativeFunction('call', (_machine, args) => args[0])],
      ['addWeight', addWeight],
    ]);
  }
}

function firstShape(argument: Value): Shape | Unknown | undefined {
  if (!(argument instanceof ObjectValue)) return undefined;
  const batch = argument.properties.get('batchInputShape');
  if (batch !== undefined && batch !== null) return toShape(batch);
  const shape = argument.properties.get('inputShape');
  if (shape === undefined || shape === null) return undefined;
  const sizes = toShape(shape);
  return sizes instanceof Unknown ? sizes : [null, ...sizes];
}

function isExpression(site: ts.Node): boolean {
  return isCallExpression(site) || isNewExpression(site);
}
