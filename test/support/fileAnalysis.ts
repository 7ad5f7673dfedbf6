// Builds FileAnalysis objects by hand, for tests of what is made from them.

import type {
  CallPath,
  FileAnalysis,
  Finding,
  Layer,
  LayerCall,
  LayerReading,
  ModelReading,
  Quantity,
  ReceptiveField,
  Shape,
  SourceRange,
} from '../../src/analyser/index';

const NO_FIELD: ReceptiveField = { size: [], extent: [], stride: [], padding: [], aligned: true, global: false };

/** Square fields: one number per figure. */
export function squareField(size: Quantity, stride: Quantity, padding: Quantity, aligned = true): ReceptiveField {
  const both = (value: Quantity): readonly Quantity[] => [value, value];
  return { size: both(size), extent: both(size), stride: both(stride), padding: both(padding), aligned, global: false };
}

/** Every output sees the whole input, which has this many pixels on each side. */
export function wholeField(side: number): ReceptiveField {
  return { ...squareField(side, side, 0), global: true };
}

/** One file's text, in which places are found by what is written there. */
export class TestFile {
  private order = 0;

  constructor(
    readonly text: string,
    readonly file = '/project/model.ts',
  ) {}

  /** The range of the n-th occurrence (from 0) of a text. */
  rangeOf(wanted: string, occurrence = 0): SourceRange {
    let start = -1;
    for (let count = 0; count <= occurrence; count++) {
      start = this.text.indexOf(wanted, start + 1);
      if (start < 0) throw new Error(`"${wanted}" is not in the text ${String(occurrence + 1)} times.`);
    }
    return { file: this.file, start, end: start + wanted.length };
  }

  layer(call: SourceRange, name: string, className: string, path: CallPath = []): Layer {
    return {
      name,
      className,
      factory: className.charAt(0).toLowerCase() + className.slice(1),
      behaviour: { outputShapes: (inputs) => inputs },
      call,
      path,
      order: this.order++,
      config: new Map(),
      weights: undefined,
      applications: [],
    };
  }

  /** A reading of a layer call; what is not given is 0, empty, or no field. */
  reading(call: SourceRange, name: string, className: string, figures: Partial<LayerReading> = {}): LayerReading {
    const path = figures.path ?? [];
    const layer = this.layer(call, name, className, path);
    const parameters = figures.parameters ?? 0;
    return {
      layer,
      path,
      application: undefined,
      inputShapes: [],
      outputShape: [null] satisfies Shape,
      parameters,
      trainableParameters: parameters,
      parameterTerms: [],
      macs: 0,
      macTerms: [],
      activationBytes: 0,
      receptiveField: NO_FIELD,
      ...figures,
    };
  }

  model(
    name: string,
    call: SourceRange,
    layers: readonly LayerReading[],
    more: Partial<ModelReading> = {},
  ): ModelReading {
    const sum = (figure: (reading: LayerReading) => Quantity): Quantity =>
      layers.reduce<Quantity>((total, reading) => {
        const value = figure(reading);
        return typeof total === 'number' && typeof value === 'number'
          ? total + value
          : typeof total === 'number'
            ? value
            : total;
      }, 0);
    const parameters = sum((reading) => reading.parameters);
    return {
      model: {
        name,
        kind: 'sequential',
        call,
        path: [],
        inputs: [],
        outputs: [],
        layers: layers.map(({ layer }) => layer),
        trainable: true,
        incomplete: undefined,
      },
      status: 'complete',
      inputShapes: [[null, 28, 28, 1]],
      totals: {
        parameters,
        trainableParameters: sum((reading) => reading.trainableParameters),
        macs: sum((reading) => reading.macs),
        activationBytes: sum((reading) => reading.activationBytes),
        weightBytes: typeof parameters === 'number' ? 4 * parameters : parameters,
      },
      receptiveField: NO_FIELD,
      layers,
      ...more,
    };
  }

  /** Readings of the same range become one layer call. */
  analysis(
    models: readonly ModelReading[],
    findings: readonly Finding[] = [],
    loose: readonly LayerReading[] = [],
  ): FileAnalysis {
    const calls = new Map<string, { range: SourceRange; readings: LayerReading[] }>();
    for (const reading of [...models.flatMap((model) => model.layers), ...loose]) {
      const range = reading.layer.call;
      if (range.file !== this.file) continue;
      const key = `${String(range.start)}-${String(range.end)}`;
      const call = calls.get(key);
      if (call) call.readings.push(reading);
      else calls.set(key, { range, readings: [reading] });
    }
    const layerCalls: LayerCall[] = [...calls.values()].sort((a, b) => a.range.start - b.range.start);
    return { file: this.file, models, layerCalls, operationCalls: [], findings };
  }
}
