// What the system says when a file or an address cannot be read, in words.

const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of its host cannot be looked up; is there a connection to the network?',
  ECONNREFUSED: 'the host refuses the connection',
  ECONNRESET: 'the connection was cut off',
  ETIMEDOUT: 'the host does not answer',
  UND_ERR_SOCKET: 'the connection was cut off',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'the host does not answer',
  UND_ERR_BODY_TIMEOUT: 'the host has stopped sending',
  CERT_HAS_EXPIRED: 'the certificate of its host has expired',
};

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : undefined;
}

export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '');
}

/** Without a full stop. `fetch` hides what went wrong in the cause of its error. */
export function describeSystemError(error: unknown): string {
  const known = words[codeOf(error) ?? ''];
  if (known !== undefined) return known;
  const innermost = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return innermost instanceof Error ? innermost.message : String(innermost);
}
