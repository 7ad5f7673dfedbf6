// The headless contract: an analysis as the JSON that `convlens summary --json` prints. Lines and columns are 1-based.

import type { FileAnalysis, Finding, Fix, LayerReading, ModelReading } from '../analyser/index';
import { NO_EFFECT, type FixEffect } from './fixes';
import { JsonFigures } from './jsonFigures';
import { JsonPlaces, type NamedTexts } from './jsonPlaces';
import { modelOfFinding } from './modelOfFinding';
import type { JsonFinding, JsonLayer, JsonModelHead, JsonSummary } from './summaryContract';

export interface SummaryInput extends NamedTexts {
  readonly analysis: FileAnalysis;
  /** The models to show: all of the analysis, or those that were asked for. */
  readonly models: readonly ModelReading[];
  /** How the file is to be named in the answer. */
  readonly fileName: string;
  /** What a fix would change; null figures where it cannot be told. */
  effectOf(fix: Fix, model: ModelReading): FixEffect;
}

export function makeSummaryJson(input: SummaryInput): JsonSummary {
  const { analysis, models } = input;
  const places = new JsonPlaces(analysis.file, input);
  const findingJson = (finding: Finding, model: ModelReading | undefined): JsonFinding =>
    makeFindingJson(finding, finding.fixes, places, (fix) => (model ? input.effectOf(fix, model) : NO_EFFECT));
  const owners = analysis.findings.map((finding) => ({ finding, model: modelOfFinding(analysis, finding) }));
  return {
    version: 1,
    file: input.fileName,
    models: models.map((model) => ({
      ...makeModelHead(model, places),
      layers: model.layers.map((layer) => layerJson(layer, places)),
      findings: owners.filter((owner) => owner.model === model).map(({ finding }) => findingJson(finding, model)),
    })),
    findings: owners.filter((owner) => owner.model === undefined).map(({ finding }) => findingJson(finding, undefined)),
  };
}

/** What a finding of any kind says, at its place. */
export function makeFindingJson(
  { rule, severity, range, message, limit }: Pick<Finding, 'rule' | 'severity' | 'range' | 'message' | 'limit'>,
  fixes: readonly Fix[],
  places: JsonPlaces,
  effectOf: (fix: Fix) => FixEffect,
): JsonFinding {
  return {
    rule,
    severity,
    ...places.range(range),
    message,
    ...(limit === undefined ? {} : { limit }),
    fixes: fixes.map((fix) => {
      const { parameters: params, macs, receptiveField } = effectOf(fix);
      return { title: fix.title, params, macs, receptiveField };
    }),
  };
}

/** A model without its layers. */
export function makeModelHead(reading: ModelReading, places: JsonPlaces): JsonModelHead {
  const { totals, model } = reading;
  const figures = new JsonFigures(places);
  const shapes = reading.inputShapes.map((shape) => figures.shape('inputShape', shape));
  const { column: _, ...place } = places.start(model.call);
  const head = {
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
  return { ...head, ...figures.entry() };
}

/** As tfjs's `layer.outputShape`: one shape, or a list for a layer with several outputs. */
function shapesJson({ application, outputShape }: LayerReading, figures: JsonFigures): JsonLayer['outputShape'] {
  const outputs = application?.outputs ?? [];
  if (outputs.length < 2) return figures.shape('outputShape', outputShape);
  return outputs.map(({ shape }) => figures.shape('outputShape', shape));
}

function layerJson(reading: LayerReading, places: JsonPlaces): JsonLayer {
  const { layer } = reading;
  const figures = new JsonFigures(places);
  return {
    name: layer.name,
    className: layer.className,
    ...places.start(layer.call),
    path: reading.path.map((call) => places.start(call)),
    outputShape: shapesJson(reading, figures),
    params: figures.quantity('params', reading.parameters),
    trainable: figures.quantity('trainable', reading.trainableParameters),
    macs: figures.quantity('macs', reading.macs),
    receptiveField: figures.field('receptiveField', reading.receptiveField),
    ...figures.entry(),
  };
}
