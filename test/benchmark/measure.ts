// Times and ratios. Machines differ and are noisy; ratios within one run carry over.

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/**
 * Runs each body once a round, in turns, so that all meet the same noise and pay for their own garbage.
 * @returns the sum of all rounds for each, in milliseconds
 */
export function totalTimes(rounds: number, bodies: readonly (() => void)[]): number[] {
  const totals = bodies.map(() => 0);
  for (let round = 0; round < rounds; round++) {
    bodies.forEach((body, index) => {
      const start = performance.now();
      body();
      totals[index] = (totals[index] ?? 0) + performance.now() - start;
    });
  }
  return totals;
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

/** For information, in a unit of its own. */
export function printFigure(name: string, value: number, unit: string): void {
  console.log(`${name.padEnd(72)} ${value.toFixed(1).padStart(8)} ${unit}`);
}
