// `npm test`: every check of the project, each counted; the last line is `N passed, N failed`.

import fs from 'node:fs';
import path from 'node:path';
import { outputFolder, vsixFile } from './host/folders';
import { type Count, countExtensionReport, countPlaywrightReport, countVitestReport } from './host/results';
import { type Stage, reportNotRun, runStage, stopStages } from './host/stage';

const reports = path.join(outputFolder, 'results');
const vitestStage = (project: string, limitSeconds: number): Stage => {
  const file = path.join(reports, `${project}.json`);
  return {
    name: `${project} tests`,
    command: `vitest run --project "${project}*" --reporter=default --reporter=json --outputFile.json="${file}"`,
    limitSeconds,
    report: { file, count: countVitestReport },
  };
};

const typecheck: Stage = { name: 'typecheck', command: 'npm run --silent typecheck', limitSeconds: 360 };
const lint: Stage = { name: 'lint', command: 'npm run --silent lint', limitSeconds: 480 };
const unitTests = vitestStage('unit', 900);
const conformanceTests = vitestStage('conformance', 900);
const processTests = vitestStage('process', 1200);
const installHosts: Stage = { name: 'install hosts', command: 'jiti test/host/install.ts', limitSeconds: 900 };
const build: Stage = { name: 'build', command: 'npm run --silent build', limitSeconds: 240 };
const pack: Stage = { name: 'package', command: 'npm run --silent package:vsix', limitSeconds: 240 };
const extensionTests: Stage = {
  name: 'extension host tests',
  command: 'npm run --silent test:extension:run',
  limitSeconds: 900,
  report: { file: path.join(reports, 'extension.json'), count: countExtensionReport },
  live: true,
};
const browserTests: Stage = {
  name: 'browser tests',
  command: 'playwright test --project page --project e2e',
  limitSeconds: 1200,
  report: { file: path.join(reports, 'e2e.json'), count: countPlaywrightReport },
  live: true,
};

const hasPassed = ({ passed, failed }: Count) => failed === 0 && passed > 0;

/** The checks that need no VS Code. */
async function runWithoutHosts(): Promise<Count[]> {
  const counts: Count[] = [];
  for (const stage of [typecheck, lint, unitTests, conformanceTests, processTests]) counts.push(await runStage(stage));
  return counts;
}

/** The package, and the tests inside VS Code and of what is packed. */
async function runInHosts(): Promise<Count[]> {
  const hosts = await runStage(installHosts);
  const built = await runStage(build);
  const packed = hasPassed(built) ? await runStage(pack) : reportNotRun(pack, 'the build failed.');
  if (hasPassed(packed)) console.log(`convlens.vsix: ${describeSize(fs.statSync(vsixFile).size)}\n`);
  return [
    // installing is preparation and counts only when it fails
    ...(hasPassed(hosts) ? [] : [hosts]),
    built,
    packed,
    hasPassed(hosts) && hasPassed(built)
      ? await runStage(extensionTests)
      : reportNotRun(extensionTests, 'the build or the installation of VS Code Server failed.'),
    hasPassed(hosts) && hasPassed(packed)
      ? await runStage(browserTests)
      : reportNotRun(browserTests, 'there is no package or no VS Code Server.'),
  ];
}

function describeSize(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(2)} MB`;
}

async function main(): Promise<void> {
  const startTime = Date.now();
  fs.mkdirSync(reports, { recursive: true });
  fs.rmSync(vsixFile, { force: true });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stopStages();
      process.exit(1);
    });
  }
  // Side by side: the tests of the hosts wait for a browser most of the time.
  const counts = (await Promise.all([runWithoutHosts(), runInHosts()])).flat();
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  console.log(`All stages took ${((Date.now() - startTime) / 1000).toFixed(0)} s.`);
  console.log(`${String(passed)} passed, ${String(failed)} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  stopStages();
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
