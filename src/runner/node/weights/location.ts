// Where weights are, as the user says it: `PATH`, `https://…`, each with `#sha256=…` behind it if the user knows what it must be.

import path from 'node:path';
import { RunError } from '../../core/failure';

export interface Location {
  /** A file's absolute path, or an address. */
  readonly place: string;
  readonly isRemote: boolean;
  /** What to call it in messages: the file's name, or the address. */
  readonly label: string;
  /** Lower-case hexadecimal. */
  readonly sha256: string | undefined;
}

/** @throws RunError */
export function parseLocation(text: string): Location {
  const [, place = '', hash] = /^(.*?)(?:#sha256=(.*))?$/s.exec(text.trim()) ?? [];
  if (place === '') throw new RunError('Neither a file nor an address of weights was given.');
  if (hash !== undefined && !/^[0-9a-f]{64}$/i.test(hash)) {
    throw new RunError(`#sha256=${hash.slice(0, 80)} is not a SHA-256, which has 64 hexadecimal digits.`);
  }
  const sha256 = hash?.toLowerCase();
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(place) ?? [];
  if (scheme === undefined) {
    return { place: path.resolve(place), isRemote: false, label: path.basename(place), sha256 };
  }
  if (!/^https?$/i.test(scheme) || !URL.canParse(place)) {
    throw new RunError(
      `Weights cannot be read from ${place}: give a file, or an address that begins with https:// or http://.`,
    );
  }
  const url = new URL(place);
  url.hash = '';
  return { place: url.href, isRemote: true, label: url.href, sha256 };
}
