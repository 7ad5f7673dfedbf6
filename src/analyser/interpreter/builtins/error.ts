// `Error` and its kin.

import { toText } from '../operators';
import type { Machine } from '../machine';
import { NativeFunction, ObjectValue, type Value } from '../values';

/** An error that the program makes; classes derived from Error copy its properties. */
export class ErrorObject extends ObjectValue {
  constructor(
    readonly madeBy: NativeFunction,
    message: Value,
  ) {
    super(
      new Map<string, Value>([
        ['name', madeBy.name],
        ['message', message],
      ]),
    );
  }
}

function errorConstructor(name: string): NativeFunction {
  const made: NativeFunction = new NativeFunction(name, (machine: Machine, [message]) =>
    machine.track(new ErrorObject(made, message === undefined ? '' : (toText(message) ?? message))),
  );
  return made;
}

export const ERROR = errorConstructor('Error');

export const ERRORS: ReadonlyMap<string, NativeFunction> = new Map([
  ['Error', ERROR],
  ...['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError'].map(
    (name) => [name, errorConstructor(name)] as const,
  ),
]);

/** What a thrown value says: an error's message, or a text that was thrown itself. */
export function thrownMessage(value: Value): string | undefined {
  const message = value instanceof ObjectValue ? value.properties.get('message') : value;
  return typeof message === 'string' ? message : undefined;
}

/** Whether `error` is made by the constructor, or by one of those below it. */
export function isErrorOf(error: ErrorObject, constructor: NativeFunction): boolean {
  return constructor === error.madeBy || constructor === ERROR;
}
