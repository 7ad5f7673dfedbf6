// Text → syntax tree, by TypeScript's own parser: it alone survives half-typed code.

import type ts from 'typescript';
import { createEffectIndex } from './effects';
import { createNameIndex } from './identifiers';
import { JSDocParsingMode, ScriptKind, ScriptTarget, createSourceFile, updateSourceFile } from './syntax';

interface Parsed {
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** Keeps the tree of each file. When its text changes, what the change leaves alone moves over into the new tree. */
export class ParsedFiles {
  readonly names = createNameIndex();
  readonly effects = createEffectIndex();
  private readonly trees = new Map<string, Parsed>();

  /**
   * The tree for the text; the one for the file's text before must not be used any more.
   * @returns an empty tree for a text that is nested too deeply to parse
   */
  parse(file: string, text: string): ts.SourceFile {
    const known = this.trees.get(file);
    if (known?.text === text) return known.tree;
    this.trees.delete(file);
    const tree = parseAnew(file, text, known);
    this.trees.set(file, { text, tree });
    return tree;
  }
}

function parseAnew(file: string, text: string, before: Parsed | undefined): ts.SourceFile {
  try {
    if (before && before.tree.text === before.text)
      return updateSourceFile(before.tree, text, changeBetween(before.text, text));
    return parseWhole(file, text);
  } catch (error) {
    // The parser calls itself for each bracket: thousands of them inside each other are more than it can take.
    if (!(error instanceof RangeError)) throw error;
    return parseWhole(file, '');
  }
}

function parseWhole(file: string, text: string): ts.SourceFile {
  const options = { languageVersion: ScriptTarget.Latest, jsDocParsingMode: JSDocParsingMode.ParseNone };
  return createSourceFile(file, text, options, false, scriptKindOf(file));
}

/** Characters that are compared at once. */
const STRIDE = 512;

/** The one stretch in which the texts differ. */
function changeBetween(before: string, after: string): ts.TextChangeRange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + STRIDE <= shorter && before.startsWith(after.slice(start, start + STRIDE), start)) start += STRIDE;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let [end, newEnd] = [before.length, after.length];
  while (Math.min(end, newEnd) - STRIDE >= start && before.endsWith(after.slice(newEnd - STRIDE, newEnd), end)) {
    end -= STRIDE;
    newEnd -= STRIDE;
  }
  while (Math.min(end, newEnd) > start && before.charCodeAt(end - 1) === after.charCodeAt(newEnd - 1)) {
    end--;
    newEnd--;
  }
  return { span: { start, length: end - start }, newLength: newEnd - start };
}

function scriptKindOf(file: string): ts.ScriptKind {
  if (/\.tsx$/i.test(file)) return ScriptKind.TSX;
  // JavaScript files may hold JSX whatever their name; TypeScript's may hold <T>casts.
  return /\.[cm]?jsx?$/i.test(file) ? ScriptKind.JSX : ScriptKind.TS;
}
