// `convlens check --github`: annotations of a GitHub workflow, one line each. GitHub shows only the first ten of a kind.

import type { Severity } from '../../analyser/index';
import { JsonPlaces, type NamedTexts } from '../../features/jsonPlaces';
import { shownWith, type CheckedFile } from './checkFiles';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

export function makeGithubReport(checked: readonly CheckedFile[], texts: NamedTexts, least: Severity): string {
  return checked
    .flatMap(({ source, findings }) => {
      const places = new JsonPlaces(source.file, texts);
      return findings.filter(shownWith(least)).map(({ range, severity, rule, message }) => {
        const { line, column, endLine, endColumn } = places.range(range);
        // Columns are for one line only.
        const columns = endLine === line ? { col: column, endColumn } : {};
        const properties = { file: source.shownName, line, endLine, ...columns, title: `ConvLens ${rule}` };
        const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
        return `::${COMMANDS[severity]} ${list.join(',')}::${escapeData(message)}\n`;
      });
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
