// Lint rules: typescript-eslint's strict, type-checked set. Formatting is Prettier's, imports are .dependency-cruiser.cjs's.

import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    'dist/',
    'out/',
    'test-results/',
    '.vscode-test/',
    'test/workspaces/',
    'test/runner/fixtures/',
    // programs as users write them, with what these rules would have them avoid
    'test/conformance/programs/',
    'node_modules/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'Program > VariableDeclaration[kind="let"]',
          message: 'Mutable module state: keep it in an object with a lifetime.',
        },
      ],
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // numbers in messages are what this extension is about
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => panel.reveal()` reads better than a block
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // custom layers extend tf.layers.Layer, whose static className is how TensorFlow.js knows them
      '@typescript-eslint/no-extraneous-class': 'off',
      // two lists of one length by construction; noUncheckedIndexedAccess makes each index say so
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // `undefined | void` and generics of one use document intent in the protocol's method tables
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    // the interpreter switches over the few syntax kinds and primitive types that a place is about
    files: ['src/analyser/interpreter/**'],
    rules: { '@typescript-eslint/switch-exhaustiveness-check': 'off' },
  },
  {
    // Playwright finds a fixture's needs in its first parameter's pattern, so the pattern stays even when empty
    files: ['test/host/fixtures.ts'],
    rules: { 'no-empty-pattern': 'off' },
  },
  {
    files: ['**/*.{js,cjs,mjs}', '*.config.ts', '*.config.mts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
