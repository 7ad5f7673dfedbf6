// The table of the classic networks: its ids, files and inputs, and the README's figures.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classicNetworks, type ClassicNetwork } from '../../src/networks/index';
import { buildNetwork, readLayers } from './runningModel';

const readme = readFileSync(new URL('../../src/networks/README.md', import.meta.url), 'utf8').replace(/ +/g, ' ');

describe('the table of the classic networks', () => {
  it('has the ids that users know', () => {
    const ids = classicNetworks.map((network) => network.id);
    const shuffleNets = [1, 2, 3, 4, 8].map((groups) => `shufflenet-g${groups}`);
    expect(ids).toEqual([
      ...['alexnet', 'zfnet', 'vgg11', 'vgg13', 'vgg16', 'vgg19', 'googlenet'],
      ...['resnet18', 'resnet34', 'resnet50', 'resnet101', 'resnet152', 'inceptionv4'],
      ...['squeezenet1.0', 'squeezenet1.1', 'mobilenet', ...shuffleNets],
    ]);
  });

  for (const network of classicNetworks) {
    it(`tells the truth about ${network.id}, and so does the README`, async () => {
      const model = await buildNetwork({ ...network, file: network.file.replace('src/networks/', '') });
      expect(model.inputs[0]?.shape).toEqual([null, ...network.inputShape]);
      expect(readme).toContain(readmeRow(network, readLayers(model)));
      model.dispose();
    });
  }
});

function readmeRow(network: ClassicNetwork, layers: ReturnType<typeof readLayers>): string {
  const trainable = layers.reduce((sum, layer) => sum + layer.trainable, 0);
  const macs = layers.reduce((sum, layer) => sum + layer.macs, 0);
  const field = layers.findLast((layer) => layer.receptiveField !== undefined)?.receptiveField;
  const fileName = network.file.replace('src/networks/', '');
  const cells = [
    `\`${network.id}\``,
    `[${network.title}](${fileName})`,
    network.year,
    `${network.inputShape[0]}×${network.inputShape[1]}`,
    trainable.toLocaleString('en-US'),
    macs.toLocaleString('en-US'),
    `${field?.size[0]} / ${field?.stride[0]}`,
  ];
  return `| ${cells.join(' | ')} |`;
}
