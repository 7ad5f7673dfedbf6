// What stands on the other side: of which run, which layer, and what is to be told while there are no maps of it.

import type { ComparedWith } from '../../src/protocol/panel';
import type { LayerInfo } from '../../src/protocol/runner';
import { nameUse } from '../format';
import type { LayerSubject } from '../inquiries/layerSubject';
import type { RunState } from '../runState';
import { describeMatch, matchLayer } from './matchLayers';
import type { Notice, OwnChoice } from './otherColumn';

/** The layer of the other side that suits the chosen one, when the user chooses none. */
export function findOtherLayer(
  { layer, state }: LayerSubject,
  comparedWith: ComparedWith | undefined,
  layers: readonly LayerInfo[],
): OwnChoice | undefined {
  if (!comparedWith) {
    const [input] = state.figures.get(layer.index)?.inputs ?? [];
    const before = layers.find(({ index }) => index === (input ?? layer.index - 1));
    return before ? { layer: before, why: 'its input' } : { layer, why: 'the same layer' };
  }
  if (comparedWith.kind === 'picture') {
    const same = layers.find((one) => nameUse(one) === nameUse(layer));
    return same && { layer: same, why: 'the same layer' };
  }
  const match = matchLayer(layer, state.layers, layers);
  return match && { layer: match.layer, why: describeMatch(match) };
}

/** Why there are no maps of the compared run yet, or at all. */
export function describeWaiting({ status, stage, layers, results, failure }: RunState, title: string): Notice {
  const again = { name: 'run', text: 'Run Again' } as const;
  const give = { name: 'changeArguments', text: 'Give Values…' } as const;
  switch (status) {
    case 'idle':
      return { text: `${title} has not run yet.`, action: { name: 'run', text: 'Run' } };
    case 'running': {
      const text = results.size > 0 ? `Layer ${results.size} of ${layers.length}` : stage;
      return { text, action: { name: 'cancel', text: 'Cancel' } };
    }
    case 'cancelled':
      return { text: `The run of ${title} was cancelled.`, action: again };
    case 'failed':
      return { text: failure?.message ?? '', action: failure?.remedy === 'giveArguments' ? give : again };
    case 'finished':
      return { text: 'Reading the feature maps…', action: undefined };
  }
}
