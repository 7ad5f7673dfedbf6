// Which layer of another model stands where a layer stands in its own: as deep among the layers of its kind.

import type { LayerInfo } from '../../src/protocol/runner';

export interface LayerMatch {
  readonly layer: LayerInfo;
  /** In words; undefined where the other model has no layer of the kind: then the depth is that among all layers. */
  readonly kind: string | undefined;
  /** Both counted from 1. */
  readonly own: Rank;
  readonly other: Rank;
}

export interface Rank {
  readonly rank: number;
  readonly of: number;
}

/** The first goes with the first, the last with the last. Undefined where the other model has no layers. */
export function matchLayer(
  layer: LayerInfo,
  own: readonly LayerInfo[],
  others: readonly LayerInfo[],
): LayerMatch | undefined {
  const kind = kindOf(layer);
  const isSameKind = (one: LayerInfo): boolean => kindOf(one) === kind;
  const isMatchedByKind = others.some(isSameKind);
  const isCandidate = isMatchedByKind ? isSameKind : isNoInput;
  const [ownLayers, candidates] = [own.filter(isCandidate), others.filter(isCandidate)];
  const at = Math.max(0, ownLayers.indexOf(layer));
  // the only one of its kind may be a first or a last one: its place among all layers tells
  const [rank, last] = ownLayers.length > 1 ? [at, ownLayers.length - 1] : [own.indexOf(layer), own.length - 1];
  const share = last > 0 ? rank / last : 0;
  const place = Math.round(share * (candidates.length - 1));
  const match = candidates[place];
  return (
    match && {
      layer: match,
      kind: isMatchedByKind ? kind : undefined,
      own: { rank: at + 1, of: ownLayers.length },
      other: { rank: place + 1, of: candidates.length },
    }
  );
}

/** `convolution 3 of 13, as deep as 2 of 5` */
export function describeMatch({ kind, own, other }: LayerMatch): string {
  return `${kind ?? 'layer'} ${other.rank} of ${other.of}, as deep as ${own.rank} of ${own.of}`;
}

const KINDS: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/conv/i, 'convolution'],
  [/pool/i, 'pooling'],
  [/norm/i, 'normalisation'],
  [/^(activation|\w*relu|elu|softmax)$/i, 'activation'],
];

/** Layers of a user's own are told by their names: a grouped convolution is a convolution. */
function kindOf({ className }: LayerInfo): string {
  return KINDS.find(([pattern]) => pattern.test(className))?.[1] ?? className;
}

function isNoInput({ className }: LayerInfo): boolean {
  return className !== 'InputLayer';
}
