// From the layer graph to readings: shapes, costs and receptive fields of every layer and model.

import type { FileAnalysis, Finding, LayerReading, ModelReading } from './analysis';
import { findAnnotationProblems, findExceededBudgets } from './annotationFindings';
import type { EvaluationResult } from './evaluation/evaluation';
import { findOpenParameters } from './evaluation/openParameters';
import { multiply, placeUnknown, sum, Unknown, type Quantity, type SourceRange } from './formulas/quantity';
import type { Application, CallPath, Layer } from './graph/graph';
import { groupBy } from './graph/groupBy';
import type { Shape } from './graph/shape';
import { costsOf } from './passes/costs';
import { createReceptiveFieldPass, type ReceptiveField, type ReceptiveFieldPass } from './passes/receptiveField';
import { giveAdvice } from './rules/giveAdvice';
import { projectShortcut } from './rules/projectShortcut';
import { withoutSuppressed } from './rules/suppressions';
import type { Limit } from './source/limits';
import { isHalfTyped, syntaxErrorsOf } from './source/syntaxErrors';
import type { LayerObject } from './tensorflow/layerObject';
import type { ModelObject } from './tensorflow/modelObject';
import type { DefinitionError, Session } from './tensorflow/session';

const BYTES_PER_PARAMETER = 4;

/** @param turnedOn rules to ask although they are off by default */
export function readAnalysis(
  file: string,
  { session, openRoots, earlyEnds, dependencies, sourceOf, takenValues }: EvaluationResult,
  turnedOn: ReadonlySet<string>,
  limitsFor: (model: ModelReading) => readonly Limit[],
): FileAnalysis {
  const fields = createReceptiveFieldPass();
  const readings = new Map<Layer, LayerReading>();
  const readOnce = (layer: LayerObject): LayerReading => {
    let reading = readings.get(layer);
    if (!reading) {
      reading = readLayer(layer, layer.applications, fields);
      readings.set(layer, reading);
    }
    return reading;
  };
  const models = session.models
    .filter((model) => placeIn(file, model.call, model.path))
    .map((model) => readModel(model, readOnce, fields));
  const layers = session.layers.filter((layer) => layer.call.file === file && !layer.isImplicit);
  const layerCalls = groupByCall(layers.map(readOnce), ({ layer }) => layer.call);
  const operationCalls = groupByCall(
    session.operations.filter(({ call }) => call.file === file),
    ({ call }) => call,
  );
  const textOf = (path: string): string => dependencies.get(path) ?? '';
  const source = sourceOf(file);
  const syntaxErrors = source ? syntaxErrorsOf(file, source) : [];
  const findAll = (): readonly Finding[] => {
    const findings: Finding[] = [
      ...distinct(session.errors.flatMap((error) => findingOf(file, error, session, textOf))),
      ...openRoots.map(findOpenParameters),
      ...earlyEnds
        .filter(({ range }) => range.file === file)
        .map(({ reason, range }): Finding => ({
          rule: 'analysis-stopped',
          severity: 'info',
          range,
          path: [],
          message: `${reason}; what follows is not known.`,
          fixes: [],
        })),
      ...(source ? findAnnotationProblems(source) : []),
      ...findExceededBudgets(models, sourceOf, limitsFor, earlyEnds),
      // Where the analysis stopped early, a model may not be what it would become.
      ...giveAdvice({ file, models: earlyEnds.length === 0 ? models : [], layerCalls, textOf, turnedOn }).filter(
        ({ range, path }) => placeIn(file, range, path) && !isHalfTyped(range, syntaxErrors, textOf(file)),
      ),
    ];
    return withoutSuppressed(findings, textOf);
  };
  return new ReadAnalysis(file, models, layerCalls, operationCalls, findAll, syntaxErrors, takenValues);
}

/** Its findings are looked for when they are first asked for: the hints of a line that is being typed do not wait for advice. */
class ReadAnalysis implements FileAnalysis {
  private found: readonly Finding[] | undefined;

  constructor(
    readonly file: string,
    readonly models: FileAnalysis['models'],
    readonly layerCalls: FileAnalysis['layerCalls'],
    readonly operationCalls: FileAnalysis['operationCalls'],
    private readonly findAll: () => readonly Finding[],
    readonly syntaxErrors: NonNullable<FileAnalysis['syntaxErrors']>,
    readonly takenValues: ReadonlySet<string>,
  ) {}

  get findings(): readonly Finding[] {
    return (this.found ??= this.findAll());
  }
}

function readLayer(layer: LayerObject, applications: readonly Application[], fields: ReceptiveFieldPass): LayerReading {
  const [application] = applications;
  const output = application?.outputs[0];
  const notApplied = (): Unknown => new Unknown('the layer is not applied to anything', layer.call);
  const costs = costsOf(layer, applications);
  return {
    layer,
    path: layer.path,
    application,
    inputShapes: application?.inputs.map((tensor) => tensor.shape) ?? [],
    outputShape: output?.shape ?? notApplied(),
    parameters: placeUnknown(costs.parameters, layer.call),
    trainableParameters: placeUnknown(costs.trainableParameters, layer.call),
    parameterTerms: costs.parameterTerms,
    macs: placeUnknown(costs.macs, layer.call),
    macTerms: costs.macTerms,
    activationBytes: placeUnknown(costs.activationBytes, layer.call),
    receptiveField: output ? placeUnknown(fields(output), layer.call) : notApplied(),
  };
}

function readModel(
  model: ModelObject,
  readOnce: (layer: LayerObject) => LayerReading,
  fields: ReceptiveFieldPass,
): ModelReading {
  const own = new Set<Application>(model.applications);
  const layers = model.layers.map((layer) => {
    const { applications } = layer;
    if (applications.every((application) => own.has(application))) return readOnce(layer);
    return readLayer(
      layer,
      applications.filter((application) => own.has(application)),
      fields,
    );
  });
  const { incomplete } = model;
  const total = (of: (reading: LayerReading) => Quantity): Quantity => incomplete ?? sum(layers.map(of));
  const parameters = total((reading) => reading.parameters);
  const totals = {
    parameters,
    trainableParameters: trainableTotal(model.trainable, () => total((reading) => reading.trainableParameters)),
    macs: total((reading) => reading.macs),
    activationBytes: total((reading) => reading.activationBytes),
    weightBytes: multiply(BYTES_PER_PARAMETER, parameters),
  };
  const known = layers.filter((reading) => !(reading.outputShape instanceof Unknown)).length;
  const complete =
    !incomplete && layers.length > 0 && Object.values(totals).every((figure) => !(figure instanceof Unknown));
  return {
    model,
    status: complete ? 'complete' : known > 0 ? 'partial' : 'unknown',
    inputShapes: model.inputs.map((tensor): Shape | Unknown => tensor.shape),
    totals,
    receptiveField: fieldAtHead(model, layers),
    layers,
    ...factoryOf(model),
  };
}

function factoryOf({ origin: { root } }: ModelObject): Partial<ModelReading> {
  return root ? { factory: root.name, factoryArguments: root.values, factoryParameters: root.parameters() } : {};
}

/** A model that is set not to train has nothing that trains, whatever its layers say. */
function trainableTotal(isTrainable: boolean | Unknown, total: () => Quantity): Quantity {
  if (isTrainable instanceof Unknown) return isTrainable;
  return isTrainable ? total() : 0;
}

/** The field of the last layer that still has a place on the picture; unknown where it may be a layer that is not known. */
function fieldAtHead({ applications }: ModelObject, layers: readonly LayerReading[]): ReceptiveField | Unknown {
  // Nested applications, `last.apply(first.apply(x))`, create the last layer first: the graph has the order.
  const inOrder: readonly { readonly layer: Layer }[] = applications.length > 0 ? applications : layers;
  for (const { layer } of inOrder.toReversed()) {
    const reading = layers.findLast((candidate) => candidate.layer === layer);
    if (!reading || layer.className === 'InputLayer') continue;
    const { outputShape, receptiveField } = reading;
    if (!(receptiveField instanceof Unknown)) {
      if (!receptiveField.global) return receptiveField;
      continue;
    }
    if (outputShape instanceof Unknown) return outputShape;
    if (layer.model) {
      return new Unknown('the last layer with spatial positions is inside a nested model', layer.call);
    }
    // A vector has no places, and what was reshaped has none any more: the layer before is the last one.
    if (outputShape.length > 2 && layer.factory !== 'reshape') return receptiveField;
  }
  return new Unknown('no layer after the input has spatial positions');
}

/** A place in the source is one range object for the whole evaluation. */
function groupByCall<Reading>(
  readings: readonly Reading[],
  callOf: (reading: Reading) => SourceRange,
): { readonly range: SourceRange; readonly readings: readonly Reading[] }[] {
  return [...groupBy(readings, callOf)]
    .map(([range, together]) => ({ range, readings: together }))
    .sort((x, y) => x.range.start - y.range.start);
}

/** The range itself when it lies in the file, else the innermost call in the file that led there. */
function placeIn(file: string, range: SourceRange, path: CallPath): SourceRange | undefined {
  return range.file === file ? range : path.findLast((site) => site.file === file);
}

function findingOf(
  file: string,
  error: DefinitionError,
  session: Session,
  textOf: (file: string) => string,
): Finding[] {
  const { message, path, places, refusedSum } = error;
  const range = placeIn(file, error.range, [...places, ...path]);
  if (!range) return [];
  const written = refusedSum?.call.file === file ? refusedSum.written() : undefined;
  const sums = written
    ? session.layers.flatMap(({ uses }) => uses.filter(({ call }) => call === refusedSum?.call))
    : [];
  const fixes = written ? projectShortcut(sums, written, textOf) : [];
  return [{ rule: 'tfjs-error', severity: 'error', range, path, message, fixes }];
}

function distinct(findings: readonly Finding[]): Finding[] {
  const byKey = new Map(
    findings.map((f) => [`${String(f.range.start)}:${String(f.range.end)}:${f.message}`, f] as const),
  );
  return [...byKey.values()];
}
