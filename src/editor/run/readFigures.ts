// What the analyser reads of a model that runs: as the editor has it, or with the values that its function was called with.

import { asArguments, type GivenValue, type ModelReading } from '../../analyser/index';
import { defineModel } from '../../features/defineModel';
import { modelOfFactory } from '../../features/networkModel';
import { readRunFigures } from '../../features/runFigures';
import type { ModelDefinition } from '../../protocol/modelDefinition';
import type { LayerFigures, PanelModel } from '../../protocol/panel';
import type { LayerInfo, ModelChoice } from '../../protocol/runner';
import type { Analyses } from '../analyses';
import { findModelReading } from '../foundModel';

export async function readFigures(
  model: PanelModel,
  layers: readonly LayerInfo[],
  analyses: Analyses,
): Promise<readonly LayerFigures[]> {
  return readRunFigures(await readRunModel(model, analyses), layers, analyses.sources);
}

/** Undefined where not all of the model is known. */
export async function readDefinition(model: ModelChoice, analyses: Analyses): Promise<ModelDefinition | undefined> {
  const reading = await readRunModel(model, analyses);
  return reading && defineModel(reading, analyses.sources);
}

async function readRunModel(model: ModelChoice, analyses: Analyses): Promise<ModelReading | undefined> {
  const { file, name, line, factory } = model;
  const uri = analyses.uriOf(file);
  const reference = { uri: uri.toString(), modelName: name, line, ...(factory === undefined ? {} : { factory }) };
  const found = await findModelReading(reference, analyses);
  const own = asArguments(found?.reading.factoryArguments ?? new Map<string, GivenValue>());
  if (factory === undefined || isSame(own, model.arguments)) return found?.reading;
  const values = new Map(Object.entries(model.arguments) as [string, GivenValue][]);
  const analysis = await analyses.ofInstalledFile(uri, values);
  const named = analysis?.models.find((reading) => reading.factory === factory && reading.model.name === name);
  return named ?? (analysis && modelOfFactory(analysis, factory));
}

/** Whether functions get the same: the order of names does not matter. */
function isSame(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const textOf = (values: typeof a): string =>
    JSON.stringify(Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)));
  return textOf(a) === textOf(b);
}
