// The headless contract: an analysis as the JSON that `convlens summary --json` prints. Lines and columns are 1-based.

import type { FileAnalysis, Finding, Fix, LayerReading, ModelReading, SourceRange } from '../analyser/index';
import type { FixEffect } from './fixes';
import { JsonFigures } from './jsonFigures';
import { LineMap } from './lineMap';
import { modelOfFinding } from './modelOfFinding';
import type { JsonFinding, JsonLayer, JsonModel, JsonPlace, JsonSummary } from './summaryContract';

export interface SummaryInput {
  readonly analysis: FileAnalysis;
  /** The models to show: all of the analysis, or those that were asked for. */
  readonly models: readonly ModelReading[];
  /** How the file is to be named in the answer. */
  readonly fileName: string;
  /** Text of a file of the analysis, for its lines. */
  textOf(file: string): string | undefined;
  /** How another file is to be named. */
  nameOf(file: string): string;
  /** What a fix would change; null figures where it cannot be told. */
  effectOf(fix: Fix, model: ModelReading): FixEffect;
}

const NO_EFFECT: FixEffect = { parameters: null, macs: null, receptiveField: null };

export function makeSummaryJson(input: SummaryInput): JsonSummary {
  const { analysis, models } = input;
  const places = new Places(input);
  const findingJson = (finding: Finding, model: ModelReading | undefined): JsonFinding => ({
    rule: finding.rule,
    severity: finding.severity,
    ...places.range(finding.range),
    message: finding.message,
    fixes: finding.fixes.map((fix) => {
      const effect = model ? input.effectOf(fix, model) : NO_EFFECT;
      return { title: fix.title, params: effect.parameters, macs: effect.macs, receptiveField: effect.receptiveField };
    }),
  });
  const owners = analysis.findings.map((finding) => ({ finding, model: modelOfFinding(analysis, finding) }));
  return {
    version: 1,
    file: input.fileName,
    models: models.map((model) => ({
      ...modelJson(model, places),
      findings: owners.filter((owner) => owner.model === model).map(({ finding }) => findingJson(finding, model)),
    })),
    findings: owners.filter((owner) => owner.model === undefined).map(({ finding }) => findingJson(finding, undefined)),
  };
}

function modelJson(reading: ModelReading, places: Places): Omit<JsonModel, 'findings'> {
  const { totals, model } = reading;
  const figures = new JsonFigures();
  const shapes = reading.inputShapes.map((shape) => figures.shape('inputShape', shape));
  const { column: _, ...place } = places.start(model.call);
  const json = {
    name: model.name,
    ...place,
    kind: model.kind,
    status: reading.status,
    inputShape: shapes.length === 1 ? (shapes[0] ?? null) : shapes.length === 0 ? null : shapes,
    totals: {
      params: figures.quantity('params', totals.parameters),
      trainable: figures.quantity('trainable', totals.trainableParameters),
      macs: figures.quantity('macs', totals.macs),
      activationBytes: figures.quantity('activationBytes', totals.activationBytes),
      weightBytes: figures.quantity('weightBytes', totals.weightBytes),
    },
  };
  return { ...json, ...figures.entry(), layers: reading.layers.map((layer) => layerJson(layer, places)) };
}

function layerJson(reading: LayerReading, places: Places): JsonLayer {
  const { layer } = reading;
  const figures = new JsonFigures();
  return {
    name: layer.name,
    className: layer.className,
    ...places.start(layer.call),
    path: reading.path.map((call) => places.start(call)),
    outputShape: figures.shape('outputShape', reading.outputShape),
    params: figures.quantity('params', reading.parameters),
    trainable: figures.quantity('trainable', reading.trainableParameters),
    macs: figures.quantity('macs', reading.macs),
    receptiveField: figures.field('receptiveField', reading.receptiveField),
    ...figures.entry(),
  };
}

/** Source ranges as 1-based lines and columns; the lines of each file are counted once. */
class Places {
  private readonly lines = new Map<string, LineMap>();

  constructor(private readonly input: SummaryInput) {}

  start(range: SourceRange): JsonPlace {
    const { line, column } = this.linesOf(range.file).positionAt(range.start);
    return { ...this.fileEntry(range.file), line: line + 1, column: column + 1 };
  }

  range(range: SourceRange): JsonPlace & { readonly endLine: number; readonly endColumn: number } {
    const end = this.linesOf(range.file).positionAt(range.end);
    return { ...this.start(range), endLine: end.line + 1, endColumn: end.column + 1 };
  }

  private fileEntry(file: string): { readonly file?: string } {
    return file === this.input.analysis.file ? {} : { file: this.input.nameOf(file) };
  }

  private linesOf(file: string): LineMap {
    let lines = this.lines.get(file);
    if (!lines) this.lines.set(file, (lines = new LineMap(this.input.textOf(file) ?? '')));
    return lines;
  }
}
