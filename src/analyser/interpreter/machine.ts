// One evaluation: its budget, call stack and the book-keeping that lets a branch be taken back and joined.

import type ts from 'typescript';
import { Unknown, type SourceRange } from '../formulas/quantity';
import type { CallPath } from '../graph/graph';
import { BudgetSignal, ThrownSignal, type Completion } from './completion';
import type { Environment } from './environment';
import { evaluateNode } from './expressions/dispatch';
import { callValue } from './functions';
import { executeNode } from './statements/dispatch';
import type { Module } from './module';
import type { Scope } from './scope';
import { joinValues, type Mutable, type Value } from './values';

/** Things touched since a branch began, with the state they had then. */
interface Journal {
  readonly before: Map<Mutable, unknown>;
  /** Made inside the branch: nothing outside knows them, so they are neither taken back nor joined. */
  readonly fresh: Set<Mutable>;
}

/** A completion that an unknown branch may have had while the other side went on. */
interface PendingCompletion {
  readonly completion: NonNullable<Completion>;
  readonly because: Unknown;
  readonly states: ReadonlyMap<Mutable, unknown>;
}

interface Frame {
  /** Not part of call paths: nothing in the program called it. */
  readonly isRoot: boolean;
  readonly functionName: string;
  readonly site: ts.Node;
  readonly module: Module;
}

export interface Limits {
  /** Nodes evaluated in one evaluation. */
  readonly steps: number;
  /** Calls inside calls. */
  readonly depth: number;
  /** Iterations of one loop that makes no layers; more of them are taken together as "any number". */
  readonly idleIterations: number;
}

export const DEFAULT_LIMITS: Limits = { steps: 2_000_000, depth: 250, idleIterations: 5_000 };

export class Machine {
  private steps = 0;
  private frames: Frame[] = [];
  private journal: Journal | undefined;
  private pending: PendingCompletion[] = [];
  private isRootCall = false;
  private readonly ranges = new WeakMap<ts.Node, SourceRange>();
  /** Depth of `try` blocks around the present statement: what TensorFlow.js throws there is the program's business. */
  tryDepth = 0;

  constructor(
    readonly environment: Environment,
    /** The module whose source the present node belongs to. */
    public module: Module,
    readonly limits: Limits = DEFAULT_LIMITS,
  ) {}

  evaluate(node: ts.Expression, scope: Scope): Value {
    if (++this.steps > this.limits.steps) this.stop(node);
    return evaluateNode(node, scope, this);
  }

  execute(node: ts.Statement, scope: Scope): Completion {
    if (++this.steps > this.limits.steps) this.stop(node);
    return executeNode(node, scope, this);
  }

  /** After an early end: no call, branch or loop is under way any more. */
  reset(): void {
    this.frames = [];
    this.pending = [];
    this.tryDepth = 0;
  }

  /** Runs a function that is looked at on its own: its call has no site. */
  asRoot<T>(body: () => T): T {
    this.isRootCall = true;
    try {
      return body();
    } finally {
      this.isRootCall = false;
    }
  }

  /** Gives the evaluation a fresh budget, for the next function that is looked at on its own. */
  renewBudget(): void {
    this.steps = 0;
  }

  private stop(node: ts.Node): never {
    throw new BudgetSignal(
      `the analysis stopped here after ${this.limits.steps.toLocaleString('en')} steps`,
      this.rangeOf(node),
    );
  }

  /** Counts work that a built-in does without evaluating nodes (a long array, a long string). */
  spend(steps: number): void {
    // The next node that is evaluated notices when it is too much.
    this.steps += steps;
  }

  rangeOf(node: ts.Node, module: Module = this.module): SourceRange {
    let range = this.ranges.get(node);
    if (!range) {
      range = { file: module.file, start: node.getStart(module.source), end: node.end };
      this.ranges.set(node, range);
    }
    return range;
  }

  unknown(reason: string, node: ts.Node): Unknown {
    return new Unknown(reason, this.rangeOf(node));
  }

  /** The calls around the present place, outermost first. */
  callPath(): CallPath {
    return this.frames.filter((frame) => !frame.isRoot).map((frame) => this.rangeOf(frame.site, frame.module));
  }

  /** The innermost named function around the present place. */
  functionName(): string | undefined {
    return this.frames.findLast((frame) => frame.functionName !== '')?.functionName;
  }

  /** The function that was looked at on its own, when the present place is inside of one. */
  rootFunction(): string | undefined {
    return this.frames[0]?.isRoot ? this.frames[0].functionName : undefined;
  }

  /** Runs the body of a function of `module` as a call made at `site`, and joins the returns it may have had. */
  inCall(site: ts.Node, module: Module, functionName: string, body: () => Completion): Value {
    if (this.frames.length >= this.limits.depth) {
      throw new BudgetSignal(
        `the analysis stopped here at ${String(this.limits.depth)} calls inside each other`,
        this.rangeOf(site),
      );
    }
    const caller = this.module;
    const outerPending = this.pending;
    this.frames.push({ site, module: caller, functionName, isRoot: this.isRootCall });
    this.isRootCall = false;
    this.module = module;
    this.pending = [];
    try {
      const completion = body();
      let value = completion?.kind === 'return' ? completion.value : undefined;
      for (const pending of this.pending) {
        this.joinStates(pending);
        if (pending.completion.kind === 'return') {
          value = joinValues(pending.completion.value, value, pending.because);
        }
      }
      return value;
    } finally {
      this.frames.pop();
      this.module = caller;
      this.pending = outerPending;
    }
  }

  /** Runs something that belongs to another file, so that ranges point there. */
  inModule(module: Module, body: () => void): void {
    const before = this.module;
    this.module = module;
    try {
      body();
    } finally {
      this.module = before;
    }
  }

  callFunction(callee: Value, args: readonly Value[], thisValue: Value, site: ts.Node): Value {
    return callValue(callee, args, thisValue, this, site);
  }

  /** Runs one iteration of a loop, or a whole loop, and joins the breaks and continues that it may have had. */
  inLoop(kind: 'break' | 'continue', body: () => Completion): Completion {
    const outerPending = this.pending;
    this.pending = [];
    try {
      const completion = body();
      for (const pending of this.pending) {
        if (pending.completion.kind === kind) this.joinStates(pending);
        else outerPending.push(pending);
      }
      return completion;
    } finally {
      this.pending = outerPending;
    }
  }

  private joinStates(pending: PendingCompletion): void {
    for (const [mutable, state] of pending.states) {
      this.touch(mutable);
      mutable.join(state, pending.because);
    }
  }

  /** To be called before a mutable thing changes. */
  touch(mutable: Mutable): void {
    const journal = this.journal;
    if (journal && !journal.before.has(mutable) && !journal.fresh.has(mutable)) {
      journal.before.set(mutable, mutable.capture());
    }
  }

  /** To be called when a mutable thing is made, so that a branch does not take its own things back. */
  track<T extends Mutable>(mutable: T): T {
    this.journal?.fresh.add(mutable);
    return mutable;
  }

  /** Runs both sides of a branch whose condition is not known and joins what they leave behind. */
  branch(because: Unknown, first: () => Completion, second: () => Completion): Completion {
    const a = this.runSide(first, true);
    const b = this.runSide(second, false);
    if (a.thrown && b.thrown) {
      this.adopt(b.journal);
      throw b.thrown;
    }
    if (a.thrown || (a.completion && !b.completion && !b.thrown)) {
      this.adopt(b.journal);
      if (a.completion) this.pending.push({ completion: a.completion, because, states: a.after });
      return b.completion;
    }
    if (b.thrown || (b.completion && !a.completion)) {
      const states = new Map([...b.journal.before.keys()].map((m) => [m, m.capture()] as const));
      this.takeBack(b.journal);
      this.adopt(b.journal);
      this.adopt(a.journal);
      for (const [mutable, state] of a.after) mutable.restore(state);
      if (b.completion) this.pending.push({ completion: b.completion, because, states });
      return a.completion;
    }
    this.adopt(a.journal);
    this.adopt(b.journal);
    for (const mutable of new Set([...a.after.keys(), ...b.journal.before.keys()])) {
      mutable.join(a.after.has(mutable) ? a.after.get(mutable) : b.journal.before.get(mutable), because);
    }
    if (a.completion?.kind === 'return' && b.completion?.kind === 'return') {
      return { kind: 'return', value: joinValues(a.completion.value, b.completion.value, because) };
    }
    if (a.completion && a.completion.kind !== b.completion?.kind) {
      this.pending.push({ completion: a.completion, because, states: a.after });
    }
    return b.completion;
  }

  /** Runs a body that may run any number of times: what it changes becomes unknown before it is looked at. */
  repeatUnknownTimes(because: Unknown, body: () => Completion): void {
    const mark = this.environment.recorder.mark();
    const trial = this.runSide(body, true);
    this.environment.recorder.rollBack(mark);
    this.adopt(trial.journal);
    for (const [mutable, state] of trial.after) mutable.join(state, because);
    this.branch(
      because,
      () => void this.inLoop('continue', body),
      () => undefined,
    );
  }

  /** Runs something and takes back what it changed, except in what is kept; what it made stays noted. */
  inTrial(body: () => void, isKept: (mutable: Mutable) => boolean): void {
    const { after } = this.runSide(() => {
      body();
      return undefined;
    }, true);
    for (const [mutable, state] of after) if (isKept(mutable)) mutable.restore(state);
  }

  private runSide(
    body: () => Completion,
    takeBack: boolean,
  ): { completion: Completion; thrown: ThrownSignal | undefined; journal: Journal; after: Map<Mutable, unknown> } {
    const outer = this.journal;
    const journal: Journal = { before: new Map(), fresh: new Set() };
    this.journal = journal;
    let completion: Completion;
    let thrown: ThrownSignal | undefined;
    try {
      completion = body();
    } catch (error) {
      if (!(error instanceof ThrownSignal)) throw error;
      thrown = error;
    } finally {
      this.journal = outer;
    }
    for (const mutable of journal.fresh) outer?.fresh.add(mutable);
    const after = new Map<Mutable, unknown>();
    if (takeBack) {
      for (const mutable of journal.before.keys()) after.set(mutable, mutable.capture());
      this.takeBack(journal);
    }
    return { completion, thrown, journal, after };
  }

  private takeBack(journal: Journal): void {
    for (const [mutable, state] of journal.before) mutable.restore(state);
  }

  /** Makes the changes of an inner branch known to the branch around it. */
  private adopt(inner: Journal): void {
    const outer = this.journal;
    if (!outer) return;
    for (const [mutable, state] of inner.before) {
      if (!outer.before.has(mutable) && !outer.fresh.has(mutable)) outer.before.set(mutable, state);
    }
  }
}
