// `tf.sequential`, `tf.model`, `tf.input`, and the classes tf.Sequential and tf.LayersModel.

import type ts from 'typescript';
import { HostClass } from '../interpreter/classes';
import type { Machine } from '../interpreter/machine';
import {
  ArrayValue,
  isOpen,
  NativeFunction,
  ObjectValue,
  reasonOf,
  SymbolicValue,
  type Value,
} from '../interpreter/values';
import { LAYERS } from '../layers/table';
import { createFunctionalModel } from './functionalModel';
import { createLayer } from './layerFactory';
import type { ModelOrigin } from './modelObject';
import { ModelObject } from './modelObject';
import { SequentialModel } from './sequentialModel';
import type { Session } from './session';

export function sequentialFunction(session: Session): NativeFunction {
  return new NativeFunction('sequential', (machine, args, _this, site) =>
    createSequential(args[0], undefined, session, machine, site),
  );
}

export function createSequential(
  config: Value,
  instance: ObjectValue | undefined,
  session: Session,
  machine: Machine,
  site: ts.Node,
): SequentialModel {
  const model = machine.track(
    new SequentialModel(originOf(config, 'sequential_', instance, session, machine, site), session),
  );
  session.addModel(model, machine);
  if (config instanceof ObjectValue) {
    const layers = config.properties.has('layers') ? config.properties.get('layers') : config.open;
    if (layers !== undefined && layers !== null) model.addAll(layers, machine, site);
  } else if (isOpen(config)) {
    model.addAll(reasonOf(config, machine.rangeOf(site)), machine, site);
  }
  return model;
}

export function modelFunction(session: Session): NativeFunction {
  return new NativeFunction('model', (machine, args, _this, site) =>
    createFunctional(args[0], undefined, session, machine, site),
  );
}

export function createFunctional(
  config: Value,
  instance: ObjectValue | undefined,
  session: Session,
  machine: Machine,
  site: ts.Node,
): Value {
  const origin = originOf(config, 'model', instance, session, machine, site);
  return createFunctionalModel(config, origin, session, machine, site);
}

function originOf(
  config: Value,
  prefix: string,
  instance: ObjectValue | undefined,
  session: Session,
  machine: Machine,
  site: ts.Node,
): ModelOrigin {
  const given = config instanceof ObjectValue ? config.properties.get('name') : undefined;
  return {
    givenName: typeof given === 'string' ? given : undefined,
    tfjsName: typeof given === 'string' ? given : session.uid(prefix),
    call: instance?.madeAt?.range ?? machine.rangeOf(site),
    path: instance?.madeAt?.path ?? machine.callPath(),
    root: machine.rootFunction(),
    functionName: instance?.classOf?.name ?? machine.functionName(),
  };
}

/** `tf.Sequential` and `tf.LayersModel`, to construct or to derive from. */
export class ModelClass extends HostClass {
  readonly description: string;
  constructor(
    private readonly kind: 'Sequential' | 'LayersModel',
    private readonly session: Session,
  ) {
    super();
    this.description = `tf.${kind}`;
  }
  get(): Value {
    return undefined;
  }
  construct(args: readonly Value[], machine: Machine, site: ts.Node): Value {
    return this.create(args[0], undefined, machine, site);
  }
  initialise(instance: ObjectValue, args: readonly Value[], machine: Machine, site: ts.Node): void {
    const model = this.create(args[0], instance, machine, site);
    if (!(model instanceof ModelObject)) return;
    instance.host = model;
    // TensorFlow.js calls it when the model has to be complete: it may add layers.
    if (instance.classOf?.findMethod('build')) model.giveAway();
  }
  private create(config: Value, instance: ObjectValue | undefined, machine: Machine, site: ts.Node): Value {
    if (this.kind === 'Sequential') return createSequential(config, instance, this.session, machine, site);
    return createFunctional(config, instance, this.session, machine, site);
  }
}

/** `tf.input({shape})`: the symbolic tensor of a new input layer. */
export function inputFunction(session: Session): NativeFunction {
  return new NativeFunction('input', (machine, [config], _this, site) => {
    const entries = new Map<string, Value>();
    if (config instanceof ObjectValue) {
      const shape = config.properties.get('shape') ?? undefined;
      const batchShape = config.properties.get('batchShape') ?? undefined;
      const problem = inputProblem(shape, batchShape, config.open !== undefined);
      if (problem) return session.report(problem, machine.rangeOf(site), machine);
      entries.set('batchInputShape', batchShape ?? withBatch(shape, machine, site) ?? config.open);
      entries.set('name', config.properties.get('name'));
      entries.set('dtype', config.properties.get('dtype'));
    } else if (isOpen(config)) {
      entries.set('batchInputShape', reasonOf(config, machine.rangeOf(site)));
    } else {
      return session.report(inputProblem(undefined, undefined, false) ?? '', machine.rangeOf(site), machine);
    }
    const definition = LAYERS.get('inputLayer');
    if (!definition) return undefined;
    const layer = createLayer(definition, new ObjectValue(entries), session, machine, site);
    const tensor = layer.uses[0]?.outputs[0];
    const shape = config instanceof ObjectValue ? config.properties.get('shape') : undefined;
    if (tensor && shape instanceof SymbolicValue) tensor.shapeOf = (axes) => [null, ...shape.toList(axes - 1)];
    return tensor;
  });
}

function inputProblem(shape: Value, batchShape: Value, isOpenConfig: boolean): string | undefined {
  if (shape === undefined && batchShape === undefined && !isOpenConfig) {
    return 'Please provide to Input either a `shape` or a `batchShape` argument. Note that `shape` does not include the batch dimension.';
  }
  if (shape !== undefined && batchShape !== undefined) {
    return 'Please provide either a `shape` or `batchShape` argument to Input, but not both.';
  }
  return undefined;
}

function withBatch(shape: Value, machine: Machine, site: ts.Node): Value {
  if (shape === undefined) return undefined;
  if (shape instanceof ArrayValue) {
    const batched = new ArrayValue([null, ...shape.elements]);
    batched.open = shape.open;
    return batched;
  }
  if (typeof shape === 'number') return new ArrayValue([null, shape]);
  return isOpen(shape) ? reasonOf(shape, machine.rangeOf(site)) : machine.unknown('the shape is not known', site);
}
