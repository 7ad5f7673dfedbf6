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

  parse(file: string, text: string): ts.SourceFile {
    const known = this.trees.get(file);
    if (known?.text === text) return known.tree;
    const options: ts.CreateSourceFileOptions = {
      languageVersion: ScriptTarget.Latest,
      jsDocParsingMode: JSDocParsingMode.ParseNone,
    };
    const tree = createSourceFile(file, text, options, false, scriptKindOf(file));
    this.trees.set(file, { text, tree });
    return tree;
  }
}

function scriptKindOf(file: string): ts.ScriptKind {
  if (/\.tsx$/i.test(file)) return ScriptKind.TSX;
  // JavaScript files may hold JSX whatever their name; TypeScript's may hold <T>casts.
  return /\.[cm]?jsx?$/i.test(file) ? ScriptKind.JSX : ScriptKind.TS;
}
