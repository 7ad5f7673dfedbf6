// Methods of numbers, `Number` and `Math`.

import type ts from 'typescript';
import {
  add,
  ceilDivide,
  floorDivide,
  Formula,
  maximum,
  minimum,
  power,
  round,
  Unknown,
  type Quantity,
} from '../../formulas/quantity';
import { iterate } from '../iteration';
import type { Machine } from '../machine';
import { toNumber } from '../operators';
import { ArrayValue, isOpen, NativeFunction, ObjectValue, type NativeCall, type Value } from '../values';
import { arrayMethods } from './array';
import { native, natives, openArgument } from './native';

/** Functions of Math that are done on numbers only. */
const OF_ONE_NUMBER = [
  ...(['abs', 'sign', 'sqrt', 'cbrt', 'exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'fround', 'clz32'] as const),
  ...(['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'] as const),
] as const;

export const numberMethods: ReadonlyMap<string, Value> = natives({
  toString: native((machine, args, value, site) => {
    const radix = typeof args[0] === 'number' ? args[0] : 10;
    return typeof value === 'number' && radix >= 2 && radix <= 36
      ? value.toString(radix)
      : machine.unknown('the text of this number is not known', site);
  }),
  toFixed: (machine, args, value, site) =>
    typeof value === 'number' && (args[0] === undefined || typeof args[0] === 'number')
      ? value.toFixed(Math.max(0, Math.min(100, args[0] ?? 0)))
      : machine.unknown('the text of this number is not known', site),
  toPrecision: (machine, args, value, site) => {
    const [digits] = args;
    return typeof value === 'number' && (digits === undefined || (typeof digits === 'number' && digits >= 1))
      ? digits === undefined
        ? String(value)
        : value.toPrecision(Math.min(100, digits))
      : machine.unknown('the text of this number is not known', site);
  },
  toLocaleString: native((machine, _args, _value, site) => machine.unknown('the text depends on the locale', site)),
  valueOf: native((_machine, _args, value) => value),
});

/** A function of one number, done on numbers only. */
function ofNumber(compute: (x: number) => number): NativeCall {
  return (machine, args, _this, site) => {
    const x = toNumber(args[0], machine, site);
    if (typeof x === 'number') return compute(x);
    return x instanceof Unknown ? x : machine.unknown(`\`${x.toString()}\` has no known value here`, site);
  };
}

/** A function of two numbers. */
function ofNumbers(compute: (x: number, y: number) => number): NativeCall {
  return (machine, args, _this, site) => {
    const x = toNumber(args[0], machine, site);
    const y = toNumber(args[1], machine, site);
    if (typeof x === 'number' && typeof y === 'number') return compute(x, y);
    return openArgument(args, machine, site) ?? NaN;
  };
}

/** PI, MAX_SAFE_INTEGER and their like. */
function constantsOf(holder: object): [string, number][] {
  return Object.entries(Object.getOwnPropertyDescriptors(holder)).flatMap(([name, { value }]): [string, number][] =>
    typeof value === 'number' && name !== 'length' ? [[name, value]] : [],
  );
}

/** A function of one quantity that works on symbols too. */
function ofQuantity(compute: (x: Quantity) => Quantity): NativeCall {
  return (machine, args, _this, site) => compute(toNumber(args[0], machine, site));
}

function extremum(compute: (a: Quantity, b: Quantity) => Quantity, empty: number): NativeCall {
  return (machine, args, _this, site) => {
    let result: Quantity | undefined;
    for (const argument of args) {
      const x = toNumber(argument, machine, site);
      result = result === undefined ? x : compute(result, x);
    }
    return result ?? empty;
  };
}

const integer =
  (check: (x: number) => boolean): NativeCall =>
  (machine, args, _this, site) => {
    const [value] = args;
    if (value instanceof Formula) return machine.unknown(`\`${value.toString()}\` has no known value here`, site);
    return openArgument(args, machine, site) ?? (typeof value === 'number' && check(value));
  };

const parse =
  (compute: (text: string, radix: number | undefined) => number): NativeCall =>
  (machine, args, _this, site) => {
    const [value, radix] = args;
    const blocked = openArgument(args, machine, site);
    if (blocked) return value instanceof Formula ? value : blocked;
    return compute(
      typeof value === 'string' || typeof value === 'number' ? String(value) : 'NaN',
      typeof radix === 'number' ? radix : undefined,
    );
  };

export const parseIntNative: NativeCall = parse((text, radix) => parseInt(text, radix));
export const parseFloatNative: NativeCall = parse((text) => parseFloat(text));

export const NUMBER = new NativeFunction(
  'Number',
  (machine, args, _this, site) => (args.length === 0 ? 0 : toNumber(args[0], machine, site)),
  new Map([
    ...natives({
      isInteger: integer(Number.isInteger),
      isFinite: integer(Number.isFinite),
      isNaN: integer(Number.isNaN),
      isSafeInteger: integer(Number.isSafeInteger),
      parseInt: parseIntNative,
      parseFloat: parseFloatNative,
    }),
    ...constantsOf(Number),
  ]),
);

export const MATH = new ObjectValue(
  new Map<string, Value>([
    ...natives({
      floor: ofQuantity((x) => floorDivide(x, 1)),
      ceil: ofQuantity((x) => ceilDivide(x, 1)),
      round: ofQuantity(round),
      // Sizes are not negative: cutting off is rounding down. Numbers are cut exactly.
      trunc: ofQuantity((x) => (typeof x === 'number' ? Math.trunc(x) : floorDivide(x, 1))),
      max: extremum(maximum, -Infinity),
      min: extremum(minimum, Infinity),
      pow: (machine, args, _this, site) => power(toNumber(args[0], machine, site), toNumber(args[1], machine, site)),
      ...Object.fromEntries(OF_ONE_NUMBER.map((name) => [name, ofNumber((x) => Math[name](x))])),
      imul: ofNumbers(Math.imul),
      atan2: ofNumbers(Math.atan2),
      hypot: (machine, args, _this, site) => {
        let squares: Quantity = 0;
        for (const argument of args) squares = add(squares, power(toNumber(argument, machine, site), 2));
        return typeof squares === 'number' ? Math.sqrt(squares) : machine.unknown('the root is not known', site);
      },
      random: (machine, _args, _this, site) => machine.unknown('`Math.random()` differs from run to run', site),
    }),
    ...constantsOf(Math),
  ]),
);

/** `Array(n)`, `new Array(n)`, `Array.from`, `Array.of`, `Array.isArray`. */
const LONGEST_ARRAY = 1_000_000;

const makeArray: NativeCall = (machine, args, _this, site) => {
  const isLength = typeof args[0] === 'number' || isOpen(args[0]);
  if (args.length !== 1 || !isLength) return machine.track(new ArrayValue([...args]));
  const length = toNumber(args[0], machine, site);
  if (typeof length === 'number' && length >= 0 && length <= LONGEST_ARRAY) {
    machine.spend(length >> 3);
    return machine.track(new ArrayValue(Array<Value>(Math.trunc(length))));
  }
  const array = machine.track(new ArrayValue([]));
  array.open =
    length instanceof Unknown
      ? length
      : machine.unknown(`the length \`${String(length)}\` has no known value here`, site);
  return array;
};

export const ARRAY = new NativeFunction(
  'Array',
  makeArray,
  natives({
    from: (machine, args, _this, site) => {
      const [source, map] = args;
      const items: readonly Value[] | Unknown =
        source instanceof ObjectValue && !source.classOf
          ? listLike(source, machine, site)
          : iterate(source, machine, site);
      if (items instanceof Unknown) return items;
      const values = Array.from(items, (item, index) =>
        map === undefined ? item : machine.callFunction(map, [item, index], undefined, site),
      );
      return machine.track(new ArrayValue(values));
    },
    of: (machine, args) => machine.track(new ArrayValue([...args])),
    isArray: (machine, args, _this, site) => openArgument(args, machine, site) ?? args[0] instanceof ArrayValue,
  }).set('prototype', new ObjectValue(new Map(arrayMethods))),
);

/** `new Float32Array(n)` is full of zeros; made of a list, it is a copy. */
function typedArray(name: string, convert: (x: number) => number): NativeFunction {
  const convertAll = (list: Value): Value => {
    if (!(list instanceof ArrayValue)) return list;
    list.elements = list.elements.map((item) => (typeof item === 'number' ? convert(item) : item));
    return list;
  };
  return new NativeFunction(
    name,
    (machine, args, _this, site) => {
      const [source = 0] = args;
      const items = typeof source === 'number' || isOpen(source) ? undefined : iterate(source, machine, site);
      if (items instanceof Unknown) return items;
      if (items) return convertAll(machine.track(new ArrayValue([...items])));
      const array = makeArray(machine, [source], undefined, site);
      if (array instanceof ArrayValue) array.elements.fill(0);
      return array;
    },
    new Map(
      ['from', 'of'].map((member) => [
        member,
        new NativeFunction(member, (machine, args, _this, site) =>
          convertAll(machine.callFunction(ARRAY.members?.get(member), args, undefined, site)),
        ),
      ]),
    ),
  );
}

export const TYPED_ARRAYS: ReadonlyMap<string, Value> = new Map(
  [
    Float32Array,
    Float64Array,
    Int8Array,
    Int16Array,
    Int32Array,
    Uint8Array,
    Uint8ClampedArray,
    Uint16Array,
    Uint32Array,
  ].map((type) => [type.name, typedArray(type.name, (x) => type.of(x)[0] ?? NaN)]),
);

/** `{ length: 3 }`, and elements by their index where it has some. */
function listLike(source: ObjectValue, machine: Machine, site: ts.Node): readonly Value[] | Unknown {
  const list = makeArray(machine, [source.properties.get('length') ?? 0], undefined, site);
  if (!(list instanceof ArrayValue)) return [];
  return list.open ?? Array.from(list.elements, (_, index) => source.properties.get(String(index)));
}
