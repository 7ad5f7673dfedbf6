// Counts what really ran from the machine-readable reports of the test runners.

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface VitestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** A file that failed without a failing test of its own (it could not be loaded) counts as one failure. */
export function countVitestReport(json: string): Count {
  const { testResults } = JSON.parse(json) as VitestReport;
  let passed = 0;
  let failed = 0;
  for (const file of testResults) {
    const failedHere = file.assertionResults.filter(({ status }) => status === 'failed').length;
    passed += file.assertionResults.filter(({ status }) => status === 'passed').length;
    failed += file.status === 'failed' ? Math.max(1, failedHere) : failedHere;
  }
  return { passed, failed };
}

/** What test/extension/index.ts writes. */
export interface ExtensionReport {
  readonly vscode: string;
  readonly tests: readonly { readonly title: string; readonly state: 'passed' | 'failed'; readonly error?: string }[];
}

export function countExtensionReport(json: string): Count {
  const { tests } = JSON.parse(json) as ExtensionReport;
  const passed = tests.filter(({ state }) => state === 'passed').length;
  return { passed, failed: tests.length - passed };
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
  readonly errors: readonly unknown[];
}

export function countPlaywrightReport(json: string): Count {
  const { stats, errors } = JSON.parse(json) as PlaywrightReport;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

/** A run that failed without a failed test (it crashed or ran out of time), or that ran nothing, counts as one failure more. */
export function judgeStage(exitCode: number, count: Count): Count {
  const isSilentFailure = count.failed === 0 && (exitCode !== 0 || count.passed === 0);
  return isSilentFailure ? { passed: count.passed, failed: 1 } : count;
}
