// Calls of functions that are looked at on their own: once for each call in another file, on an instance where they are methods.

import type ts from 'typescript';
import { AskedSymbols } from './askedSymbols';
import type { OutsideCall } from './callsFromOutside';
import { ClassValue, construct } from '../interpreter/classes';
import { constructByFunction } from '../interpreter/functions';
import type { Root } from '../interpreter/callStack';
import type { Machine } from '../interpreter/machine';
import { parametersOf } from '../interpreter/parameters';
import { ObjectValue, SymbolicValue, type FunctionValue, type Value } from '../interpreter/values';
import { emptyArguments, readFactoryParameters, type FactoryCall } from './factoryParameters';
import { openParameters, type OpenRoot } from './openParameters';
import type { Placeholders } from './placeholders';
import { argumentsForRoot, isConstructor, valuesFor, valuesTaken } from './roots';
import type { GivenValues } from '../source/givenValues';
import type { Session } from '../tensorflow/session';

export interface RootSurroundings {
  readonly machine: Machine;
  readonly session: Session;
  readonly placeholders: Placeholders;
  /** Values for parameters, set from outside. */
  readonly values: GivenValues;
  /** Calls of the file's functions in other files, by the function. */
  readonly calls: (() => ReadonlyMap<ts.Node, readonly OutsideCall[]>) | undefined;
  /** The functions that the program has made so far. */
  readonly made: () => Iterable<FunctionValue>;
  readonly isReached: (root: FunctionValue) => boolean;
  /** Told of the parameters that values are looked up for. */
  readonly noteTaken: (parameters: readonly ts.ParameterDeclaration[]) => void;
}

export class RootCalls {
  constructor(private readonly around: RootSurroundings) {}

  /** The calls of a root in other files; one without any values when there is none. */
  callsOf(root: FunctionValue): readonly (OutsideCall | undefined)[] {
    const calls = this.callsFromOutside(root);
    return calls.length > 0 ? calls : [undefined];
  }

  /** The files that import this one are followed when a function that takes something is asked about. */
  private callsFromOutside({ node }: FunctionValue): readonly OutsideCall[] {
    return parametersOf(node).length === 0 ? [] : (this.around.calls?.().get(node) ?? []);
  }

  /** @returns the root, when it has parameters that nothing gives a value */
  call(root: FunctionValue, call: OutsideCall | undefined): OpenRoot | undefined {
    const { machine, session, placeholders, isReached } = this.around;
    const [layersBefore, modelsBefore] = [session.layers.length, session.models.length];
    const isFirst = !isReached(root);
    const own = this.callFor(root, call);
    const { args } = own;
    const { homeClass } = root;
    const made = isConstructor(root) ? homeClass : undefined;
    const called = machine.rangeOf(root.node, root.module);
    const asRoot = (name: string, functionName: string, calls: readonly FactoryCall[], body: () => Value): Value =>
      machine.asRoot(
        { ...describeRoot(name, calls), ...(call && { site: { ...call.site, functionName, called } }) },
        body,
      );
    machine.inModule(root.module, () => {
      placeholders.openVariables(root, machine);
      if (made) {
        asRoot(made.name, made.name, [own], () => construct(made, args, machine, root.node));
        return;
      }
      const owner = this.ownerOf(root);
      const making = owner ? this.makingOf(owner) : [];
      const thisValue = owner
        ? machine.asRoot(describeRoot(owner.name, making), () => this.make(owner, making, root.node))
        : thisOf(root, machine);
      placeholders.openFields(thisValue, root, machine);
      // The constructor may have called it: then it is reached.
      if (isFirst && isReached(root)) return;
      const ownerName = homeClass?.name ?? owner?.name;
      const name = ownerName === undefined ? root.name : `${ownerName}.${root.name}`;
      asRoot(name, root.name, [...making, own], () => machine.callFunction(root, args, thisValue, root.node));
    });
    // The instance of a layer's class is no layer that its constructor makes.
    const layers = session.layers.slice(layersBefore).filter((layer) => !made || layer.call !== called);
    if (layers.length === 0 || args.length === 0) return undefined;
    const open = openParameters(root, args, new AskedSymbols(layers, session.models.slice(modelsBefore)));
    return open.length > 0 ? { root, open } : undefined;
  }

  /** Makes an instance of a class, so that the functions in its fields are there. */
  instantiate(owner: ClassValue): undefined {
    const { machine } = this.around;
    const making = this.makingOf(owner);
    machine.inModule(owner.module, () => {
      machine.asRoot(describeRoot(owner.name, making), () => this.make(owner, making, owner.node));
    });
  }

  /** The class, or the function with a prototype, whose instances have the root as a method. */
  private ownerOf(root: FunctionValue): ClassValue | FunctionValue | undefined {
    const { homeClass } = root;
    if (homeClass) return homeClass.findMethod(root.name) === root ? this.instanceOf(homeClass, root) : undefined;
    for (const candidate of this.around.made()) {
      const prototype = candidate.properties.get('prototype');
      if (!(prototype instanceof ObjectValue) || candidate === root) continue;
      const found = [...prototype.properties].find(([, value]) => value === root);
      if (!found) continue;
      root.name ||= found[0];
      return candidate;
    }
    return undefined;
  }

  /** What the class leaves to those that extend it may be what the method needs. */
  private instanceOf(owner: ClassValue, root: FunctionValue): ClassValue {
    const others = [...owner.scope.names()].map((name) => owner.scope.get(name));
    const heir = others
      .filter((other) => other instanceof ClassValue)
      .find((other) => other !== owner && other.extends(owner) && other.findMethod(root.name) === root);
    return heir && !this.around.machine.environment.emptyDefaultsApply() ? heir : owner;
  }

  /** The call of the constructor, where there is one. */
  private makingOf(owner: ClassValue | FunctionValue): FactoryCall[] {
    const maker = owner.kind === 'class' ? owner.findConstructor() : owner;
    return maker ? [this.callFor(maker, this.callsFromOutside(maker)[0])] : [];
  }

  private make(owner: ClassValue | FunctionValue, making: readonly FactoryCall[], site: ts.Node): Value {
    const { machine } = this.around;
    const args = making.flatMap((call) => call.args);
    return owner.kind === 'class'
      ? construct(owner, args, machine, site)
      : constructByFunction(owner, args, machine, site);
  }

  private callFor(callee: FunctionValue, call: OutsideCall | undefined): FactoryCall {
    const values = this.valuesOf(callee, call);
    return { callee, values, args: argumentsForRoot(callee, values, this.around.machine) };
  }

  private valuesOf({ node, module }: FunctionValue, call: OutsideCall | undefined): GivenValues {
    this.around.noteTaken(parametersOf(node));
    return valuesFor(node, module, this.around.values, call?.values);
  }
}

/** The object that the root is a member of, or one that nothing is known of: whatever else it holds is a symbol. */
function thisOf(root: FunctionValue, machine: Machine): ObjectValue {
  const object = root.homeObject ?? machine.track(new ObjectValue(new Map()));
  machine.touch(object);
  const given = new SymbolicValue('this', machine.rangeOf(root.node, root.module));
  object.rest ??= given;
  object.open ??= given.toUnknown();
  return object;
}

/** @param calls that make the instance, if there is one, and the model */
function describeRoot(name: string, calls: readonly FactoryCall[]): Root {
  const values = calls.flatMap((call) => [...emptyArguments(call.callee), ...valuesTaken(call.callee, call.values)]);
  return { name, values: new Map(values), parameters: () => readFactoryParameters(calls) };
}
