// A model as rules look at it: its readings, and who uses which tensor.

import type { LayerReading, ModelReading } from '../analysis';
import type { SourceRange } from '../formulas/quantity';
import { applicationsOf } from '../graph/applications';
import type { Application, Layer, Tensor } from '../graph/graph';
import { groupBy } from '../graph/groupBy';
import type { Sources } from './sources';

export class InspectedModel implements Sources {
  /** In the order of the graph: every application comes after those that it gets its inputs from. */
  readonly applications: readonly Application[];
  private readonly readings = new Map<Layer, LayerReading>();
  private readonly users = new Map<Tensor, Application[]>();
  private readonly own: ReadonlySet<Application>;
  private readonly outputs: ReadonlySet<Tensor>;

  constructor(
    readonly reading: ModelReading,
    readonly textOf: (file: string) => string,
  ) {
    this.applications = applicationsOf(reading.model);
    this.own = new Set(this.applications);
    this.outputs = new Set(reading.model.outputs);
    for (const layer of reading.layers) this.readings.set(layer.layer, layer);
    for (const application of this.applications) {
      for (const input of application.inputs) {
        const users = this.users.get(input);
        if (users) users.push(application);
        else this.users.set(input, [application]);
      }
    }
  }

  get layers(): readonly LayerReading[] {
    return this.reading.layers;
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
