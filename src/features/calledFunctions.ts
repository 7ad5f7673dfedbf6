// Functions that build layers and are called several times: one of their calls can be looked through.

import type { CallPath, CallSite, FileAnalysis, LayerReading, SourceRange } from '../analyser/index';

/** One call of a function. */
export interface FunctionCall {
  readonly site: CallSite;
  /** The calls that led to it, itself last. */
  readonly path: CallPath;
  /** What was made in it and in the functions that it called, in order. */
  readonly readings: readonly LayerReading[];
}

export interface CalledFunction {
  /** Tells functions of one file apart, also after the text has changed above them: `block`, `block#2`. */
  readonly key: string;
  readonly name: string;
  /** The whole function. */
  readonly range: SourceRange;
  /** Two or more, in order of evaluation. */
  readonly calls: readonly FunctionCall[];
}

/** Which call of a function is looked through, by the function's key: its index among the calls. */
export type ChosenCalls = ReadonlyMap<string, number>;

/** The named functions of the file of which more than one call made layers, in source order. */
export function findCalledFunctions(analysis: FileAnalysis): CalledFunction[] {
  const byFunction = new Map<number, GatheredFunction>();
  for (const { readings } of analysis.layerCalls) {
    for (const reading of readings) {
      reading.path.forEach((site, depth) => {
        const { called, functionName } = site;
        if (!functionName || called?.file !== analysis.file) return;
        const found: GatheredFunction = byFunction.get(called.start) ?? {
          range: called,
          name: functionName,
          calls: new Map(),
        };
        byFunction.set(called.start, found);
        const call: GatheredCall = found.calls.get(site) ?? { path: reading.path.slice(0, depth + 1), readings: [] };
        found.calls.set(site, call);
        call.readings.push(reading);
      });
    }
  }
  const seen = new Map<string, number>();
  return [...byFunction.values()]
    .sort((a, b) => a.range.start - b.range.start)
    .map(({ range, name, calls }) => {
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return { key: count === 1 ? name : `${name}#${count}`, name, range, calls: inOrder(calls) };
    })
    .filter(({ calls }) => calls.length > 1);
}

interface GatheredFunction {
  readonly range: SourceRange;
  readonly name: string;
  readonly calls: Map<CallSite, GatheredCall>;
}

interface GatheredCall {
  readonly path: CallPath;
  readonly readings: LayerReading[];
}

function inOrder(calls: ReadonlyMap<CallSite, GatheredCall>): FunctionCall[] {
  return [...calls]
    .map(([site, { path, readings }]) => ({
      site,
      path,
      readings: readings.sort((a, b) => a.layer.order - b.layer.order),
    }))
    .sort((a, b) => a.readings[0]!.layer.order - b.readings[0]!.layer.order);
}

/** The analysis as seen through the chosen calls: a layer call keeps the readings made in them, or all if there are none; models likewise. */
export function lookThrough(analysis: FileAnalysis, chosen: ChosenCalls): FileAnalysis {
  if (chosen.size === 0) return analysis;
  const sites = new Set(findCalledFunctions(analysis).flatMap(({ key, calls }) => chosenCall(calls, chosen.get(key))));
  if (sites.size === 0) return analysis;
  return {
    file: analysis.file,
    findings: analysis.findings,
    layerCalls: analysis.layerCalls.map((call) => ({
      ...call,
      readings: throughSites(call.readings, sites, ({ path }) => path),
    })),
    operationCalls: analysis.operationCalls.map((call) => ({
      ...call,
      readings: throughSites(call.readings, sites, ({ path }) => path),
    })),
    models: throughSites(analysis.models, sites, ({ model }) => model.path),
  };
}

function chosenCall(calls: readonly FunctionCall[], index: number | undefined): CallSite[] {
  const call = index === undefined ? undefined : calls[index];
  return call ? [call.site] : [];
}

function throughSites<T>(all: readonly T[], sites: ReadonlySet<CallSite>, pathOf: (one: T) => CallPath): readonly T[] {
  let left = all;
  for (const site of sites) {
    const inside = left.filter((one) => pathOf(one).includes(site));
    if (inside.length > 0) left = inside;
  }
  return left;
}
