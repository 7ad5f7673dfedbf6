// `convlens check` for people: models and findings by file, and a last line that sums up.

import type { ModelReading, Severity } from '../../analyser/index';
import { figuresText } from '../../features/codeLenses';
import type { PlainDiagnostic } from '../../features/findings';
import { JsonPlaces, type NamedTexts } from '../../features/jsonPlaces';
import { isExceeded, isFailure, placeOf, shownWith, type CheckedFile } from './checkFiles';

export function makeTextReport(checked: readonly CheckedFile[], texts: NamedTexts, least: Severity): string {
  const isShown = shownWith(least);
  const blocks = checked
    .filter(({ models, findings }) => models.length > 0 || findings.some(isShown))
    .map((file) => describeFile(file, file.findings.filter(isShown), texts));
  return [...blocks, makeLastLine(checked, least)].join('\n');
}

function describeFile(
  { source, models: readings }: CheckedFile,
  findings: readonly PlainDiagnostic[],
  texts: NamedTexts,
): string {
  const places = new JsonPlaces(source.file, texts);
  const lineOf = (reading: ModelReading): number => places.start(placeOf(reading, source.file)).line;
  const nameOf = (reading: ModelReading): string => {
    const { name } = reading.model;
    const line = lineOf(reading);
    // Every function of a file may call its model `model`.
    const isShared = readings.some((other) => other.model.name === name && lineOf(other) !== line);
    return isShared ? `${name} (line ${line})` : name;
  };
  const models = new Set(readings.map((reading) => `  ${nameOf(reading)}: ${figuresText(reading)}\n`));
  const rows = findings.map((finding) => {
    const { line, column } = places.start(finding.range);
    return { place: `${line}:${column}`, finding };
  });
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));
  const placeWidth = widest(rows.map(({ place }) => place));
  const severityWidth = widest(findings.map(({ severity }) => severity));
  const ruleWidth = widest(findings.map(({ rule }) => rule));
  const lines = rows.map(({ place, finding: { severity, rule, message } }) => {
    const head = `  ${place.padStart(placeWidth)}  ${severity.padEnd(severityWidth)}  ${rule.padEnd(ruleWidth)}  `;
    return `${head}${message.replaceAll('\n', `\n${' '.repeat(head.length)}`)}\n`;
  });
  return `${source.shownName}\n${[...models].join('')}${lines.join('')}`;
}

const PLURALS: Readonly<Record<Severity, string>> = {
  error: 'errors',
  warning: 'warnings',
  info: 'infos',
  hint: 'hints',
};

/** How much was found, and whether the check fails. */
export function makeLastLine(checked: readonly CheckedFile[], least: Severity): string {
  const findings = checked.flatMap((file) => file.findings);
  const shown = findings.filter(shownWith(least));
  const models = checked.reduce((count, file) => count + file.models.length, 0);
  const where = `${counted(models, 'model')} of ${counted(checked.length, 'file')}`;
  const severities = Object.keys(PLURALS) as Severity[];
  const parts = severities.flatMap((severity) => {
    const count = shown.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? severity : PLURALS[severity]}`];
  });
  const limits = findings.filter(isExceeded).length;
  const left = findings.length - shown.length;
  const notes = [
    limits > 0 ? `; ${counted(limits, 'limit')} exceeded` : '',
    left > 0 ? `; ${counted(left, 'hint')} not shown (--severity hint)` : '',
  ].join('');
  const mark = findings.some((finding) => isFailure(finding, least)) ? '✖' : '✔';
  if (shown.length === 0) return `${mark} nothing found in ${where}${notes}\n`;
  return `${mark} ${counted(shown.length, 'finding')} in ${where}: ${parts.join(', ')}${notes}\n`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
