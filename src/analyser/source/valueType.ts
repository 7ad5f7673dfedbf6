// Of what form a given value has to be: what is left of a type annotation for values that are written down.

import type { SourceRange } from '../formulas/quantity';
import type { GivenValue } from './givenValues';

export type ValueType =
  /** Nothing is known of it: any value will do. */
  | { readonly kind: 'any' }
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'text' }
  | { readonly kind: 'choice'; readonly values: readonly GivenValue[] }
  | { readonly kind: 'list'; readonly element: ValueType }
  | { readonly kind: 'tuple'; readonly elements: readonly ValueType[] }
  | { readonly kind: 'object'; readonly members: readonly ValueMember[] }
  | { readonly kind: 'union'; readonly options: readonly ValueType[] }
  /** A function, a tensor, a layer: it cannot be written down. */
  | { readonly kind: 'code' };

export interface ValueMember {
  readonly name: string;
  readonly type: ValueType;
  readonly isOptional: boolean;
}

/** A parameter, or a member of one, that a function cannot do without and that nothing gives a value. */
export interface MissingArgument {
  /** `classes`, `options.classes`. */
  readonly name: string;
  readonly type: ValueType;
  /** A value one might give, by what its name says. */
  readonly example?: GivenValue;
  /** Where a comment that gives it a value goes; empty. */
  readonly place: SourceRange;
}

/** What a function that makes a model has to be called with, beyond the values that are known. */
export interface FactoryParameters {
  /** In the order of the parameters. */
  readonly missing: readonly MissingArgument[];
  /** Those that may be left out, though they have no default: `size?: number`. */
  readonly optional: readonly string[];
}

/**
 * Why a value does not fit; undefined when it does.
 * @param name how the value is called in the answer, one sentence
 */
export function misfitOf(value: GivenValue, type: ValueType, name: string): string | undefined {
  switch (type.kind) {
    case 'any':
      return undefined;
    case 'number':
    case 'boolean':
      return typeof value === type.kind ? undefined : `${name} must be ${describeType(type)}.`;
    case 'text':
      return typeof value === 'string' ? undefined : `${name} must be ${describeType(type)}.`;
    case 'choice':
      return type.values.includes(value) ? undefined : `${name} must be ${describeType(type)}.`;
    case 'list': {
      if (!Array.isArray(value)) return `${name} must be ${describeType(type)}.`;
      return firstOf(value.map((element: GivenValue, index) => misfitOf(element, type.element, `${name}[${index}]`)));
    }
    case 'tuple': {
      const { elements } = type;
      if (!Array.isArray(value)) return `${name} must be ${describeType(type)}.`;
      if (value.length !== elements.length)
        return `${name} must have ${countValues(elements.length)}, not ${value.length}.`;
      return firstOf(elements.map((element, at) => misfitOf(value[at] as GivenValue, element, `${name}[${at}]`)));
    }
    case 'object': {
      if (!isRecord(value)) return `${name} must be ${describeType(type)}.`;
      return firstOf(
        type.members.map((member) => {
          const part = Object.hasOwn(value, member.name) ? value[member.name] : undefined;
          if (part !== undefined) return misfitOf(part, member.type, `${name}.${member.name}`);
          return member.isOptional ? undefined : `${name}.${member.name} is missing.`;
        }),
      );
    }
    case 'union':
      return type.options.some((option) => misfitOf(value, option, name) === undefined)
        ? undefined
        : `${name} must be ${describeType(type)}.`;
    case 'code':
      return `${name} cannot be written down as a value.`;
  }
}

/** In words, with an article: `a list in brackets, such as [3,3]`. */
export function describeType(type: ValueType): string {
  switch (type.kind) {
    case 'any':
      return 'any value, such as 10, [3,3] or relu';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'text':
      return 'a text';
    case 'choice':
      return type.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'list':
      return describeList(type.element);
    case 'tuple': {
      const { elements } = type;
      const isOfNumbers = elements.length > 1 && elements.every(({ kind }) => kind === 'number');
      return `a list of ${isOfNumbers ? `${elements.length} numbers` : countValues(elements.length)} in brackets`;
    }
    case 'object':
      return `an object in braces with ${type.members.map(({ name }) => name).join(', ')}`;
    case 'union':
      return type.options.map(describeType).join(', or ');
    case 'code':
      return 'a value of the program';
  }
}

function describeList(element: ValueType): string {
  if (element.kind === 'number') return 'a list of numbers in brackets, such as [3,3]';
  return element.kind === 'any'
    ? 'a list in brackets, such as [3,3]'
    : `a list in brackets, each ${describeType(element)}`;
}

function countValues(count: number): string {
  return count === 1 ? '1 value' : `${count} values`;
}

function firstOf(misfits: readonly (string | undefined)[]): string | undefined {
  return misfits.find((misfit) => misfit !== undefined);
}

function isRecord(value: GivenValue): value is Readonly<Record<string, GivenValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
