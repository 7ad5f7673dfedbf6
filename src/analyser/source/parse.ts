// Text → syntax tree, by TypeScript's own parser: it alone survives half-typed code.

import ts from 'typescript';

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
      languageVersion: ts.ScriptTarget.Latest,
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    };
    const tree = ts.createSourceFile(file, text, options, false, scriptKindOf(file));
    this.trees.set(file, { text, tree });
    return tree;
  }
}

function scriptKindOf(file: string): ts.ScriptKind {
  if (/\.tsx$/i.test(file)) return ts.ScriptKind.TSX;
  // JavaScript files may hold JSX whatever their name; TypeScript's may hold <T>casts.
  return /\.[cm]?jsx?$/i.test(file) ? ts.ScriptKind.JSX : ts.ScriptKind.TS;
}
