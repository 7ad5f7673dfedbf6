// Lines over many ranks cost the layout time for every rank. What goes beyond a limit is drawn without a way of its own.

interface Connection {
  readonly from: string;
  readonly to: string;
}

/** Ranks that lines may pass altogether: about a second of layout. */
const LARGEST_LENGTH = 1500;

/**
 * @param ids in an order in which connections lead forwards
 * @returns the connections to lay out; the longest are left out where all together are too long
 */
export function leaveOutLong<C extends Connection>(ids: readonly string[], connections: readonly C[]): readonly C[] {
  const rankOf = estimateRanks(ids, connections);
  const lengthOf = ({ from, to }: C): number => Math.max(0, (rankOf.get(to) ?? 0) - (rankOf.get(from) ?? 0) - 1);
  let left = LARGEST_LENGTH;
  const kept = new Set<C>();
  for (const connection of connections.toSorted((a, b) => lengthOf(a) - lengthOf(b))) {
    left -= lengthOf(connection);
    if (left < 0) break;
    kept.add(connection);
  }
  return connections.filter((connection) => kept.has(connection));
}

/** The number of steps from the beginning, by the longest way. What is not among the ids stands at the beginning. */
function estimateRanks(ids: readonly string[], connections: readonly Connection[]): ReadonlyMap<string, number> {
  const before = new Map<string, Connection[]>();
  for (const connection of connections) before.set(connection.to, [...(before.get(connection.to) ?? []), connection]);
  const ranks = new Map<string, number>();
  for (const id of ids) {
    const steps = (before.get(id) ?? []).map(({ from }) => (ranks.get(from) ?? 0) + 1);
    ranks.set(id, Math.max(0, ...steps));
  }
  return ranks;
}
