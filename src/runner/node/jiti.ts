// jiti without its entry files: those fix how modules are left to Node, which the runner decides itself. The paths are
// relative because the package exports neither file; the bundler puts both into dist/runner.js, to be evaluated when loaded.

import type { EvalModuleOptions, JitiOptions, TransformOptions, TransformResult } from 'jiti';

export type { TransformOptions };

interface JitiHooks {
  onError(error: unknown): void;
  nativeImport(id: string | URL): Promise<unknown>;
  createRequire(file: string): NodeJS.Require;
}

interface Jiti {
  evalModule(source: string, options: EvalModuleOptions): unknown;
}

export interface JitiParts {
  readonly createJiti: (file: string, options: JitiOptions, hooks: JitiHooks) => Jiti;
  /** TypeScript, JSX and ES modules to CommonJS, by Babel. */
  readonly transformSource: (options: TransformOptions) => TransformResult;
}

export async function loadJiti(): Promise<JitiParts> {
  const [jiti, babel] = await Promise.all([
    import('../../../node_modules/jiti/dist/jiti.cjs'),
    import('../../../node_modules/jiti/dist/babel.cjs'),
  ]);
  return {
    createJiti: jiti.default as JitiParts['createJiti'],
    transformSource: babel.default as JitiParts['transformSource'],
  };
}
