// Which channels of a tensor the channels of another one depend on. Data only.

/** Channels in a row that depend on the same channels of the origin: `from`, `from + 1` … */
export interface ChannelRun {
  readonly count: number;
  readonly from: number;
  readonly size: number;
  /** Each of them depends on one channel of its own, in the same order. */
  readonly isSame: boolean;
}

/** One run behind the other. What is said to depend may not; what is not said certainly does not. */
export type ChannelRuns = readonly ChannelRun[];

export function sameChannels(count: number): ChannelRuns {
  return [sameRun(0, count)];
}

/** Channels `from` … of what some runs tell. */
export function sliceRuns(runs: ChannelRuns, from: number, count: number): ChannelRuns {
  const part: ChannelRun[] = [];
  let start = 0;
  for (const run of runs) {
    const skipped = Math.max(0, from - start);
    const taken = Math.min(run.count, from + count - start) - skipped;
    if (taken > 0) part.push(run.isSame ? sameRun(run.from + skipped, taken) : { ...run, count: taken });
    start += run.count;
  }
  return part;
}

/** Channels that each depend on all that some runs depend on. */
export function mixRuns(runs: ChannelRuns, count: number): ChannelRun {
  const from = Math.min(...runs.map((run) => run.from));
  const end = Math.max(...runs.map((run) => run.from + run.size));
  return { count, from, size: end - from, isSame: false };
}

/** What channels depend on that depend as `later` on channels that depend as `earlier`. */
export function composeRuns(earlier: ChannelRuns, later: ChannelRuns): ChannelRuns {
  return later.flatMap((run) => {
    const part = sliceRuns(earlier, run.from, run.size);
    return run.isSame ? part : [mixRuns(part, run.count)];
  });
}

/** Channels of the origin, from the first to before the last. */
export interface ChannelRange {
  readonly from: number;
  readonly end: number;
}

/** In order, and such that no channel depends on channels of two of them. */
export function separateRanges(runs: ChannelRuns): readonly ChannelRange[] {
  const ranges: { from: number; end: number }[] = [];
  for (const { from, size } of runs.toSorted((a, b) => a.from - b.from)) {
    const last = ranges.at(-1);
    if (last && from < last.end) last.end = Math.max(last.end, from + size);
    else ranges.push({ from, end: from + size });
  }
  return ranges;
}

function sameRun(from: number, count: number): ChannelRun {
  return { count, from, size: count, isSame: true };
}
