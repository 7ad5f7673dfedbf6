// `npm run docs`: writes the pages of the rules.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathOf, rulePages } from './rulePages';

for (const [page, text] of rulePages()) {
  mkdirSync(dirname(pathOf(page)), { recursive: true });
  writeFileSync(pathOf(page), text);
}
