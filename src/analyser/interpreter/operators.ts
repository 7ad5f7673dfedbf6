// Arithmetic and comparison on values; symbols stay symbols, unknown stays unknown.

import type ts from 'typescript';
import {
  add,
  divide,
  equalQuantities,
  Formula,
  isUnknown,
  multiply,
  power,
  remainder,
  subtract,
  Unknown,
  type Quantity,
} from '../formulas/quantity';
import { ErrorObject, isErrorOf } from './builtins/error';
import { TO_PRIMITIVE } from './builtins/native';
import { ClassValue } from './classes';
import type { Machine } from './machine';
import {
  ArrayValue,
  FunctionValue,
  HostValue,
  isOpen,
  NativeFunction,
  ObjectValue,
  reasonOf,
  type SymbolicValue,
  toQuantity,
  type Value,
} from './values';
import { SyntaxKind } from '../source/syntax';

const K = SyntaxKind;

export function applyOperator(
  operator: ts.SyntaxKind,
  left: Value,
  right: Value,
  machine: Machine,
  site: ts.Node,
): Value {
  if (typeof left === 'number' && typeof right === 'number') return onNumbers(operator, left, right, machine, site);
  switch (operator) {
    case K.PlusToken:
      return plus(left, right, machine, site);
    case K.EqualsEqualsToken:
    case K.EqualsEqualsEqualsToken:
      return equality(left, right, operator === K.EqualsEqualsToken, machine, site);
    case K.ExclamationEqualsToken:
    case K.ExclamationEqualsEqualsToken: {
      const equal = equality(left, right, operator === K.ExclamationEqualsToken, machine, site);
      return typeof equal === 'boolean' ? !equal : equal;
    }
    case K.InstanceOfKeyword:
    case K.InKeyword:
      return membership(operator, left, right, machine, site);
  }
  if (typeof left === 'string' && typeof right === 'string') {
    if (operator === K.LessThanToken) return left < right;
    if (operator === K.GreaterThanToken) return left > right;
    if (operator === K.LessThanEqualsToken) return left <= right;
    if (operator === K.GreaterThanEqualsToken) return left >= right;
  }
  const a = toNumber(left, machine, site);
  const b = toNumber(right, machine, site);
  if (typeof a === 'number' && typeof b === 'number') return onNumbers(operator, a, b, machine, site);
  return onQuantities(operator, a, b, machine, site);
}

function onNumbers(operator: ts.SyntaxKind, a: number, b: number, machine: Machine, site: ts.Node): Value {
  switch (operator) {
    case K.PlusToken:
      return a + b;
    case K.MinusToken:
      return a - b;
    case K.AsteriskToken:
      return a * b;
    case K.SlashToken:
      return a / b;
    case K.PercentToken:
      return a % b;
    case K.AsteriskAsteriskToken:
      return a ** b;
    case K.LessThanToken:
      return a < b;
    case K.GreaterThanToken:
      return a > b;
    case K.LessThanEqualsToken:
      return a <= b;
    case K.GreaterThanEqualsToken:
      return a >= b;
    case K.EqualsEqualsToken:
    case K.EqualsEqualsEqualsToken:
      return a === b;
    case K.ExclamationEqualsToken:
    case K.ExclamationEqualsEqualsToken:
      return a !== b;
    case K.LessThanLessThanToken:
      return a << b;
    case K.GreaterThanGreaterThanToken:
      return a >> b;
    case K.GreaterThanGreaterThanGreaterThanToken:
      return a >>> b;
    case K.AmpersandToken:
      return a & b;
    case K.BarToken:
      return a | b;
    case K.CaretToken:
      return a ^ b;
    default:
      return machine.unknown('the analysis does not know this operator', site);
  }
}

function onQuantities(operator: ts.SyntaxKind, a: Quantity, b: Quantity, machine: Machine, site: ts.Node): Value {
  if (isUnknown(a)) return a;
  if (isUnknown(b)) return b;
  switch (operator) {
    case K.MinusToken:
      return subtract(a, b);
    case K.AsteriskToken:
      return multiply(a, b);
    case K.SlashToken:
      return divide(a, b);
    case K.PercentToken:
      return remainder(a, b);
    case K.AsteriskAsteriskToken:
      return power(a, b);
  }
  return machine.unknown(`\`${String(typeof a === 'number' ? b : a)}\` has no known value here`, site);
}

function plus(left: Value, right: Value, machine: Machine, site: ts.Node): Value {
  if (left instanceof Unknown) return left;
  if (right instanceof Unknown) return right;
  if (
    typeof left === 'string' ||
    typeof right === 'string' ||
    left instanceof ArrayValue ||
    right instanceof ArrayValue
  ) {
    const open = isOpen(left) ? left : isOpen(right) ? right : undefined;
    if (open) return reasonOf(open, machine.rangeOf(site));
    const a = toText(left);
    const b = toText(right);
    return a === undefined || b === undefined ? machine.unknown('the text of this value is not known', site) : a + b;
  }
  return add(toNumber(left, machine, site), toNumber(right, machine, site));
}

function equality(left: Value, right: Value, loose: boolean, machine: Machine, site: ts.Node): Value {
  if (left instanceof Unknown) return left;
  if (right instanceof Unknown) return right;
  if (isOpen(left) || isOpen(right)) {
    const a = toQuantity(left);
    const b = toQuantity(right);
    if (a !== undefined && b !== undefined && equalQuantities(a, b)) return true;
    // A parameter is taken to be given; a formula is a number.
    if (left === undefined || left === null || right === undefined || right === null) {
      if (left instanceof Formula || right instanceof Formula) return false;
    }
    const open = (isOpen(left) ? left : right) as SymbolicValue | Formula;
    return reasonOf(open, machine.rangeOf(site));
  }
  if (!loose || typeof left === typeof right) return left === right;
  if ((left === null || left === undefined) && (right === null || right === undefined)) return true;
  if (left === null || left === undefined || right === null || right === undefined) return false;
  if (typeof left === 'object' || typeof right === 'object') return toText(left) === toText(right);
  return Number(left) === Number(right);
}

function membership(operator: ts.SyntaxKind, left: Value, right: Value, machine: Machine, site: ts.Node): Value {
  if (isOpen(left)) return reasonOf(left, machine.rangeOf(site));
  const known = operator === K.InKeyword ? hasMember(right, left) : isInstance(left, right);
  return known ?? machine.unknown('what this test gives is not known', site);
}

/** `key in object` */
function hasMember(object: Value, key: Value): boolean | Unknown | undefined {
  const name = typeof key === 'string' || typeof key === 'number' ? String(key) : undefined;
  if (name === undefined) return undefined;
  if (object instanceof ObjectValue) {
    if (name.startsWith('#')) return object.properties.has(name) || object.classOf?.findMethod(name) !== undefined;
    for (let holder: ObjectValue | undefined = object; holder; holder = holder.prototype) {
      if (holder.properties.has(name)) return true;
    }
    return object.classOf || object.host ? undefined : (object.open ?? false);
  }
  return object instanceof ArrayValue ? (object.open ?? (name === 'length' || name in object.elements)) : undefined;
}

/** `value instanceof constructor`; undefined when it is not known. */
function isInstance(value: Value, constructor: Value): boolean | undefined {
  if (value === null || typeof value !== 'object') return false;
  if (value instanceof ErrorObject && constructor instanceof NativeFunction) return isErrorOf(value, constructor);
  if (value instanceof ObjectValue && constructor instanceof FunctionValue) {
    const made = constructor.properties.get('prototype');
    for (let p = value.prototype; p; p = p.prototype) if (p === made) return true;
    return false;
  }
  if (value instanceof ObjectValue && value.classOf) {
    for (let c: Value = value.classOf; c instanceof ClassValue; c = c.parent) {
      if (c === constructor || c.parent === constructor) return true;
    }
    return value.classOf.hostParent instanceof NativeFunction ? undefined : false;
  }
  if (constructor instanceof NativeFunction && constructor.name === 'Array') return value instanceof ArrayValue;
  return value instanceof ArrayValue || value instanceof ObjectValue
    ? constructor instanceof ClassValue
      ? false
      : undefined
    : undefined;
}

/** The number of a value as JavaScript converts it; NaN where it does. */
export function toNumber(value: Value, machine: Machine, site: ts.Node): Quantity {
  const quantity = toQuantity(value);
  if (quantity !== undefined) return quantity;
  if (value === undefined) return NaN;
  if (value === null) return 0;
  if (typeof value === 'string') return Number(value);
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof ArrayValue) return Number(toText(value) ?? NaN);
  return machine.unknown('the number of this value is not known', site);
}

/** What an object gives a text of its own by. */
const OWN_TEXT = ['toString', 'valueOf', TO_PRIMITIVE];

/** The text of a value as JavaScript converts it; undefined when it is not known. */
export function toText(value: Value): string | undefined {
  if (value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof ArrayValue && !value.open) {
    const parts = Array.from(value.elements, (e) => (e === undefined || e === null ? '' : toText(e)));
    return parts.includes(undefined) ? undefined : parts.join(',');
  }
  if (
    value instanceof ObjectValue &&
    !value.classOf &&
    !value.prototype &&
    !OWN_TEXT.some((name) => value.properties.has(name))
  )
    return '[object Object]';
  if (value instanceof HostValue) return undefined;
  return undefined;
}
