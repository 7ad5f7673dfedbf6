// All fixes of a kind in a file, as one text: each is applied to what the one before has left, and analysed again.

import type { FileAnalysis, Fix, TextEdit } from '../analyser/index';
import { makeDiagnostics, type PlainDiagnostic } from './findings';
import { applyEdits, fixesOf } from './fixes';

/** Fixes of a rule that do the same to different layers: their titles differ in numbers only. */
export interface FixKind {
  readonly rule: string;
  /** A title without its numbers. */
  readonly form: string;
}

/**
 * Those whose fix keeps what the model computes, so that it may be applied without a look at each. A model without the biases takes other
 * weights: files of weights that were saved before do not fit any more.
 */
export const SAFE_RULES: readonly string[] = ['bias-before-batch-normalization'];

/** More are not applied in one go. */
const MOST_FIXES = 200;

export interface OfferedFixes extends FixKind {
  /** Findings that have such a fix. */
  readonly count: number;
  /** `Replace by … convolutions of 3×3` */
  readonly title: string;
}

/** The kinds of fixes that several findings of a file have. */
export function offeredFixes(diagnostics: readonly PlainDiagnostic[], file: string): OfferedFixes[] {
  const titles = new Map<string, { readonly kind: FixKind; readonly titles: string[] }>();
  for (const { rule, findings } of diagnostics) {
    for (const fix of fixesOf(findings)) {
      if (!isInFile(fix, file)) continue;
      const kind = kindOf(rule, fix);
      const key = `${kind.rule}\0${kind.form}`;
      const known = titles.get(key);
      if (known) known.titles.push(fix.title);
      else titles.set(key, { kind, titles: [fix.title] });
    }
  }
  return [...titles.values()]
    .filter((offered) => offered.titles.length > 1)
    .map(({ kind, titles: [first = '', ...others] }) => ({
      ...kind,
      count: others.length + 1,
      title: commonTitle(first, others),
    }));
}

export function kindOf(rule: string, { title }: Fix): FixKind {
  return { rule, form: title.replace(/\d+/g, '0') };
}

/** Numbers that are not the same in all of them become `…`. */
function commonTitle(first: string, others: readonly string[]): string {
  const parts = (title: string): string[] => title.split(/(\d+)/);
  return parts(first)
    .map((part, index) => (others.every((other) => parts(other)[index] === part) ? part : '…'))
    .join('');
}

/**
 * @param analyse analyses the file with another text
 * @param findingsOf what the user wants to know of an analysis
 * @returns the text when no such fix is left that takes a finding away and leads to no error
 */
export async function fixAll(
  text: string,
  analyse: (text: string) => FileAnalysis,
  findingsOf: (analysis: FileAnalysis) => readonly PlainDiagnostic[],
  isWanted: (kind: FixKind) => boolean,
): Promise<string> {
  const wantedIn = (analysis: FileAnalysis): WantedFix[] =>
    findingsOf(analysis).flatMap(({ rule, range, findings }) => {
      const fix = fixesOf(findings).find((one) => isInFile(one, analysis.file) && isWanted(kindOf(rule, one)));
      return fix ? [{ fix, at: range.start }] : [];
    });
  const read = (ofText: string): { text: string; errors: number; wanted: WantedFix[] } => {
    const analysis = analyse(ofText);
    return { text: ofText, errors: errorCount(analysis), wanted: wantedIn(analysis) };
  };
  let current = read(text);
  /** Places of findings whose fix does not help. */
  let refused: readonly number[] = [];
  for (let tried = 0; tried < MOST_FIXES; tried++) {
    const next = current.wanted.find(({ at }) => !refused.includes(at));
    if (!next) break;
    const fixed = read(applyEdits(current.text, next.fix.edits));
    if (fixed.errors > current.errors || fixed.wanted.length >= current.wanted.length) {
      refused = [...refused, next.at];
    } else {
      refused = refused.map((at) => at + growthBefore(at, next.fix.edits));
      current = fixed;
    }
    // Whoever waits for the same process comes in between.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return current.text;
}

interface WantedFix {
  readonly fix: Fix;
  readonly at: number;
}

function isInFile({ edits }: Fix, file: string): boolean {
  return edits.every(({ range }) => range.file === file);
}

function errorCount(analysis: FileAnalysis): number {
  return makeDiagnostics(analysis).filter(({ severity, rule }) => severity === 'error' && rule === 'tfjs-error').length;
}

function growthBefore(at: number, edits: readonly TextEdit[]): number {
  return edits
    .filter(({ range }) => range.end <= at)
    .reduce((growth, { range, newText }) => growth + newText.length - (range.end - range.start), 0);
}

/** The one stretch in which two texts differ, as an edit of the first. */
export function changeOf(file: string, before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let [end, newEnd] = [before.length, after.length];
  while (Math.min(end, newEnd) > start && before.charCodeAt(end - 1) === after.charCodeAt(newEnd - 1)) {
    end--;
    newEnd--;
  }
  return { range: { file, start, end }, newText: after.slice(start, newEnd) };
}
