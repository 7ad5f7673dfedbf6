// Runs the rules over the models of a file and makes findings of what they say.

import type { Finding, Fix, LayerCall, LayerReading, ModelReading } from '../analysis';
import type { Layer } from '../graph/graph';
import { writtenEntry } from './edits';
import { InspectedModel } from './inspectedModel';
import type { Advice, ModelRule, Rule } from './rule';
import { sourcesOf } from './sources';
import { RULES } from './table';

export interface AdvisedFile {
  readonly file: string;
  /** Those that the analysis saw to their end. */
  readonly models: readonly ModelReading[];
  readonly layerCalls: readonly LayerCall[];
  readonly textOf: (file: string) => string;
  /** Rules to ask although they are off by default. */
  readonly turnedOn: ReadonlySet<string>;
}

export function giveAdvice({ file, models, layerCalls, textOf, turnedOn }: AdvisedFile): Finding[] {
  // A model of which some layers are not known may be quite different from what is seen of it.
  const inspected = models
    .filter(({ model }) => !model.incomplete)
    .map((reading) => new InspectedModel(reading, textOf));
  const sources = sourcesOf(textOf);
  const rules = RULES.filter(({ id, severity }) => severity !== 'off' || turnedOn.has(id));
  const given = new Map(
    rules.flatMap((rule) => ('check' in rule ? [[rule.id, inspected.flatMap((model) => askRule(rule, model))]] : [])),
  );
  return rules.flatMap((rule) => {
    if ('checkCall' in rule) {
      return layerCalls.flatMap((call) =>
        [...rule.checkCall(call, sources)].map((advice) => makeFinding(rule, advice, advice.fixes?.() ?? [])),
      );
    }
    const stronger = rule.yieldsTo?.flatMap((id) => given.get(id) ?? []) ?? [];
    const own = (given.get(rule.id) ?? []).filter((one) => !stronger.some((other) => areAboutTheSame(one, other)));
    const advised = new Set(own.flatMap(({ advice }) => changedLayers(advice).map(({ layer }) => layer)));
    return own.map(({ model, advice }) => ({
      ...makeFinding(rule, advice, suitsAll(advice, file, layerCalls, advised) ? (advice.fixes?.() ?? []) : []),
      model: model.reading.model,
    }));
  });
}

interface Given {
  readonly model: InspectedModel;
  readonly advice: Advice;
}

function askRule(rule: ModelRule, model: InspectedModel): Given[] {
  return [...rule.check(model)].map((advice) => ({ model, advice }));
}

function areAboutTheSame(a: Given, b: Given): boolean {
  return a.model === b.model && a.advice.about.some(({ layer }) => b.advice.about.some((one) => one.layer === layer));
}

function changedLayers({ about, changed }: Advice): readonly LayerReading[] {
  return changed ?? about;
}

/** Whether all that the file makes with the calls was advised the same. What other files make with calls of theirs is not seen here. */
function suitsAll(
  advice: Advice,
  file: string,
  layerCalls: readonly LayerCall[],
  advised: ReadonlySet<Layer>,
): boolean {
  return changedLayers(advice).every(({ layer }) => {
    if (layer.call.file !== file) return false;
    const made = layerCalls.find(({ range }) => range === layer.call)?.readings ?? [];
    return made.every((reading) => advised.has(reading.layer));
  });
}

function makeFinding(rule: Rule, advice: Advice, fixes: readonly Fix[]): Finding {
  const [{ layer }] = advice.about;
  const entry = advice.entry === undefined ? undefined : writtenEntry(layer.written, advice.entry);
  return {
    rule: rule.id,
    severity: rule.severity === 'off' ? 'info' : rule.severity,
    range: advice.range ?? entry?.range ?? layer.call,
    path: advice.range ? [] : layer.path,
    message: advice.message.join('\n'),
    fixes,
    isAdvice: true,
  };
}
