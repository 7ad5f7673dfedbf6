// jiti without its entry files: those fix how modules are left to Node, which the runner decides itself. The paths are
// relative because the package exports neither file; the bundler puts both into dist/runner.js.

import type { JitiOptions, TransformOptions, TransformResult, EvalModuleOptions } from 'jiti';

export type { TransformOptions };

interface JitiHooks {
  onError(error: unknown): void;
  nativeImport(id: string | URL): Promise<unknown>;
  createRequire(file: string): NodeJS.Require;
}

interface Jiti {
  evalModule(source: string, options: EvalModuleOptions): unknown;
}

type CreateJiti = (file: string, options: JitiOptions, hooks: JitiHooks) => Jiti;
type Transform = (options: TransformOptions) => TransformResult;

export function createJiti(file: string, options: JitiOptions, hooks: JitiHooks): Jiti {
  const create = require('../../../node_modules/jiti/dist/jiti.cjs') as CreateJiti;
  return create(file, options, hooks);
}

/** TypeScript, JSX and ES modules to CommonJS, by Babel, which takes 0.1 s to load: on first use. */
export function transformSource(options: TransformOptions): TransformResult {
  const transform = require('../../../node_modules/jiti/dist/babel.cjs') as Transform;
  return transform(options);
}
