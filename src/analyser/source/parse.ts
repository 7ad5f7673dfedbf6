// Text → syntax tree, by TypeScript's own parser: it alone survives half-typed code.

import type ts from 'typescript';
import { JSDocParsingMode, ScriptKind, ScriptTarget, createSourceFile } from './syntax';

interface Parsed {
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** Keeps the tree of each file until its text changes. */
export class ParsedFiles {
  private readonly trees = new Map<string, Parsed>();

  /** @returns the tree; an empty one for a text that is nested too deeply to parse */
  parse(file: string, text: string): ts.SourceFile {
    const known = this.trees.get(file);
    if (known?.text === text) return known.tree;
    const options: ts.CreateSourceFileOptions = {
      languageVersion: ScriptTarget.Latest,
      jsDocParsingMode: JSDocParsingMode.ParseNone,
    };
    let tree: ts.SourceFile;
    try {
      tree = createSourceFile(file, text, options, false, scriptKindOf(file));
    } catch (error) {
      // The parser calls itself for each bracket: thousands of them inside each other are more than it can take.
      if (!(error instanceof RangeError)) throw error;
      tree = createSourceFile(file, '', options, false, scriptKindOf(file));
    }
    this.trees.set(file, { text, tree });
    return tree;
  }
}

function scriptKindOf(file: string): ts.ScriptKind {
  if (/\.tsx$/i.test(file)) return ScriptKind.TSX;
  // JavaScript files may hold JSX whatever their name; TypeScript's may hold <T>casts.
  return /\.[cm]?jsx?$/i.test(file) ? ScriptKind.JSX : ScriptKind.TS;
}
