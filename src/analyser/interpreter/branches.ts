// Branches on unknown conditions: both sides run, what they change is noted, taken back and joined.

import type { Unknown } from '../formulas/quantity';
import { ThrownSignal, type Completion } from './completion';
import type { Recorder } from './environment';
import { joinValues, type Mutable, type Value } from './values';

/** Things touched since a branch began, with the state they had then. */
interface Journal {
  /** What was made since then is known to nothing outside of the branch: it is neither taken back nor joined. */
  readonly beganAt: number;
  readonly before: Map<Mutable, unknown>;
}

/** A completion that an unknown branch may have had while the other side went on. */
interface PendingCompletion {
  readonly completion: NonNullable<Completion>;
  readonly because: Unknown;
  readonly happenedAt: number;
  /** How it left things; what changed only afterwards is added when it changes. */
  readonly states: Map<Mutable, unknown>;
}

/** The completions that the present loop or call may have had, and those around it. */
interface PendingList {
  readonly completions: PendingCompletion[];
  readonly outer: PendingList | undefined;
}

interface Side {
  readonly completion: Completion;
  readonly thrown: ThrownSignal | undefined;
  readonly journal: Journal;
  /** The state in which the side left what it touched. */
  readonly after: Map<Mutable, unknown>;
}

/** So many parts of a state are copied and joined in the time of a step. */
const PARTS_PER_STEP = 8;

export class Branches {
  private journal: Journal | undefined;
  private pending: PendingList = { completions: [], outer: undefined };
  /** All of them, so that nothing is searched while there are none. */
  private pendingCount = 0;
  private rehearsals = 0;
  private depth = 0;
  /** Counts the branches begun. */
  private clock = 0;

  /** @param spend takes steps from the budget */
  constructor(
    private readonly recorder: Recorder,
    private readonly spend: (steps: number) => void,
  ) {}

  /** To be called before a mutable thing changes. */
  touch(mutable: Mutable): void {
    const journal = this.journal;
    if (journal && isOlder(mutable, journal) && !journal.before.has(mutable)) {
      this.payFor(mutable);
      journal.before.set(mutable, mutable.capture());
    }
    this.noteForPending(mutable);
  }

  /** A change after the program may have left here: where it left, the thing is as it was. */
  private noteForPending(mutable: Mutable): void {
    if (this.pendingCount === 0) return;
    let state: unknown;
    for (let list: PendingList | undefined = this.pending; list; list = list.outer) {
      for (let i = list.completions.length - 1; i >= 0; i--) {
        const { states, happenedAt } = list.completions[i]!;
        // Then those before it know it too, or it is younger than all of them.
        if (states.has(mutable) || mutable.birth >= happenedAt) return;
        if (state === undefined) this.payFor(mutable);
        states.set(mutable, (state ??= mutable.capture()));
      }
    }
  }

  /** The state of a large thing is copied a few times for each branch that changes it: that takes its time. */
  private payFor({ extent = 0 }: Mutable): void {
    if (extent >= PARTS_PER_STEP) this.spend(Math.floor(extent / PARTS_PER_STEP));
  }

  private addPending(completion: NonNullable<Completion>, because: Unknown, states: Map<Mutable, unknown>): void {
    this.pending.completions.push({ completion, because, happenedAt: ++this.clock, states });
    this.pendingCount++;
  }

  /** Runs something with a list of its own. @returns what it gave and what it may have done instead */
  private collectPending<T>(body: () => T): { readonly result: T; readonly pending: readonly PendingCompletion[] } {
    const outer = this.pending;
    const inner: PendingList = { completions: [], outer };
    this.pending = inner;
    try {
      return { result: body(), pending: inner.completions };
    } finally {
      this.pending = outer;
      this.pendingCount -= inner.completions.length;
    }
  }

  /** To be called when a mutable thing is made, so that a branch does not take its own things back. */
  track<T extends Mutable>(mutable: T): T {
    mutable.birth = this.clock;
    return mutable;
  }

  /** After an early end: no branch is under way any more. */
  reset(): void {
    this.pending = { completions: [], outer: undefined };
    this.pendingCount = 0;
    this.rehearsals = 0;
    this.depth = 0;
  }

  /** How many conditions that are not known decide whether this place is reached. */
  get doubts(): number {
    return this.depth + this.pendingCount;
  }

  /** Runs a function's body and joins the returns it may have had. */
  inCall(body: () => Completion): Value {
    const { result: completion, pending } = this.collectPending(body);
    let value = completion?.kind === 'return' ? completion.value : undefined;
    for (const one of pending) {
      this.joinStates(one);
      if (one.completion.kind === 'return') value = joinValues(one.completion.value, value, one.because);
    }
    return value;
  }

  /**
   * Runs one iteration of a loop, or a whole loop, and joins the breaks and continues that it may have had.
   * @param isOwn whether a label means this loop
   */
  inLoop(
    kind: 'break' | 'continue',
    body: () => Completion,
    isOwn: (label: string | undefined) => boolean = (label) => label === undefined,
  ): Completion {
    const { result, pending } = this.collectPending(body);
    for (const one of pending) {
      const { completion } = one;
      if (completion.kind === kind && isOwn(completion.label)) {
        this.joinStates(one);
      } else {
        this.pending.completions.push(one);
        this.pendingCount++;
      }
    }
    return result;
  }

  private joinStates(pending: PendingCompletion): void {
    for (const [mutable, state] of pending.states) {
      this.touch(mutable);
      mutable.join(state, pending.because);
    }
  }

  /** Runs both sides of a branch whose condition is not known and joins what they leave behind. */
  either(because: Unknown, first: () => Completion, second: () => Completion): Completion {
    const a = this.runSide(first, true);
    const b = this.runSide(second, false);
    if (a.thrown && b.thrown) {
      this.adopt(b.journal);
      throw b.thrown;
    }
    if (a.thrown || (a.completion && !b.completion && !b.thrown)) {
      this.adopt(b.journal);
      if (a.completion) this.addPending(a.completion, because, withOld(a.after, b.journal));
      return b.completion;
    }
    if (b.thrown || (b.completion && !a.completion)) {
      const states = new Map([...b.journal.before.keys()].map((m) => [m, m.capture()] as const));
      this.takeBack(b.journal);
      this.adopt(b.journal);
      this.adopt(a.journal);
      for (const [mutable, state] of a.after) {
        this.noteForPending(mutable);
        mutable.restore(state);
      }
      if (b.completion) this.addPending(b.completion, because, withOld(states, a.journal));
      return a.completion;
    }
    this.adopt(a.journal);
    this.adopt(b.journal);
    for (const mutable of new Set([...a.after.keys(), ...b.journal.before.keys()])) {
      this.noteForPending(mutable);
      mutable.join(a.after.has(mutable) ? a.after.get(mutable) : b.journal.before.get(mutable), because);
    }
    if (a.completion?.kind === 'return' && b.completion?.kind === 'return') {
      return { kind: 'return', value: joinValues(a.completion.value, b.completion.value, because) };
    }
    if (a.completion && a.completion.kind !== b.completion?.kind) {
      this.addPending(a.completion, because, withOld(a.after, b.journal));
    }
    return b.completion;
  }

  /**
   * Runs a body that may run any number of times: what it changes becomes unknown before it is looked at.
   * A completion that it gives is one that the code around may have had.
   */
  repeatUnknownTimes(because: Unknown, body: () => Completion): void {
    this.rehearse(because, body);
    this.either(
      because,
      () => this.inLoop('continue', body),
      () => undefined,
    );
  }

  /** Looks at what a body would change, which becomes unknown; what it makes is not noted. */
  rehearse(because: Unknown, body: () => Completion): void {
    const mark = this.recorder.mark();
    this.rehearsals++;
    try {
      const { result: trial } = this.collectPending(() => this.runSide(body, true));
      this.adopt(trial.journal);
      for (const [mutable, state] of trial.after) {
        if (mutable.joinRehearsed) mutable.joinRehearsed(state, because);
        else mutable.join(state, because);
      }
    } finally {
      this.rehearsals--;
      this.recorder.rollBack(mark);
    }
  }

  /** Whether nothing that happens now is noted. */
  get isRehearsal(): boolean {
    return this.rehearsals > 0;
  }

  /** Runs something and takes back what it changed, except in what is kept; what it made stays noted. */
  inTrial(body: () => void, isKept: (mutable: Mutable) => boolean): void {
    const { after } = this.runSide(() => {
      body();
      return undefined;
    }, true);
    for (const [mutable, state] of after) if (isKept(mutable)) mutable.restore(state);
  }

  private runSide(body: () => Completion, isTakenBack: boolean): Side {
    const outer = this.journal;
    const journal: Journal = { beganAt: ++this.clock, before: new Map() };
    this.journal = journal;
    let completion: Completion;
    let thrown: ThrownSignal | undefined;
    this.depth++;
    try {
      completion = body();
    } catch (error) {
      if (!(error instanceof ThrownSignal)) {
        // The budget is used up: what the side has done so far is worth nothing.
        this.takeBack(journal);
        throw error;
      }
      thrown = error;
    } finally {
      this.journal = outer;
      this.depth--;
    }
    const after = new Map<Mutable, unknown>();
    if (isTakenBack) {
      for (const mutable of journal.before.keys()) after.set(mutable, mutable.capture());
      this.takeBack(journal);
    }
    return { completion, thrown, journal, after };
  }

  private takeBack(journal: Journal): void {
    for (const [mutable, state] of journal.before) {
      this.noteForPending(mutable);
      mutable.restore(state);
    }
  }

  /** Makes the changes of an inner branch known to the branch around it. */
  private adopt(inner: Journal): void {
    const outer = this.journal;
    if (!outer) return;
    for (const [mutable, state] of inner.before) {
      if (isOlder(mutable, outer) && !outer.before.has(mutable)) outer.before.set(mutable, state);
    }
  }
}

/** The states of one side, with those of what only the other side changed. */
function withOld(states: Map<Mutable, unknown>, { before }: Journal): Map<Mutable, unknown> {
  for (const [mutable, state] of before) if (!states.has(mutable)) states.set(mutable, state);
  return states;
}

function isOlder(mutable: Mutable, journal: Journal): boolean {
  return mutable.birth < journal.beganAt;
}
