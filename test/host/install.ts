// Installs what the tests inside VS Code need, so that their time limits do not include it.

import { findBrowser } from './browser';
import { installServer } from './installHosts';

async function main(): Promise<void> {
  console.log(`VS Code Server: ${installServer().vscodeFolder}`);
  console.log(`Browser: ${(await findBrowser()).executablePath}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
