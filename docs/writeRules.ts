// `npm run docs`: writes what is made from the rules, their pages and their settings in package.json.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathOf, rulePages } from './rulePages';
import { withRuleSettings } from './ruleSettings';

for (const [page, text] of rulePages()) {
  mkdirSync(dirname(pathOf(page)), { recursive: true });
  writeFileSync(pathOf(page), text);
}
const manifest = pathOf('package.json');
writeFileSync(manifest, withRuleSettings(readFileSync(manifest, 'utf8')));
