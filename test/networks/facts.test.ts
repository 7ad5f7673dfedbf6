// Every published figure of test/facts against the networks as they run in TensorFlow.js.

import { describe, expect, it } from 'vitest';
import { callText, compareWithFacts, readModelFacts } from '../support/facts';
import { buildNetwork, readLayers } from './runningModel';

describe('the running networks equal the published figures', () => {
  for (const facts of readModelFacts()) {
    it(callText(facts), async () => {
      const model = await buildNetwork(facts);
      const { compared, differences } = compareWithFacts(readLayers(model), facts.groups);
      model.dispose();
      expect(differences).toEqual([]);
      expect(compared).toBeGreaterThan(0);
    });
  }
});
