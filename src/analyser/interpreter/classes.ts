// Classes of the interpreted program: declaration, construction, inheritance, accessors.

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import { bindParameters, runBody } from './functions';
import type { Machine } from './machine';
import type { Module } from './module';
import { symbolFor } from './parameters';
import { Scope } from './scope';
import { propertyName } from './expressions/propertyName';
import {
  FunctionValue,
  HostValue,
  joinValues,
  NativeFunction,
  ObjectValue,
  type FunctionNode,
  type Mutable,
  type Value,
} from './values';
import {
  SyntaxKind,
  canHaveModifiers,
  getModifiers,
  isAccessor,
  isConstructorDeclaration,
  isGetAccessor,
  isIdentifier,
  isMethodDeclaration,
  isParameterPropertyDeclaration,
  isPropertyDeclaration,
} from '../source/syntax';

/** A class of TensorFlow.js that programs derive from (tf.layers.Layer, tf.Sequential …) or construct. */
export abstract class HostClass extends HostValue {
  /** What `super(...args)` does in a derived class: gives the instance its host part. */
  abstract initialise(instance: ObjectValue, args: readonly Value[], machine: Machine, site: ts.Node): void;
  /** `new tf.Something(...)` itself. */
  abstract construct(args: readonly Value[], machine: Machine, site: ts.Node): Value;
}

export class ClassValue implements Mutable {
  readonly kind = 'class';
  birth = 0;
  statics = new Map<string, Value>();
  readonly methods = new Map<string, FunctionValue>();
  readonly getters = new Map<string, FunctionValue>();
  readonly setters = new Map<string, FunctionValue>();
  readonly fields: ts.PropertyDeclaration[] = [];
  constructorFunction: FunctionValue | undefined;
  /** Whether there was an instance of it, or of a class that extends it. */
  wasMade = false;
  /** How many instances are being given their fields, one inside the other. */
  instancesUnderWay = 0;

  constructor(
    readonly name: string,
    readonly node: ts.ClassLikeDeclaration,
    readonly scope: Scope,
    readonly module: Module,
    /** The class this one extends; any other value when that could not be read. */
    readonly parent: Value,
  ) {}

  capture(): unknown {
    return new Map(this.statics);
  }
  restore(state: unknown): void {
    this.statics = new Map(state as Map<string, Value>);
  }
  join(other: unknown, because: Unknown): void {
    for (const [name, value] of other as Map<string, Value>) {
      this.statics.set(name, joinValues(this.statics.get(name), value, because));
    }
  }

  /** Whether it is the other class or extends it, over any number of others. */
  extends(other: ClassValue): boolean {
    return this === other || (this.parent instanceof ClassValue && this.parent.extends(other));
  }

  /** The declaration of a field, its own or inherited. */
  findField(name: string): ts.PropertyDeclaration | undefined {
    const own = this.fields.find((field) => isIdentifier(field.name) && field.name.text === name);
    return own ?? (this.parent instanceof ClassValue ? this.parent.findField(name) : undefined);
  }

  findMethod(name: string): FunctionValue | undefined {
    return this.methods.get(name) ?? (this.parent instanceof ClassValue ? this.parent.findMethod(name) : undefined);
  }

  /** Its own, or the one that it inherits. */
  findConstructor(): FunctionValue | undefined {
    return this.constructorFunction ?? (this.parent instanceof ClassValue ? this.parent.findConstructor() : undefined);
  }

  findAccessor(name: string, kind: 'get' | 'set'): FunctionValue | undefined {
    const own = kind === 'get' ? this.getters.get(name) : this.setters.get(name);
    return own ?? (this.parent instanceof ClassValue ? this.parent.findAccessor(name, kind) : undefined);
  }

  getStatic(name: string, machine: Machine, site: ts.Node): Value {
    if (this.statics.has(name)) {
      const value = this.statics.get(name);
      return value;
    }
    if (name === 'name') return this.name;
    if (this.parent instanceof ClassValue) return this.parent.getStatic(name, machine, site);
    return this.parent instanceof HostValue ? this.parent.get(name, machine, site) : undefined;
  }

  /** The first ancestor that is not a class of the program. */
  get hostParent(): Value {
    return this.parent instanceof ClassValue ? this.parent.hostParent : this.parent;
  }
}

export function declareClass(node: ts.ClassLikeDeclaration, scope: Scope, machine: Machine): ClassValue {
  const heritage = node.heritageClauses?.find((clause) => clause.token === SyntaxKind.ExtendsKeyword)?.types[0];
  const parent = heritage ? machine.evaluate(heritage.expression, scope) : undefined;
  const result = machine.track(new ClassValue(node.name?.text ?? 'anonymous', node, scope, machine.module, parent));
  if (node.name) scope.declare(node.name.text, result);
  for (const member of node.members) {
    if (isConstructorDeclaration(member)) {
      if (!member.body) continue;
      result.constructorFunction = method('constructor', member, result);
      machine.environment.functionMade(result.constructorFunction);
    } else if (isPropertyDeclaration(member)) {
      if (!isStatic(member)) result.fields.push(member);
    } else if (isMethodDeclaration(member) || isAccessor(member)) {
      if (member.body) declareMember(member, result, scope, machine);
    }
  }
  for (const member of node.members) {
    const thisScope = new Scope(scope, true);
    thisScope.declare('this', result);
    if (isPropertyDeclaration(member) && isStatic(member)) {
      const name = propertyName(member.name, scope, machine);
      const value = member.initializer ? machine.evaluate(member.initializer, thisScope) : undefined;
      if (typeof name === 'string') result.statics.set(name, value);
    } else if (member.kind === SyntaxKind.ClassStaticBlockDeclaration) {
      machine.execute((member as ts.ClassStaticBlockDeclaration).body, thisScope);
    }
  }
  return result;
}

function declareMember(
  member: ts.MethodDeclaration | ts.AccessorDeclaration,
  result: ClassValue,
  scope: Scope,
  machine: Machine,
): void {
  const name = propertyName(member.name, scope, machine);
  if (typeof name !== 'string') return;
  const value = method(name, member, result);
  if (isMethodDeclaration(member)) machine.environment.functionMade(value);
  if (isStatic(member)) {
    if (isMethodDeclaration(member)) result.statics.set(name, value);
    // A static getter is read once: those of models and layers (className) return constants.
    else if (isGetAccessor(member)) result.statics.set(name, machine.callFunction(value, [], result, member));
  } else if (isMethodDeclaration(member)) result.methods.set(name, value);
  else (isGetAccessor(member) ? result.getters : result.setters).set(name, value);
}

function method(name: string, node: FunctionNode, owner: ClassValue): FunctionValue {
  return new FunctionValue(name, node, owner.scope, owner.module, undefined, owner);
}

const isStatic = (member: ts.ClassElement): boolean => hasModifier(member, SyntaxKind.StaticKeyword);

/** A class that extends this one gives it a value. */
const isAbstract = (member: ts.ClassElement): boolean => hasModifier(member, SyntaxKind.AbstractKeyword);

function hasModifier(member: ts.ClassElement, kind: ts.SyntaxKind): boolean {
  return canHaveModifiers(member) && (getModifiers(member)?.some((modifier) => modifier.kind === kind) ?? false);
}

/** `new C(...args)`. */
export function construct(classValue: ClassValue, args: readonly Value[], machine: Machine, site: ts.Node): Value {
  const instance = machine.track(new ObjectValue(new Map(), classValue));
  if (classValue.hostParent !== undefined) {
    const { module } = machine;
    instance.madeAt = { range: machine.rangeOf(site), path: machine.callPath(), node: site, module };
  }
  initialise(classValue, instance, args, machine, site);
  return instance;
}

/** Runs the constructor of a class upon an instance: parent first when there is no own constructor, then the fields. */
export function initialise(
  classValue: ClassValue,
  instance: ObjectValue,
  args: readonly Value[],
  machine: Machine,
  site: ts.Node,
): void {
  classValue.wasMade = true;
  const own = classValue.constructorFunction;
  if (!own) {
    initialiseParent(classValue, instance, args, machine, site);
    initialiseFields(classValue, instance, machine);
    return;
  }
  if (!machine.branches.isRehearsal) machine.environment.functionCalled(own, args, machine.module, site);
  if (classValue.parent === undefined) initialiseFields(classValue, instance, machine);
  const scope = machine.track(new Scope(own.scope, true));
  scope.declare('this', instance);
  scope.declare('super', classValue);
  machine.inCall(site, { name: classValue.name, node: own.node, module: own.module }, () => {
    bindParameters(own.node, args, scope, machine);
    for (const parameter of own.node.parameters) {
      // constructor(private readonly filters: number)
      if (isParameterPropertyDeclaration(parameter, own.node) && isIdentifier(parameter.name)) {
        instance.properties.set(parameter.name.text, scope.get(parameter.name.text));
      }
    }
    return runBody(own.node, scope, machine);
  });
}

/** `super(...args)`. */
export function initialiseParent(
  classValue: ClassValue,
  instance: ObjectValue,
  args: readonly Value[],
  machine: Machine,
  site: ts.Node,
): void {
  const parent = classValue.parent;
  if (parent instanceof ClassValue) initialise(parent, instance, args, machine, site);
  else if (parent instanceof HostClass) parent.initialise(instance, args, machine, site);
  else if (parent instanceof NativeFunction) initialiseNative(parent, instance, args, machine, site);
  else if (parent instanceof Unknown) instance.open ??= parent;
}

/** `class Failure extends Error`: what the parent would have made. */
function initialiseNative(
  parent: NativeFunction,
  instance: ObjectValue,
  args: readonly Value[],
  machine: Machine,
  site: ts.Node,
): void {
  const made = parent.call(machine, args, instance, site);
  if (made instanceof ObjectValue) for (const [name, value] of made.properties) instance.properties.set(name, value);
  else instance.open ??= machine.unknown(`what a class inherits from ${parent.name} is not known`, site);
}

export function initialiseFields(classValue: ClassValue, instance: ObjectValue, machine: Machine): void {
  if (classValue.fields.length === 0) return;
  const scope = new Scope(classValue.scope);
  scope.declare('this', instance);
  scope.declare('super', classValue);
  machine.inModule(classValue.module, () => {
    classValue.instancesUnderWay++;
    try {
      for (const field of classValue.fields) initialiseField(field, classValue, instance, scope, machine);
    } finally {
      classValue.instancesUnderWay--;
    }
  });
}

function initialiseField(
  field: ts.PropertyDeclaration,
  { instancesUnderWay }: ClassValue,
  instance: ObjectValue,
  scope: Scope,
  machine: Machine,
): void {
  const name = propertyName(field.name, scope, machine);
  if (typeof name !== 'string') return;
  // `declare x` and `x!: T` without a value leave what a parent's constructor set.
  if (!field.initializer && instance.properties.has(name)) return;
  if (isAbstract(field)) {
    instance.properties.set(name, symbolFor(`this.${name}`, field.type, field, machine.module));
    return;
  }
  // Half-typed text may put `new Net()` among the fields of Net itself.
  const value =
    field.initializer && instancesUnderWay > 1
      ? machine.unknown('the class creates itself in its own fields', field)
      : field.initializer && machine.evaluate(field.initializer, scope);
  instance.properties.set(name, value);
}
