// The settings of the rules in package.json, made from the table: no rule is named there by hand.

import { RULES } from '../src/analyser/rules/table';
import { capitalised, summaryOf } from './rulePages';

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: { readonly 'convlens.rules': { properties: unknown } } };
  };
}

/** @returns the text of package.json with a setting for each rule, whatever stood there before */
export function withRuleSettings(manifestText: string): string {
  const manifest = JSON.parse(manifestText) as Manifest;
  manifest.contributes.configuration.properties['convlens.rules'].properties = Object.fromEntries(
    RULES.map((rule) => [
      rule.id,
      {
        type: 'string',
        enum: ['off', 'hint', 'info', 'warning', 'error'],
        default: rule.severity,
        markdownDescription: `${capitalised(summaryOf(rule))} [More](${linkToPage(rule.id)})`,
      },
    ]),
  );
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The page inside VS Code: settings may link to commands. */
function linkToPage(id: string): string {
  return `command:convlens.showRule?${encodeURIComponent(JSON.stringify([id]))}`;
}
