// What `convlens run` writes about a run: the names of the pictures, and the figures as JSON.

import type { LayerInfo, LayerResult, RunSummary } from '../protocol/runner';

const MAX_NAME_LENGTH = 80;

/** Safe in every file system, unique by the index in front, and in the order of the layers. */
export function namePicture({ index, name, application }: LayerInfo): string {
  const safeName = name.replace(/[^\w.-]+/g, '_').slice(0, MAX_NAME_LENGTH);
  const use = application === 0 ? '' : `-use${application + 1}`;
  return `${String(index).padStart(3, '0')}-${safeName}${use}.png`;
}

export interface RunOutcome {
  /** As the user named it. */
  readonly file: string;
  readonly model: string;
  readonly image: string;
  readonly summary: RunSummary;
  readonly layers: readonly LayerInfo[];
  readonly results: readonly LayerResult[];
  /** File names by the layer's index, of the layers that were wanted. */
  readonly pictures: ReadonlyMap<number, string>;
}

/** JSON has no NaN: a figure that is none becomes null. */
export function makeRunReport({ file, model, image, summary, layers, results, pictures }: RunOutcome): string {
  const report = {
    version: 1,
    file,
    model,
    image,
    backend: summary.backend,
    device: summary.device,
    notes: summary.notes,
    passedOver: summary.passedOver ?? [],
    weights: summary.weights,
    preprocessing: summary.preprocessing,
    inputShape: summary.inputShape,
    topClasses: summary.topClasses.map(({ label, ...rest }) => ({ label: label ?? null, ...rest })),
    totalMilliseconds: summary.totalMilliseconds,
    layers: layers.flatMap(({ index, name, application, className, source, parameters }) => {
      const result = results.find((one) => one.index === index);
      const picture = pictures.get(index);
      if (!result || picture === undefined) return [];
      const { shape, index: _, ...figures } = result;
      return {
        name,
        application,
        className,
        line: source?.line ?? null,
        column: source?.column ?? null,
        outputShape: shape,
        params: parameters,
        ...figures,
        picture,
      };
    }),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
