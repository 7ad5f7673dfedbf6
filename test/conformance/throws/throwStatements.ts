// Every place where the installed tfjs-layers throws: its `throw` statements and its assertions, read from its own source text.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** Stands for what a message holds only when it is thrown. */
const OPEN = '…';

export interface ThrowStatement {
  /** File, function and message: `models.js Sequential.pop: There are no layers in the model.` */
  readonly id: string;
  /** What its messages look like. */
  readonly pattern: RegExp;
}

/** Model texts by the beginning of the `id` of what throws in them: places that throw alike share a name. */
export type Throws = Readonly<Record<string, string | readonly string[]>>;

/** In the modules that the package's index imports, directly or not. */
export function throwStatements(): readonly ThrowStatement[] {
  const found: ThrowStatement[] = [];
  for (const [file, text] of modules()) {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
    const visit = (node: ts.Node, names: readonly string[]): void => {
      const inner = [...names, ...nameOf(node, source)];
      const message = thrownMessage(node, source);
      if (message !== undefined) {
        const pattern = new RegExp(`^${message.split(OPEN).map(escape).join('[^]*')}$`);
        found.push({ id: `${file} ${inner.join('.')}: ${message || '(no message)'}`, pattern });
      }
      ts.forEachChild(node, (child) => {
        visit(child, inner);
      });
    };
    visit(source, []);
  }
  return found;
}

/** Text by path inside the package. */
function modules(): ReadonlyMap<string, string> {
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-layers');
  const root = dirname(entry);
  const texts = new Map<string, string>();
  const load = (path: string): void => {
    const name = relative(root, path).replaceAll('\\', '/');
    if (texts.has(name)) return;
    const text = readFileSync(path, 'utf8');
    texts.set(name, text);
    for (const [, specifier = ''] of text.matchAll(/(?:from|import)\s*'(\.[^']+)'/g)) {
      const target = join(dirname(path), specifier);
      load(existsSync(`${target}.js`) ? `${target}.js` : join(target, 'index.js'));
    }
  };
  load(join(root, 'index.js'));
  return texts;
}

function nameOf(node: ts.Node, source: ts.SourceFile): string[] {
  if (ts.isConstructorDeclaration(node)) return ['constructor'];
  const isNamed =
    ts.isClassDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node);
  return isNamed && node.name ? [node.name.getText(source)] : [];
}

function thrownMessage(node: ts.Node, source: ts.SourceFile): string | undefined {
  if (ts.isThrowStatement(node)) {
    return ts.isNewExpression(node.expression) ? textOf(node.expression.arguments?.[0]) : OPEN;
  }
  if (!ts.isCallExpression(node) || !/(^|\.)assert$/.test(node.expression.getText(source))) return undefined;
  const message = node.arguments[1];
  return textOf(message && ts.isArrowFunction(message) ? message.body : message);
}

function textOf(expression: ts.Node | undefined): string {
  if (!expression) return '';
  if (ts.isStringLiteralLike(expression)) return expression.text;
  if (ts.isTemplateExpression(expression)) {
    return expression.head.text + expression.templateSpans.map(({ literal }) => OPEN + literal.text).join('');
  }
  if (ts.isBinaryExpression(expression)) return textOf(expression.left) + textOf(expression.right);
  return OPEN;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
