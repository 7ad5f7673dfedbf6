// The lens above a function that is called several times: which of its calls the hints inside show.

import { sum, type FileAnalysis, type SourceRange } from '../analyser/index';
import { findCalledFunctions, type CalledFunction, type ChosenCalls, type FunctionCall } from './calledFunctions';
import { formatCount, formatShape, isUnknown } from './formatNumber';
import { placeText, type Sources } from './sources';

export interface CallLens {
  readonly range: SourceRange;
  readonly key: string;
  readonly title: string;
  /** `choose` asks which call to look through; the others go to one, or back to all of them. */
  readonly action: 'choose' | { readonly call: number | undefined };
}

export function makeCallLenses(analysis: FileAnalysis, chosen: ChosenCalls, sources: Sources): CallLens[] {
  return findCalledFunctions(analysis).flatMap((called): CallLens[] => {
    const { key, range, calls } = called;
    const index = chosen.get(key);
    const call = index === undefined ? undefined : calls[index];
    if (index === undefined || !call) {
      return [{ range, key, title: `${calls.length} calls · Look through one…`, action: 'choose' }];
    }
    const step = (title: string, to: number): CallLens => ({ range, key, title, action: { call: to } });
    return [
      { range, key, title: `Call ${index + 1} of ${calls.length} · ${callPlaces(call, sources)}`, action: 'choose' },
      ...(index > 0 ? [step('Previous', index - 1)] : []),
      ...(index < calls.length - 1 ? [step('Next', index + 1)] : []),
      { range, key, title: 'All calls', action: { call: undefined } },
    ];
  });
}

/** One call of a function, to choose from a list. */
export interface CallChoice {
  readonly call: number;
  readonly label: string;
  readonly description: string;
}

export function makeCallChoices({ calls }: CalledFunction, sources: Sources): CallChoice[] {
  return calls.map((call, index) => ({
    call: index,
    label: `${index + 1} · ${shapesOf(call)}`,
    description: `${callPlaces(call, sources)} · ${parametersOf(call)}`,
  }));
}

/** `model.ts:47 → model.ts:61`. */
function callPlaces({ path }: FunctionCall, sources: Sources): string {
  return path.map((site) => placeText(sources, site)).join(' → ');
}

/** What goes into the first layer and what comes out of the last one. */
function shapesOf({ readings }: FunctionCall): string {
  const input = readings[0]?.inputShapes[0];
  const output = readings.at(-1)?.outputShape;
  return [input, output].flatMap((shape) => (shape === undefined ? [] : [formatShape(shape)])).join(' → ');
}

function parametersOf({ readings }: FunctionCall): string {
  const parameters = sum(readings.map((reading) => reading.parameters));
  return isUnknown(parameters) ? '? params' : `${formatCount(parameters)} params`;
}
