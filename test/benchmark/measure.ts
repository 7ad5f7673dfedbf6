// Times and ratios. Machines differ and are noisy; ratios within one run carry over.

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Median of several runs, in milliseconds. */
export function measure(runs: number, body: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    body();
    return performance.now() - start;
  });
  return median(times);
}

export async function time(body: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await body();
  return performance.now() - start;
}

export function printRatio(name: string, value: number, wanted: string): void {
  console.log(`${name.padEnd(72)} ${value.toFixed(2).padStart(8)}×   wanted: ${wanted}`);
}

/** For information: another machine has other times. */
export function printTime(name: string, milliseconds: number): void {
  console.log(`${name.padEnd(72)} ${milliseconds.toFixed(0).padStart(8)} ms`);
}
