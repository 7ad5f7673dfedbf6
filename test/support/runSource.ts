// Runs TypeScript texts for real, from memory: the judge of what the analyser reads in the same texts.

import ts from 'typescript';

/** eslint forbids `new Function`, and texts may await at their top level. */
const AsyncFunction = (async () => Promise.resolve()).constructor as new (
  ...parameters: string[]
) => (...values: unknown[]) => Promise<void>;

const IMPORTED = /(?:from|import\(|import|require\()\s*'([^']+)'/g;

/**
 * @param files texts by path; the first one runs
 * @param globals names that the texts may use
 * @param packages what importing a package gives
 * @returns the exports of the first file
 */
export async function runSource(
  files: ReadonlyMap<string, string>,
  globals: Readonly<Record<string, unknown>>,
  packages: (specifier: string) => unknown = () => undefined,
): Promise<unknown> {
  const loaded = new Map<string, { exports: unknown }>();
  const load = async (file: string): Promise<{ exports: unknown }> => {
    const known = loaded.get(file);
    if (known) return known;
    const module = { exports: {} as unknown };
    loaded.set(file, module);
    const content = files.get(file) ?? '';
    if (file.endsWith('.json')) return Object.assign(module, { exports: JSON.parse(content) as unknown });
    const imports = new Map<string, { exports: unknown }>();
    for (const [, specifier = ''] of content.matchAll(IMPORTED)) {
      const isLocal = specifier.startsWith('.');
      imports.set(specifier, isLocal ? await load(resolve(specifier, files)) : { exports: packages(specifier) });
    }
    const { outputText } = ts.transpileModule(content, {
      fileName: file,
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.CommonJS,
        jsx: ts.JsxEmit.React,
        esModuleInterop: true,
      },
    });
    const body = new AsyncFunction('exports', 'module', 'require', ...Object.keys(globals), outputText);
    const require = (specifier: string): unknown => imports.get(specifier)?.exports;
    await body(module.exports, module, require, ...Object.values(globals));
    return module;
  };
  const [first = ''] = files.keys();
  return (await load(first)).exports;
}

function resolve(specifier: string, files: ReadonlyMap<string, string>): string {
  const base = `/project/${specifier.replace(/^\.\//, '')}`;
  const found = [base, `${base}.ts`, base.replace(/\.js$/, '.ts'), `${base}/index.ts`].find((file) => files.has(file));
  if (!found) throw new Error(`${specifier} is missing`);
  return found;
}
