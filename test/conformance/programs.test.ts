// Whole programs: what the analyser reads from the text against what real tfjs makes of them.

import * as tf from '@tensorflow/tfjs';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { Unknown, type LayerReading } from '../../src/analyser/index';
import { readFile } from '../support/readFile';

interface Figures {
  readonly name: string;
  readonly className: string;
  readonly outputShape: unknown;
  readonly parameters: unknown;
  readonly trainable: unknown;
}

const folder = fileURLToPath(new URL('programs/', import.meta.url)).replaceAll('\\', '/');

function figuresOf({ layer, outputShape, parameters, trainableParameters }: LayerReading): Figures {
  const show = (value: unknown): unknown => (value instanceof Unknown ? `unknown: ${value.reason}` : value);
  return {
    name: layer.name,
    className: layer.className,
    outputShape: outputShape instanceof Unknown ? show(outputShape) : outputShape.map(show),
    parameters: show(parameters),
    trainable: show(trainableParameters),
  };
}

function runningFigures(layer: tf.layers.Layer): Figures {
  return {
    name: layer.name,
    className: layer.getClassName(),
    outputShape: layer.outputShape,
    parameters: layer.countParams(),
    trainable: layer.trainableWeights.reduce(
      (total, weight) => total + weight.shape.reduce((a: number, b) => a * (b ?? 1), 1),
      0,
    ),
  };
}

const byName = (a: Figures, b: Figures): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

describe.each(readdirSync(folder).filter((name) => name.endsWith('.ts')))('%s', (name) => {
  it('reads as it runs', async () => {
    const running = Object.entries((await import(`./programs/${name}`)) as Record<string, unknown>).filter(
      (entry): entry is [string, tf.LayersModel] => entry[1] instanceof tf.LayersModel,
    );
    const analysis = createAnalyser({ readFile }).analyse(`${folder}${name}`);
    expect(analysis.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(running.length).toBeGreaterThan(0);
    for (const [variable, model] of running) {
      const reading = analysis.models.find((m) => m.model.name === variable);
      // Names of layers count on across the models of one process: only names given in the text can be compared.
      const given = (figures: Figures): Figures => ({ ...figures, name: figures.name.replace(/\d+(_input)?$/, '') });
      const read = (reading?.layers ?? []).map(figuresOf).map(given).sort(byName);
      expect(read, variable).toEqual(model.layers.map(runningFigures).map(given).sort(byName));
      expect(reading?.totals.parameters, variable).toBe(model.countParams());
      expect(reading?.status, variable).toBe('complete');
    }
  });
});
