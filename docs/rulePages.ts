// The documentation of the rules: one page per rule, made from the comment above the rule in its file.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RULES } from '../src/analyser/rules/table';
import type { Rule } from '../src/analyser/rules/rule';

const root = new URL('../', import.meta.url);

/** Text by path, relative to the project. */
export function rulePages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/rules/README.md', overview()],
    ...RULES.map((rule) => [`docs/rules/${rule.id}.md`, pageOf(rule)] as const),
  ]);
}

export function pathOf(page: string): string {
  return fileURLToPath(new URL(page, root));
}

function overview(): string {
  const rows = RULES.map((rule) => [`[${rule.id}](${rule.id}.md)`, rule.severity, summaryOf(rule)]);
  return [
    '# Rules',
    'What the classic networks taught, as advice on the network at hand, with its figures. `convlens.rules` sets the severity of a rule or ' +
      'turns it off; a comment `// convlens-disable-next-line rule-id` silences it for one line. Most rules have a quick fix whose effect on ' +
      'parameters, MACs and receptive field is computed before it is applied; the others name several ways out and leave the choice to you.',
    'To read them in the order of what the networks learnt from each other: [a walk through the rules](../walk.md).',
    table(['rule', 'severity', 'what it finds'], rows),
  ]
    .join('\n\n')
    .concat('\n');
}

/** With columns of equal width, as Prettier writes it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function pageOf(rule: Rule): string {
  return [
    `# ${rule.id}`,
    capitalised(summaryOf(rule)),
    commentOf(rule),
    '## Settings',
    ...settingsOf(rule),
    '[All rules](README.md)',
  ]
    .join('\n\n')
    .concat('\n');
}

function settingsOf({ id, severity }: Rule): readonly string[] {
  const isOff = severity === 'off';
  const setting = ['```json', `"convlens.rules": { "${id}": "${isOff ? 'info' : 'off'}" }`, '```'].join('\n');
  if (isOff)
    return ['Off, because it tells of a choice rather than of a fault. To turn it on, in the settings:', setting];
  return [
    `Severity: ${severity}. Another one, or \`off\`, in the settings:`,
    setting,
    'For one line:',
    ['```ts', `// convlens-disable-next-line ${id}`, '```'].join('\n'),
  ];
}

/** The first line of the rule's file: `// rule-id: what it finds.` */
export function summaryOf(rule: Rule): string {
  const head = `// ${rule.id}: `;
  const [first = ''] = sourceOf(rule).split('\n', 1);
  if (!first.startsWith(head)) throw new Error(`${rule.id}.ts does not begin with "${head}…"`);
  return first.slice(head.length);
}

/** The comment above the exported rule, without its stars. */
function commentOf(rule: Rule): string {
  const [, comment] = /\/\*\*\n((?: \*[^\n]*\n)+) \*\/\nexport const \w+: Rule = /.exec(sourceOf(rule)) ?? [];
  if (comment === undefined) throw new Error(`${rule.id}.ts has no comment above its rule`);
  return comment.replace(/^ \* ?/gm, '').trim();
}

function sourceOf(rule: Rule): string {
  return readFileSync(pathOf(`src/analyser/rules/${rule.id}.ts`), 'utf8');
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
