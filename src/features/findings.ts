// Findings as plain diagnostics of one file: ranges that lie in other files are shown at the call that led there.

import type { FileAnalysis, Finding, Severity, SourceRange } from '../analyser/index';

export interface RelatedPlace {
  readonly range: SourceRange;
  readonly message: string;
}

export interface PlainDiagnostic {
  /** Always in the analysed file. */
  readonly range: SourceRange;
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
  /** Of a rule of advice, which has a page and a setting. */
  readonly isAdvice: boolean;
  readonly related: readonly RelatedPlace[];
  /** The findings behind it: one, or several that differ only in how they were reached. */
  readonly findings: readonly Finding[];
}

/** One diagnostic for each place, rule and message; several call paths to the same place become related places. */
export function makeDiagnostics(analysis: FileAnalysis): PlainDiagnostic[] {
  const groups = new Map<string, { range: SourceRange; findings: Finding[] }>();
  for (const finding of analysis.findings) {
    const range = placeInFile(finding, analysis.file);
    if (!range) continue;
    // Advice differs from model to model in its figures only, and so does what is over a limit.
    const said = finding.model ? finding.limit : finding.message;
    const key = [range.start, range.end, finding.range.file, finding.range.start, finding.rule, said].join('\0');
    const group = groups.get(key);
    if (group) group.findings.push(finding);
    else groups.set(key, { range, findings: [finding] });
  }
  return [...groups.values()].flatMap(({ range, findings }) => {
    const [first] = findings;
    return first ? [makeDiagnostic(range, first, findings)] : [];
  });
}

function makeDiagnostic(range: SourceRange, first: Finding, findings: readonly Finding[]): PlainDiagnostic {
  const { severity, rule, message } = first;
  const related: RelatedPlace[] = [];
  if (first.range !== range) related.push({ range: first.range, message: 'the layer is made here' });
  for (const finding of findings) {
    if (finding.model && finding.model !== first.model) {
      related.push({
        range: finding.model.call,
        message: `also in ${finding.model.name}: ${finding.message.split('\n', 1).join('')}`,
      });
    }
    for (const call of finding.path) {
      if (sameRange(call, range) || related.some((place) => sameRange(place.range, call))) continue;
      related.push({ range: call, message: 'reached from this call' });
    }
  }
  return {
    range,
    severity,
    rule,
    message,
    isAdvice: first.isAdvice === true,
    related,
    findings,
  };
}

/** The finding's own range when it lies in the file, otherwise the innermost call in the file on the way to it. */
function placeInFile(finding: Finding, file: string): SourceRange | undefined {
  if (finding.range.file === file) return finding.range;
  return finding.path.findLast((call) => call.file === file);
}

function sameRange(a: SourceRange, b: SourceRange): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}
