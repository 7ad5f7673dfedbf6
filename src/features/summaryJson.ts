// The headless contract: an analysis as the JSON that `convlens summary --json` prints. Lines and columns are 1-based.

import type {
  FileAnalysis,
  Finding,
  Fix,
  LayerReading,
  ModelReading,
  Quantity,
  ReceptiveField,
  Shape,
  SourceRange,
  Unknown,
} from '../analyser/index';
import type { FixEffect } from './fixes';
import { isUnknown } from './formatNumber';
import { LineMap } from './lineMap';
import { modelOfFinding } from './modelOfFinding';
import type {
  JsonFinding,
  JsonLayer,
  JsonModel,
  JsonPlace,
  JsonQuantity,
  JsonReceptiveField,
  JsonShape,
  JsonSummary,
} from './summaryContract';

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
  const reasons = new Reasons();
  const shapes = reading.inputShapes.map((shape) => reasons.shape('inputShape', shape));
  const { column: _, ...place } = places.start(model.call);
  const json = {
    name: model.name,
    ...place,
    kind: model.kind,
    status: reading.status,
    inputShape: shapes.length === 1 ? (shapes[0] ?? null) : shapes.length === 0 ? null : shapes,
    totals: {
      params: reasons.quantity('params', totals.parameters),
      trainable: reasons.quantity('trainable', totals.trainableParameters),
      macs: reasons.quantity('macs', totals.macs),
      activationBytes: reasons.quantity('activationBytes', totals.activationBytes),
      weightBytes: reasons.quantity('weightBytes', totals.weightBytes),
    },
  };
  return { ...json, ...reasons.entry(), layers: reading.layers.map((layer) => layerJson(layer, places)) };
}

function layerJson(reading: LayerReading, places: Places): JsonLayer {
  const { layer } = reading;
  const reasons = new Reasons();
  return {
    name: layer.name,
    className: layer.className,
    ...places.start(layer.call),
    path: reading.path.map((call) => places.start(call)),
    outputShape: reasons.shape('outputShape', reading.outputShape),
    params: reasons.quantity('params', reading.parameters),
    trainable: reasons.quantity('trainable', reading.trainableParameters),
    macs: reasons.quantity('macs', reading.macs),
    receptiveField: reasons.field('receptiveField', reading.receptiveField),
    ...reasons.entry(),
  };
}

/** Turns figures into JSON and notes why some are null. */
class Reasons {
  private readonly byField = new Map<string, string>();

  quantity(field: string, value: Quantity): JsonQuantity {
    if (!isUnknown(value)) return typeof value === 'number' ? value : value.toString();
    if (!this.byField.has(field)) this.byField.set(field, value.reason);
    return null;
  }

  /** A size that is open until run time is null as in tfjs and has no reason. */
  shape(field: string, shape: Shape | Unknown): JsonShape {
    if (!isUnknown(shape)) return shape.map((size) => (size === null ? null : this.quantity(field, size)));
    this.quantity(field, shape);
    return null;
  }

  field(field: string, value: ReceptiveField | Unknown): JsonReceptiveField | null {
    if (isUnknown(value)) {
      this.quantity(field, value);
      return null;
    }
    const axis = (values: readonly Quantity[]): JsonQuantity[] => values.map((one) => this.quantity(field, one));
    const json = {
      size: axis(value.size),
      stride: axis(value.stride),
      padding: axis(value.padding),
      aligned: value.aligned,
    };
    return value.global ? { ...json, global: true } : json;
  }

  entry(): { readonly reasons?: Readonly<Record<string, string>> } {
    return this.byField.size === 0 ? {} : { reasons: Object.fromEntries(this.byField) };
  }
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
