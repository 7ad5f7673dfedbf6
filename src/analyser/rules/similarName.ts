// Which of several names was meant by a misspelt one.

/** @returns undefined where none is near, or several are equally near */
export function similarName(name: string, known: Iterable<string>): string | undefined {
  const plain = plainName(name);
  const most = Math.floor((plain.length + 1) / 4);
  const near = [...known]
    .map((other) => ({ other, distance: distanceBetween(plain, plainName(other)) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance);
  const [first, second] = near;
  return first && first.distance < (second?.distance ?? Infinity) ? first.other : undefined;
}

/** Without case, and without what separates words. */
function plainName(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase();
}

/** Letters put in, left out, replaced, or swapped with their neighbours (Damerau, 1964). */
function distanceBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > Math.max(a.length, b.length) / 2) return Infinity;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (beforeLast[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
