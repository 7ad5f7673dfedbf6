// Options and positional arguments, with errors of one line.

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { InputError } from './inputError';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; strict: true; allowPositionals: true }>
>;

export function parseArguments<const O extends Options>(args: readonly string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError) || !('code' in error)) throw error;
    // Node adds advice for programmers after the first sentence.
    const [sentence = error.message] = error.message.split(/\. |\n/);
    throw new InputError(`${sentence.replace(/\.$/, '')}; convlens --help shows what there is`);
  }
}

/** The one positional argument that a command takes. */
export function onlyArgument(positionals: readonly string[], what: string): string {
  const [first, second] = positionals;
  if (first === undefined) throw new InputError(`${what} is missing; convlens --help shows what there is`);
  if (second !== undefined)
    throw new InputError(`${second}: one ${what} is enough; convlens --help shows what there is`);
  return first;
}
