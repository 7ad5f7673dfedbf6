// What the user sets for rules: another severity, or off; and the comment that silences a rule for one line.

import type { Fix, Severity, SourceRange } from '../analyser/index';
import type { PlainDiagnostic } from './findings';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** @param settings as the user wrote them: severities or `off` by the ids of rules; what is neither counts as not set */
export function applyRuleSettings(
  diagnostics: readonly PlainDiagnostic[],
  settings: Readonly<Record<string, unknown>>,
): PlainDiagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const set = diagnostic.isAdvice ? settings[diagnostic.rule] : undefined;
    if (set === 'off') return [];
    const severity = SEVERITIES.find((one) => one === set);
    return [severity ? { ...diagnostic, severity } : diagnostic];
  });
}

/** The rules that the user gives a severity: those that are off by default among them are to be asked. */
export function rulesTurnedOn(settings: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(settings).filter((rule) => SEVERITIES.some((severity) => severity === settings[rule]));
}

const DIRECTIVE = 'convlens-disable-next-line';

/** Writes the comment above the line of a finding, or adds the rule to the one that is there. */
export function disableForLine(text: string, { file, start }: SourceRange, rule: string): Fix {
  const title = `Disable ${rule} for this line`;
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.lastIndexOf('\n', line - 2) + 1;
  const comment = new RegExp(`^\\s*//\\s*${DIRECTIVE}\\s+[\\w-]+(\\s*,\\s*[\\w-]+)*`).exec(text.slice(before, line));
  if (comment) {
    const end = before + comment[0].length;
    return { title, edits: [{ range: { file, start: end, end }, newText: `, ${rule}` }] };
  }
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  const newText = `${indent}// ${DIRECTIVE} ${rule}\n`;
  return { title, edits: [{ range: { file, start: line, end: line }, newText }] };
}
