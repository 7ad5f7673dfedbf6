// Defaults that hold nothing (`= null`, `|| 0`, `?? []`): whether they stand for what callers of a root may give.

/** What TensorFlow.js or the program threw while a root was read, and where. */
export type Failures = ReadonlySet<string>;

/** One reading of a root. */
export interface Attempt {
  readonly failures: Failures;
  /** Otherwise what it did was taken back. */
  readonly isKept: boolean;
}

export class EmptyDefaults {
  private doApply = true;
  private wereAsked = false;

  /** To be asked wherever a reading depends on it. */
  apply(): boolean {
    this.wereAsked = true;
    return this.doApply;
  }

  /**
   * Reads a root with its empty defaults. Where it fails by one of them, callers give a value: it is read again with all of
   * them given, so that what fails then fails for every caller.
   */
  read(attempt: (keepIf: (failures: Failures) => boolean) => Attempt): void {
    this.wereAsked = false;
    const { failures, isKept } = attempt(({ size }) => size === 0 || !this.wereAsked);
    if (isKept) return;
    this.doApply = false;
    try {
      if (attempt((left) => [...failures].some((failure) => !left.has(failure))).isKept) return;
    } finally {
      this.doApply = true;
    }
    // The defaults are not to blame.
    attempt(() => true);
  }
}
