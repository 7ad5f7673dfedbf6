// `convlens check --sarif`: SARIF 2.1.0, which GitHub code scanning and others read.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { RULE_SEVERITIES } from '../../analyser/createAnalyser';
import type { Fix, Severity, SourceRange } from '../../analyser/index';
import type { PlainDiagnostic } from '../../features/findings';
import { fixesOf } from '../../features/fixes';
import { JsonPlaces, type NamedTexts } from '../../features/jsonPlaces';
import type { Installation } from '../installation';
import type { CheckedFile } from './checkFiles';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

/** What is found beside the rules of advice. */
const OTHER_FINDINGS: Readonly<Record<string, { readonly severity: Severity; readonly description: string }>> = {
  'analysis-stopped': { severity: 'info', description: 'The analysis stopped early; what follows is not known.' },
  budget: { severity: 'error', description: 'A figure of the model is over the limit that was set for it.' },
  'convlens-comment': { severity: 'warning', description: 'A ConvLens comment sets something that does not exist.' },
  'open-parameter': { severity: 'hint', description: 'A parameter has no value, so that figures are formulas.' },
  'tfjs-error': { severity: 'error', description: 'TensorFlow.js would throw when the model is built.' },
};

export function makeSarifReport(
  checked: readonly CheckedFile[],
  texts: NamedTexts,
  installation: Installation,
): object {
  const ids = [...new Set(checked.flatMap(({ findings }) => findings.map(({ rule }) => rule)))].sort();
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ConvLens',
            semanticVersion: installation.version,
            ...(installation.homepage === undefined ? {} : { informationUri: installation.homepage }),
            rules: ids.map((id) => describeRule(id, installation)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: checked.flatMap((file) => resultsOf(file, texts, ids)),
      },
    ],
  };
}

function describeRule(id: string, { folder, homepage }: Installation): object {
  const other = Object.hasOwn(OTHER_FINDINGS, id) ? OTHER_FINDINGS[id] : undefined;
  const page = other ? 'docs/check.md' : `docs/rules/${id}.md`;
  const uri = homepage === undefined ? {} : { helpUri: `${homepage.replace(/\/$/, '')}/${page}` };
  if (other) {
    const { severity, description: text } = other;
    const level = LEVELS[severity];
    const help = { text, markdown: `# ${id}\n\n${text}\n` };
    return { id, shortDescription: { text }, help, ...uri, defaultConfiguration: { level } };
  }
  const severity = RULE_SEVERITIES.get(id) ?? 'info';
  const markdown = fs.readFileSync(path.join(folder, page), 'utf8');
  // `# rule-id`, then what it finds in a sentence.
  const [, text = id] = markdown.split('\n\n');
  return {
    id,
    shortDescription: { text },
    // Its links lead to other pages of the documentation, which the reader of the report may not have.
    help: { text, markdown: markdown.replace(/\[([^\]]+)\]\((?!https?:)[^)]*\)/g, '$1') },
    ...uri,
    defaultConfiguration: severity === 'off' ? { enabled: false, level: 'note' } : { level: LEVELS[severity] },
  };
}

function resultsOf({ source, findings }: CheckedFile, texts: NamedTexts, ids: readonly string[]): object[] {
  const places = new JsonPlaces(source.file, texts);
  const text = texts.textOf(source.file) ?? '';
  const seen = new Map<string, number>();
  const nameOf = (file: string): string => (file === source.file ? source.shownName : texts.nameOf(file));
  const location = (range: SourceRange): object => ({
    artifactLocation: artifact(nameOf(range.file)),
    region: regionOf(range, places),
  });
  return findings.map((finding) => {
    const { rule, severity, message, range } = finding;
    const fixes = fixesOf(finding.findings);
    const key = [rule, source.shownName, lineAt(text, range.start)].join('\0');
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    return {
      ruleId: rule,
      ruleIndex: ids.indexOf(rule),
      level: LEVELS[severity],
      message: { text: message },
      locations: [{ physicalLocation: location(range) }],
      ...relatedOf(finding, location),
      ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => fixOf(fix, nameOf, places)) }),
      // What stays the same when lines move.
      partialFingerprints: { 'convlensFinding/v1': fingerprint(`${key}\0${occurrence}`) },
    };
  });
}

function relatedOf({ related }: PlainDiagnostic, location: (range: SourceRange) => object): object {
  if (related.length === 0) return {};
  return {
    relatedLocations: related.map(({ range, message: text }, id) => ({
      id,
      message: { text },
      physicalLocation: location(range),
    })),
  };
}

function fixOf(fix: Fix, nameOf: (file: string) => string, places: JsonPlaces): object {
  const files = [...new Set(fix.edits.map(({ range }) => range.file))];
  return {
    description: { text: fix.title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifact(nameOf(file)),
      replacements: fix.edits
        .filter(({ range }) => range.file === file)
        .map(({ range, newText: text }) => ({
          deletedRegion: regionOf(range, places),
          ...(text === '' ? {} : { insertedContent: { text } }),
        })),
    })),
  };
}

function artifact(name: string): object {
  return { uri: name.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

function regionOf(range: SourceRange, places: JsonPlaces): object {
  const { line: startLine, column: startColumn, endLine, endColumn } = places.range(range);
  return { startLine, startColumn, endLine, endColumn };
}

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end < 0 ? undefined : end).trim();
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
