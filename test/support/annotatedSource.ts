// Model texts with the expectations under their lines, checked against what the analyser reads.
//
//   model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3 }));
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Conv2D [null,26,26,32] 320 RF 3
//
// `Class [shape] parameters RF size`, the last two optional, several readings separated by ` | `; `error: part of the message`;
// `?: part of the reason` under the expression that blocks; `model name parameters status` under the
// call that makes it or leads to it. One caret marks a start only.

import { expect } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import {
  Unknown,
  type AnalyserOptions,
  type FileAnalysis,
  type Finding,
  type LayerReading,
  type ModelReading,
  type ReceptiveField,
  type SourceHost,
  type SourceRange,
} from '../../src/analyser/index';
import { shapeText } from '../../src/analyser/graph/shape';

const FOLDER = '/project/';
const MAIN_FILE = 'model.ts';
const ANNOTATION = /^\s*\/\/\s*(\^+)\s+(.*)$/;
const LAYER = /^(\w+) (\[[^\]]*\]|\?)( (?!RF)[^|]+?)?( RF .+)?$/;

interface Expectation {
  readonly range: SourceRange;
  readonly text: string;
}

/** Files by path, as a workspace holds them. */
export function hostOf(files: ReadonlyMap<string, string>): SourceHost {
  return { readFile: (file) => files.get(file) };
}

/** `// @file: other.ts` begins another file; what stands before the first one is model.ts. */
export function filesOf(text: string): Map<string, string> {
  const files = new Map<string, string>();
  let name = MAIN_FILE;
  for (const line of text.split('\n')) {
    const header = /^\s*\/\/ @file: (\S+)/.exec(line)?.[1];
    if (header) name = header;
    else files.set(FOLDER + name, `${files.get(FOLDER + name) ?? ''}${line}\n`);
  }
  return files;
}

/**
 * Analyses each file that has expectations. Errors and early ends that are not expected fail, too.
 * @returns the analysis of the first of them, for what the expectations cannot say
 */
export function expectReadings(text: string, options: AnalyserOptions = {}): FileAnalysis {
  const files = filesOf(text);
  const analyser = createAnalyser(hostOf(files), options);
  const analyses: FileAnalysis[] = [];
  for (const [file, content] of files) {
    if (!content.split('\n').some((line) => ANNOTATION.test(line))) continue;
    const analysis = analyser.analyse(file);
    analyses.push(analysis);
    expect(withFound(content, analysis)).toBe(content);
  }
  const [first] = analyses;
  if (!first) throw new Error('The text expects nothing.');
  return first;
}

/** The text with what was found in the place of each expectation: the same text when all are met. */
function withFound(content: string, analysis: FileAnalysis): string {
  const lines: string[] = [];
  const expected = new Set<Finding>();
  const endings: { readonly end: number; readonly index: number }[] = [];
  let offset = 0;
  let annotated = 0;
  for (const line of content.split('\n')) {
    const carets = ANNOTATION.exec(line);
    if (carets?.[1] && carets[2]) {
      const column = line.indexOf('^');
      const start = annotated + column;
      const expectation = {
        range: { file: analysis.file, start, end: start + carets[1].length },
        text: carets[2],
      };
      lines.push(`${line.slice(0, column + carets[1].length)} ${foundFor(expectation, analysis, expected, content)}`);
    } else {
      annotated = offset;
      lines.push(line);
    }
    offset += line.length + 1;
    endings.push({ end: offset, index: lines.length });
  }
  const unexpected = analysis.findings.filter(
    (finding) => !expected.has(finding) && (finding.severity === 'error' || finding.rule === 'analysis-stopped'),
  );
  for (const finding of [...unexpected].reverse()) {
    const index = endings.find(({ end }) => finding.range.start < end)?.index ?? lines.length;
    lines.splice(
      index,
      0,
      `// unexpected at ${quote(content, finding.range)}: ${finding.severity}: ${finding.message}`,
    );
  }
  return lines.join('\n');
}

function foundFor(
  { range, text }: Expectation,
  analysis: FileAnalysis,
  expected: Set<Finding>,
  content: string,
): string {
  const [, severity, message] = /^(error|warning|info|hint): (.*)$/.exec(text) ?? [];
  if (severity && message !== undefined) {
    const there = analysis.findings.filter((f) => f.severity === severity && sameRange(f.range, range));
    for (const finding of there) expected.add(finding);
    if (there.some((finding) => finding.message.includes(message))) return text;
    return there.map((f) => `${f.severity}: ${f.message}`).join(' & ') || 'no finding';
  }
  const [, reason] = /^\?: (.*)$/.exec(text) ?? [];
  if (reason !== undefined) {
    const all = unknownsOf(analysis);
    const there = all.filter(({ at }) => at && marks(range, at));
    if (there.some((unknown) => unknown.reason.includes(reason))) return text;
    const shown = there.length > 0 ? there : all;
    return (
      shown.map((u) => `?: ${u.reason}${u.at ? ` at ${quote(content, u.at)}` : ''}`).join(' & ') || 'nothing unknown'
    );
  }
  const [, , parameters, status] = /^model (\S+) (.+) (complete|partial|unknown)$/.exec(text) ?? [];
  if (parameters !== undefined && status !== undefined) {
    const models = analysis.models.filter(({ model }) => [model.call, ...model.path].some((at) => marks(range, at)));
    return models.map(describeModel).join(' | ') || 'no model';
  }
  const call = analysis.layerCalls.find((one) => marks(range, one.range));
  if (!call) return `no layer call; there are: ${analysis.layerCalls.map((c) => quote(content, c.range)).join(', ')}`;
  const forms = text.split(' | ').map((one) => LAYER.exec(one));
  return call.readings
    .map((reading, i) => describeLayer(reading, forms[i]?.[3] !== undefined, forms[i]?.[4] !== undefined))
    .join(' | ');
}

function describeModel({ model, totals, status }: ModelReading): string {
  return `model ${model.name} ${totals.parameters instanceof Unknown ? '?' : String(totals.parameters)} ${status}`;
}

function describeLayer(reading: LayerReading, withParameters: boolean, withField: boolean): string {
  const { layer, outputShape, parameters, receptiveField } = reading;
  const shape = outputShape instanceof Unknown ? '?' : `[${shapeText(outputShape)}]`;
  const count = parameters instanceof Unknown ? '?' : String(parameters);
  return (
    `${layer.className} ${shape}` +
    (withParameters ? ` ${count}` : '') +
    (withField ? ` RF ${fieldText(receptiveField)}` : '')
  );
}

function fieldText(field: ReceptiveField | Unknown): string {
  if (field instanceof Unknown) return '?';
  if (field.global) return 'all';
  const sizes = field.size.map((size) => (size instanceof Unknown ? '?' : String(size)));
  const size = new Set(sizes).size === 1 ? (sizes[0] ?? '') : sizes.join('×');
  return field.aligned ? size : `≤${size}`;
}

/** Every reason of the analysis, with the expression it blames. */
export function unknownsOf({ layerCalls, models }: FileAnalysis): Unknown[] {
  const found = new Set<Unknown>();
  const note = (value: unknown): void => {
    if (value instanceof Unknown) found.add(value);
    else if (Array.isArray(value)) value.forEach(note);
  };
  for (const reading of [...layerCalls, ...models.map(({ layers }) => ({ readings: layers }))].flatMap(
    ({ readings }) => readings,
  )) {
    note(reading.outputShape);
    note([reading.parameters, reading.trainableParameters, reading.macs, reading.receptiveField]);
  }
  for (const { model, totals } of models) note([model.incomplete, totals.parameters]);
  return [...found];
}

/** One caret marks a start, several the whole range. */
function marks(carets: SourceRange, range: SourceRange): boolean {
  return carets.end - carets.start === 1
    ? carets.file === range.file && carets.start === range.start
    : sameRange(carets, range);
}

function sameRange(a: SourceRange, b: SourceRange): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

function quote(content: string, { start, end }: SourceRange): string {
  return `\`${content.slice(start, end).replace(/\s+/g, ' ')}\``;
}
