// How a statement ends, as data; and the signals that leave many statements at once.

import type { SourceRange } from '../formulas/quantity';
import type { Value } from './values';

/** undefined: the statement ended normally and the next one runs. */
export type Completion =
  | undefined
  | { readonly kind: 'return'; readonly value: Value }
  | { readonly kind: 'break' | 'continue'; readonly label: string | undefined };

/** Made often and never shown: without the stack of calls, which takes long to collect. */
class Signal extends Error {
  constructor(message: string) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A `throw` of the interpreted program (or of TensorFlow.js inside its try block). */
export class ThrownSignal extends Signal {
  constructor(
    readonly value: Value,
    /** Where the program throws it, and the calls that led there. */
    readonly places: readonly SourceRange[] = [],
  ) {
    super('thrown by the analysed program');
  }
}

/** The evaluation ended early: too many steps or too deep a recursion. Caught only where an evaluation begins. */
export class BudgetSignal extends Signal {
  constructor(
    readonly reason: string,
    readonly at: SourceRange,
  ) {
    super(reason);
  }
}
