// What counts as passed and failed in the reports of the three test runners.

import { describe, expect, it } from 'vitest';
import { countExtensionReport, countPlaywrightReport, countVitestReport, judgeStage } from './results';

describe('countVitestReport', () => {
  const file = (status: string, ...tests: string[]) => ({
    status,
    assertionResults: tests.map((state) => ({ status: state })),
  });

  it('counts tests, and leaves out those that did not run', () => {
    const json = JSON.stringify({
      testResults: [file('passed', 'passed', 'skipped'), file('failed', 'passed', 'failed')],
    });
    expect(countVitestReport(json)).toEqual({ passed: 2, failed: 1 });
  });

  it('counts a file that could not be loaded as one failure', () => {
    expect(countVitestReport(JSON.stringify({ testResults: [file('failed')] }))).toEqual({ passed: 0, failed: 1 });
  });
});

describe('countExtensionReport', () => {
  it('counts each test', () => {
    const json = JSON.stringify({
      vscode: '1',
      tests: [{ state: 'passed' }, { state: 'failed' }, { state: 'passed' }],
    });
    expect(countExtensionReport(json)).toEqual({ passed: 2, failed: 1 });
  });
});

describe('countPlaywrightReport', () => {
  it('counts a flaky test and an error outside of tests as failures', () => {
    const json = JSON.stringify({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] });
    expect(countPlaywrightReport(json)).toEqual({ passed: 4, failed: 3 });
  });
});

describe('judgeStage', () => {
  it('keeps the count of a run that ended well', () => {
    expect(judgeStage(0, { passed: 3, failed: 0 })).toEqual({ passed: 3, failed: 0 });
    expect(judgeStage(1, { passed: 3, failed: 2 })).toEqual({ passed: 3, failed: 2 });
  });

  it('counts a crash after the last test, and a run without tests, as failed', () => {
    expect(judgeStage(1, { passed: 3, failed: 0 })).toEqual({ passed: 3, failed: 1 });
    expect(judgeStage(0, { passed: 0, failed: 0 })).toEqual({ passed: 0, failed: 1 });
  });
});
