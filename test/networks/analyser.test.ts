// The analyser reads the classic networks from their source text: equal to what was published, and layer by layer to what runs.

import { describe, expect, it } from 'vitest';
import { callText, compareWithFacts, readModelFacts, type LayerFigures } from '../support/facts';
import { analyseNetwork, readAnalysis } from './analysedModel';
import { buildNetwork, readLayers, type NetworkCall } from './runningModel';

describe('the analyser', () => {
  for (const facts of readModelFacts()) {
    it(`reads ${callText(facts)} as published and as it runs`, async () => {
      const analysed = readNetwork(facts);
      expect(compareWithFacts(analysed, facts.groups).differences).toEqual([]);

      const model = await buildNetwork(facts);
      const running = readLayers(model);
      model.dispose();
      expect(byName(analysed)).toEqual(byName(running));
    });
  }
});

function readNetwork(network: NetworkCall): LayerFigures[] {
  const { models, findings } = analyseNetwork(network);
  const [model] = models;
  expect(findings.filter((finding) => finding.severity === 'error')).toEqual([]);
  expect(models).toHaveLength(1);
  if (model === undefined) throw new Error(`the analyser found no model in ${network.file}`);
  expect(model.status).toBe('complete');
  return readAnalysis(model);
}

/** A running sequential model does not list its input layer; tfjs orders layers by depth, the analyser by creation. */
function byName(layers: readonly LayerFigures[]): Map<string, LayerFigures> {
  const listed = layers.filter((layer) => layer.className !== 'InputLayer');
  return new Map(listed.map((layer) => [layer.name, layer] as const).sort(([a], [b]) => a.localeCompare(b)));
}
