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
  readonly states: ReadonlyMap<Mutable, unknown>;
}

interface Side {
  readonly completion: Completion;
  readonly thrown: ThrownSignal | undefined;
  readonly journal: Journal;
  /** The state in which the side left what it touched. */
  readonly after: ReadonlyMap<Mutable, unknown>;
}

export class Branches {
  private journal: Journal | undefined;
  private pending: PendingCompletion[] = [];
  private rehearsals = 0;
  /** Counts the branches begun. */
  private clock = 0;

  constructor(private readonly recorder: Recorder) {}

  /** To be called before a mutable thing changes. */
  touch(mutable: Mutable): void {
    const journal = this.journal;
    if (journal && isOlder(mutable, journal) && !journal.before.has(mutable)) {
      journal.before.set(mutable, mutable.capture());
    }
  }

  /** To be called when a mutable thing is made, so that a branch does not take its own things back. */
  track<T extends Mutable>(mutable: T): T {
    mutable.birth = this.clock;
    return mutable;
  }

  /** After an early end: no branch is under way any more. */
  reset(): void {
    this.pending = [];
    this.rehearsals = 0;
  }

  /** Runs a function's body and joins the returns it may have had. */
  inCall(body: () => Completion): Value {
    const outerPending = this.pending;
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
      this.pending = outerPending;
    }
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
    this.rehearse(because, body);
    this.either(
      because,
      () => void this.inLoop('continue', body),
      () => undefined,
    );
  }

  /** Looks at what a body would change, which becomes unknown; what it makes is not noted. */
  rehearse(because: Unknown, body: () => Completion): void {
    const mark = this.recorder.mark();
    this.rehearsals++;
    try {
      const trial = this.runSide(body, true);
      this.adopt(trial.journal);
      for (const [mutable, state] of trial.after) mutable.join(state, because);
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
    try {
      completion = body();
    } catch (error) {
      if (!(error instanceof ThrownSignal)) throw error;
      thrown = error;
    } finally {
      this.journal = outer;
    }
    const after = new Map<Mutable, unknown>();
    if (isTakenBack) {
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
      if (isOlder(mutable, outer) && !outer.before.has(mutable)) outer.before.set(mutable, state);
    }
  }
}

function isOlder(mutable: Mutable, journal: Journal): boolean {
  return mutable.birth < journal.beganAt;
}
