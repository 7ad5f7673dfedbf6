// Follows an address to the response that has the file: http(s) only, a few redirects, never from https back to http.

import { RunError } from '../../core/failure';

const MAX_REDIRECTS = 5;

function checkRedirect(from: string, location: string | null, start: string): string {
  if (location === null || !URL.canParse(location, from)) {
    throw new RunError(`${start} redirects to nowhere: the answer of ${from} has no address.`);
  }
  const to = new URL(location, from);
  if (!/^https?:$/.test(to.protocol)) {
    throw new RunError(`${start} redirects to ${to.href}, which is neither https:// nor http://.`);
  }
  if (from.startsWith('https:') && to.protocol === 'http:') {
    throw new RunError(`${start} redirects from https:// to ${to.href}, which is not protected.`);
  }
  return to.href;
}

export interface OpenedAddress {
  readonly response: Response;
  /** Of the file, where a server on the way has told it: Hugging Face does, before it redirects to where the file is stored. */
  readonly sha256: string | undefined;
}

function readHash({ headers }: Response): string | undefined {
  const [, hash] = /^"?([0-9a-f]{64})"?$/i.exec(headers.get('x-linked-etag') ?? '') ?? [];
  return hash?.toLowerCase();
}

/** @throws RunError, or what `fetch` throws when there is no connection */
export async function openAddress(start: string, signal: AbortSignal): Promise<OpenedAddress> {
  let address = start;
  let sha256: string | undefined;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await fetch(address, { redirect: 'manual', signal });
    sha256 ??= readHash(response);
    if (response.ok) return { response, sha256 };
    await response.body?.cancel();
    if (response.status < 300 || response.status >= 400) {
      const via = address === start ? '' : ` (asked at ${address})`;
      throw new RunError(
        `${start} cannot be downloaded: the answer is ${response.status} ${response.statusText}${via}.`,
      );
    }
    address = checkRedirect(address, response.headers.get('location'), start);
  }
  throw new RunError(`${start} redirects more than ${MAX_REDIRECTS} times: its redirects seem to go in a circle.`);
}
