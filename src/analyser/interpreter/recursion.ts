// Functions that call themselves: cut short where nothing that is known ends that.

import type ts from 'typescript';
import type { Callee } from './callStack';
import type { Value } from './values';

/** Calls of a function inside itself, each behind one more condition that is not known. */
const DOUBTFUL_CALLS = 4;
/** Calls of a function inside itself with the same arguments, as in a function whose end is not written yet. */
const SAME_CALLS = 16;

/** A call that is under way. */
interface Entered {
  /** Unknown conditions that the place of the call depends on. */
  readonly doubts: number;
  readonly args: readonly Value[];
}

export class Recursion {
  private readonly entered = new Map<ts.Node, Entered[]>();

  /** Why one more call of a function is not followed. */
  findReasonToStop({ node, name }: Callee, { doubts, args }: Entered): string | undefined {
    const calls = this.entered.get(node) ?? [];
    const doubtful = calls.at(-DOUBTFUL_CALLS);
    if (doubtful && doubtful.doubts + DOUBTFUL_CALLS <= doubts) {
      return `how often \`${name}\` calls itself is not known`;
    }
    if (calls.length >= SAME_CALLS && calls.slice(-SAME_CALLS).every((call) => areSame(call.args, args))) {
      return `\`${name}\` calls itself with the same arguments again and again`;
    }
    return undefined;
  }

  /** Runs a call of the function that stands at `node`. */
  enter<T>(node: ts.Node, call: Entered, body: () => T): T {
    const calls = this.entered.get(node) ?? [];
    this.entered.set(node, calls);
    calls.push(call);
    try {
      return body();
    } finally {
      calls.pop();
    }
  }
}

function areSame(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
