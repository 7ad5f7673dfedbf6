// Who may import whom: the arrows of src/README.md as rules. A folder that is listed may import itself and what is named here, nothing else.

/** Folder → the folders (or npm packages, in node_modules/) that it may import besides itself. */
const mayImport = {
  'src/analyser/formulas': [],
  'src/protocol': [],
  'src/analyser/graph': ['src/analyser/formulas'],
  'src/analyser/layers': ['src/analyser/formulas', 'src/analyser/graph'],
  'src/analyser/passes': ['src/analyser/formulas', 'src/analyser/graph', 'src/analyser/layers'],
  'src/analyser/rules': [
    'src/analyser/analysis.ts',
    'src/analyser/formulas',
    'src/analyser/graph',
    'src/analyser/layers',
    'src/analyser/passes',
  ],
  'src/analyser/source': ['src/analyser/formulas', 'node_modules/typescript'],
  'src/analyser/interpreter': [
    'src/analyser/formulas',
    'src/analyser/graph',
    'src/analyser/source',
    'src/analyser/tensorflow',
    'node_modules/typescript',
  ],
  'src/analyser/tensorflow': [
    'src/analyser/passes',
    'src/analyser/formulas',
    'src/analyser/graph',
    'src/analyser/interpreter',
    'src/analyser/layers',
    'src/analyser/source',
    'node_modules/typescript',
  ],
  'src/analyser/evaluation': [
    'src/analyser/analysis.ts',
    'src/analyser/formulas',
    'src/analyser/graph',
    'src/analyser/interpreter',
    'src/analyser/source',
    'src/analyser/tensorflow',
    'node_modules/typescript',
  ],
  'src/networks': ['node_modules/@tensorflow'],
  'src/runner/core': ['src/protocol', 'node_modules/@tensorflow'],
  'src/runner/browser': ['src/protocol', 'src/runner/core', 'node_modules/@tensorflow'],
  'src/features': ['src/analyser/index.ts', 'src/protocol'],
  'src/editor': [
    'src/features',
    'src/protocol',
    'src/runner',
    'src/networks',
    'src/analyser/index.ts',
    'src/analyser/createAnalyser.ts',
    'vscode',
    'node',
  ],
  webview: ['src/protocol', 'node_modules/@vscode/webview-ui-toolkit', 'node_modules/@dagrejs'],
};

const escape = (path) => path.replaceAll('.', '\\.');

const folderRules = Object.entries(mayImport).map(([folder, others]) => ({
  name: `${folder} imports only what it may`,
  comment: `${folder} may import ${others.length === 0 ? 'nothing' : others.join(', ')}. See src/README.md.`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: {
    pathNot: [`^${folder}/`, ...others.map((other) => `^${escape(other)}(/|$)`)],
    ...(others.includes('node') ? { dependencyTypesNot: ['core'] } : {}),
  },
}));

module.exports = {
  forbidden: [
    ...folderRules,
    {
      name: 'the analyser is pure',
      comment: 'src/analyser runs anywhere: it imports no vscode, no Node.js module and no TensorFlow.js.',
      severity: 'error',
      from: { path: '^src/analyser/' },
      to: { path: '(^|/)(vscode|@tensorflow)(/|$)' },
    },
    {
      name: 'the analyser is pure (Node.js)',
      comment: 'src/analyser runs anywhere: it imports no vscode, no Node.js module and no TensorFlow.js.',
      severity: 'error',
      from: { path: '^src/analyser/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the analyser has two entrances',
      comment: 'Outside src/analyser only its entrances index.ts and createAnalyser.ts may be imported.',
      severity: 'error',
      from: { path: '^(src|webview)/', pathNot: '^src/analyser/' },
      to: { path: '^src/analyser/', pathNot: '^src/analyser/(index|createAnalyser)\\.ts$' },
    },
    {
      name: 'only the editor knows VS Code',
      comment: 'Only src/editor and src/extension.ts import vscode.',
      severity: 'error',
      from: { pathNot: '^src/(editor/|extension\\.ts$)' },
      to: { path: '^vscode$' },
    },
    {
      name: 'the page stands alone',
      comment: 'src imports nothing from webview.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^webview/' },
    },
    {
      name: 'no tests in the product',
      comment: 'Neither src nor webview imports from test.',
      severity: 'error',
      from: { path: '^(src|webview)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // an import of types is an import: the arrows are about knowledge
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
