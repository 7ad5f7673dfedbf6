// One sentence out of what npm prints when an installation fails; all of it is in the log.

/** How Node and npm name what stops a connection. */
const networkError =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/;
const fullDisk = /\bENOSPC\b/;
const forbidden = /\b(EACCES|EPERM)\b/;

function findHost(line: string): string | undefined {
  return (
    /https?:\/\/([^/\s'":]+)/.exec(line)?.[1] ??
    /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT)\s+([\w.-]+(?::\d+)?)/.exec(line)?.[1]
  );
}

/** The script's own words: its last line that speaks of an error, else its last. */
function findScriptMessage(lines: readonly string[]): string {
  const own = lines.filter((line) => !/^npm\b/.test(line) && !/^\s+at /.test(line)).map((line) => line.trim());
  return own.findLast((line) => /error|fail|unsupported/i.test(line) && line.length > 6) ?? own.at(-1) ?? '';
}

export function explainFailure(packageName: string, output: readonly string[]): string {
  // what npm tried again may have gone well
  const lines = output.filter((line) => !line.startsWith('npm http '));
  const reason = (pattern: RegExp): string | undefined => lines.find((line) => pattern.test(line));
  const network = reason(networkError);
  if (network !== undefined) {
    const host = lines.filter((line) => networkError.test(line)).flatMap((line) => findHost(line) ?? [])[0];
    const code = networkError.exec(network)?.[1];
    return `${host ?? 'A server'} could not be reached (${code}). Is this machine offline, or does it need a proxy (npm's setting "proxy", HTTPS_PROXY)?`;
  }
  if (reason(fullDisk) !== undefined) return `There is no room left on the disk for ${packageName}.`;
  const isScript = lines.some((line) => /^npm (error|ERR!) (command failed|command (sh|cmd))/i.test(line));
  if (isScript) return `The install script of ${packageName} failed: ${findScriptMessage(lines)}`;
  const denied = reason(forbidden);
  if (denied !== undefined) return `npm may not write where it has to: ${denied.replace(/^npm (error|ERR!) /, '')}`;
  const last = lines.findLast((line) => /^npm (error|ERR!) (?!A complete log|\s*$)/.test(line)) ?? lines.at(-1) ?? '';
  return `npm could not install ${packageName}: ${last.replace(/^npm (error|ERR!) /, '')}`;
}
