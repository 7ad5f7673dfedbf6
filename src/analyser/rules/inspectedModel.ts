// A model as rules look at it: its readings, and who uses which tensor.

import type { LayerReading, ModelReading } from '../analysis';
import type { SourceRange } from '../formulas/quantity';
import { applicationsOf, usersByTensor } from '../graph/applications';
import type { Application, Layer, Tensor } from '../graph/graph';
import { groupBy } from '../graph/groupBy';
import type { Sources } from './sources';
import { stagesOf, type Stage } from './stages';

export class InspectedModel implements Sources {
  /** In the order of the graph: every application comes after those that it gets its inputs from. */
  readonly applications: readonly Application[];
  private readonly readings: ReadonlyMap<Layer, LayerReading>;
  private readonly users: ReadonlyMap<Tensor, readonly Application[]>;
  private readonly own: ReadonlySet<Application>;
  private readonly outputs: ReadonlySet<Tensor>;
  private found: { readonly stages: readonly Stage[] | undefined } | undefined;

  constructor(
    readonly reading: ModelReading,
    readonly textOf: (file: string) => string,
  ) {
    this.applications = applicationsOf(reading.model);
    this.own = new Set(this.applications);
    this.outputs = new Set(reading.model.outputs);
    this.readings = new Map(reading.layers.map((layer) => [layer.layer, layer]));
    this.users = usersByTensor(this.applications);
  }

  get layers(): readonly LayerReading[] {
    return this.reading.layers;
  }

  /** Its stages, found when they are first asked for; undefined where it has none, or they are not known. */
  get stages(): readonly Stage[] | undefined {
    this.found ??= { stages: stagesOf(this) };
    return this.found.stages;
  }

  readingOf(layer: Layer): LayerReading | undefined {
    return this.readings.get(layer);
  }

  usersOf(tensor: Tensor): readonly Application[] {
    return this.users.get(tensor) ?? [];
  }

  isOutput(tensor: Tensor): boolean {
    return this.outputs.has(tensor);
  }

  /** The one application that uses the only output of another; undefined where several do, or the model hands it out. */
  onlyUser({ outputs }: Application): Application | undefined {
    const [output] = outputs;
    if (!output || outputs.length > 1 || this.isOutput(output)) return undefined;
    const users = this.usersOf(output);
    return users.length === 1 ? users[0] : undefined;
  }

  /** The model's uses of a layer. */
  usesOf(layer: Layer): readonly Application[] {
    return layer.applications.filter((application) => this.own.has(application));
  }

  readonly textAt = ({ file, start, end }: SourceRange): string => this.textOf(file).slice(start, end);
}

/** The layers that a test holds for, those of one layer call together. */
export function groupByCall(readings: Iterable<LayerReading>): readonly (readonly [LayerReading, ...LayerReading[]])[] {
  return [...groupBy(readings, ({ layer }) => layer.call).values()];
}
