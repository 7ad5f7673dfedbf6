// `// convlens-disable-next-line rule, rule` and `/* … */`: findings that the user does not want.

import type { Finding } from '../analysis';
import type { SourceRange } from '../formulas/quantity';

const DIRECTIVE = /(?:\/\/|\/\*)\s*convlens-disable-next-line\b([^\n]*)/g;

/** Findings without those that a comment on the line before silences: before their place, or before a call that led to it. */
export function withoutSuppressed(findings: readonly Finding[], textOf: (file: string) => string): Finding[] {
  const files = new Map<string, ReadonlyMap<number, ReadonlySet<string>>>();
  const isSilenced = ({ file, start }: SourceRange, rule: string): boolean => {
    let silenced = files.get(file);
    if (!silenced) files.set(file, (silenced = readDirectives(textOf(file))));
    if (silenced.size === 0) return false;
    return silenced.get(textOf(file).lastIndexOf('\n', start - 1) + 1)?.has(rule) ?? false;
  };
  return findings.filter(
    ({ rule, range, path }) => !isSilenced(range, rule) && !path.some((call) => isSilenced(call, rule)),
  );
}

/** The rules that are silenced on a line, by the line's first character. */
function readDirectives(text: string): ReadonlyMap<number, ReadonlySet<string>> {
  const lines = new Map<number, ReadonlySet<string>>();
  if (!text.includes('convlens-disable-next-line')) return lines;
  for (const { index, 0: all, 1: list = '' } of text.matchAll(DIRECTIVE)) {
    const next = text.indexOf('\n', index + all.length) + 1;
    // Words behind `--` say why.
    const names = (list.split(/--|\*\//)[0] ?? '').split(/[\s,]+/).filter((name) => name !== '');
    if (next > 0) lines.set(next, new Set([...(lines.get(next) ?? []), ...names]));
  }
  return lines;
}
