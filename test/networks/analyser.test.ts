// The analyser reads the classic networks from their source text: equal to what was published, and layer by layer to what runs.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/index';
import { callText, compareWithFacts, readModelFacts, type LayerFigures } from '../support/facts';
import { callNetwork, readAnalysis } from './analysedModel';
import { argumentsInOrder, buildNetwork, readLayers, type NetworkCall } from './runningModel';

describe('the analyser', () => {
  for (const facts of readModelFacts()) {
    it(`reads ${callText(facts)} as published and as it runs`, async () => {
      const analysed = await analyse(facts);
      expect(compareWithFacts(analysed, facts.groups).differences).toEqual([]);

      const model = await buildNetwork(facts);
      const running = readLayers(model);
      model.dispose();
      expect(byName(analysed)).toEqual(byName(running));
    });
  }
});

async function analyse(network: NetworkCall): Promise<LayerFigures[]> {
  const { file, host } = callNetwork(network, await argumentsInOrder(network));
  const { models, findings } = createAnalyser(host).analyse(file);
  const [model] = models;
  expect(findings.filter((finding) => finding.severity === 'error')).toEqual([]);
  expect(models).toHaveLength(1);
  if (model === undefined) throw new Error(`the analyser found no model in the call of ${network.factory}`);
  expect(model.status).toBe('complete');
  return readAnalysis(model);
}

/** A running sequential model does not list its input layer; tfjs orders layers by depth, the analyser by creation. */
function byName(layers: readonly LayerFigures[]): Map<string, LayerFigures> {
  const listed = layers.filter((layer) => layer.className !== 'InputLayer');
  return new Map(listed.map((layer) => [layer.name, layer] as const).sort(([a], [b]) => a.localeCompare(b)));
}
