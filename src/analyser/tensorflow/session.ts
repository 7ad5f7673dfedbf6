// What one evaluation builds with TensorFlow.js: layers, models, errors; and the names that tfjs would give.

import type ts from 'typescript';
import { Unknown, type SourceRange } from '../formulas/quantity';
import type { SumOfProducts } from '../formulas/sumOfProducts';
import type { CallPath, OperationReading } from '../graph/graph';
import type { WrittenInputs } from '../graph/writtenCall';
import { ThrownSignal } from '../interpreter/completion';
import type { Recorder } from '../interpreter/environment';
import type { Machine } from '../interpreter/machine';
import { ERROR, ErrorObject } from '../interpreter/builtins/error';
import { LayerObject } from './layerObject';
import type { LayerParts } from './layerParts';
import type { ModelObject } from './modelObject';
import { writtenInputsReader } from './writtenCall';

/** What tfjs would throw, and where. */
export interface DefinitionError {
  readonly message: string;
  readonly range: SourceRange;
  /** The calls that led to the range. */
  readonly path: CallPath;
  /** Other places that have to do with it, best last: one of them shows it in files that do not hold the range. */
  readonly places: CallPath;
  /** The sum that is refused: where it is, and how its inputs are written. */
  readonly refusedSum?: { readonly call: SourceRange; readonly written: () => WrittenInputs | undefined };
}

/** What making a layer, applying it and making a model cost of the budget: 2,000,000 steps are at most 20,000 layers in use. */
const STEPS_PER_LAYER = 50;
export const STEPS_PER_APPLICATION = 50;
const STEPS_PER_MODEL = 100;

/** A program that trains calls them over and over. */
const MOST_OPERATIONS = 5_000;

interface Mark {
  readonly layers: number;
  readonly models: number;
  readonly errors: number;
  readonly operations: number;
  readonly uids: ReadonlyMap<string, number>;
}

/** What the `call` of a custom layer does. */
export interface CallContent {
  /** Multiply-adds of one sample. */
  readonly costs: SumOfProducts[number][];
  /** The layers that it applies. */
  readonly layers: Set<LayerObject>;
}

export class Session implements Recorder {
  readonly layers: LayerObject[] = [];
  readonly models: ModelObject[] = [];
  readonly errors: DefinitionError[] = [];
  readonly operations: OperationReading[] = [];
  /** Of the custom layer whose `call` is being read. */
  callBeingRead: CallContent | undefined;
  /** Class names registered with tf.serialization.registerClass. */
  readonly registeredClasses = new Set<string>();
  private uids = new Map<string, number>();
  private readonly prefixes = new Map<string, string>();
  private made = 0;

  get madeCount(): number {
    return this.made;
  }

  /** tfjs's getUid: `Conv2D` → `Conv2D1`, `Conv2D2` … */
  uid(prefix: string): string {
    const count = (this.uids.get(prefix) ?? 0) + 1;
    this.uids.set(prefix, count);
    return `${prefix}${String(count)}`;
  }

  /** The name tfjs gives a layer of a class: `conv2d_Conv2D1`. */
  layerName(className: string): string {
    let prefix = this.prefixes.get(className);
    if (prefix === undefined) this.prefixes.set(className, (prefix = toSnakeCase(className)));
    return `${prefix}_${this.uid(className)}`;
  }

  addLayer(parts: LayerParts, machine: Machine): LayerObject {
    machine.spend(STEPS_PER_LAYER);
    const layer = machine.track(new LayerObject(parts, this.made++, this, machine.rootFunction()));
    this.layers.push(layer);
    return layer;
  }

  /** Whether calls of core operations are noted; not those that only measure a custom layer once more. */
  notesOperations(machine: Machine): boolean {
    return !machine.isOver && this.operations.length < MOST_OPERATIONS;
  }

  addModel(model: ModelObject, machine: Machine): void {
    machine.spend(STEPS_PER_MODEL + model.applications.length);
    this.made++;
    this.models.push(model);
  }

  /**
   * Notes what tfjs would throw. Inside a `try` the program handles it: it is thrown there.
   * @returns the reason for everything that depends on it
   */
  report(message: string, range: SourceRange, machine: Machine): Unknown {
    return this.note({ message, range, path: machine.callPath(), places: [] }, machine);
  }

  /** Notes what tfjs would throw about a layer at `site`: the layer call is to blame, or a range inside of it. */
  reportLayer(message: string, layer: LayerObject, machine: Machine, site: ts.Node, range = layer.call): Unknown {
    const call = machine.rangeOf(site);
    const refusedSum = layer.factory === 'add' && { call, written: writtenInputsReader(site, machine) };
    return this.note(
      { message, range, path: layer.path, places: [...machine.callPath(), call], ...(refusedSum && { refusedSum }) },
      machine,
    );
  }

  private note(error: DefinitionError, machine: Machine): Unknown {
    if (machine.tryDepth > 0) throw new ThrownSignal(new ErrorObject(ERROR, error.message));
    this.made++;
    this.errors.push(error);
    return new Unknown(error.message, error.range, true);
  }

  mark(): Mark {
    return {
      layers: this.layers.length,
      models: this.models.length,
      errors: this.errors.length,
      operations: this.operations.length,
      uids: new Map(this.uids),
    };
  }

  uidMark(): ReadonlyMap<string, number> {
    return new Map(this.uids);
  }
  restoreUids(mark: ReadonlyMap<string, number>): void {
    this.uids = new Map(mark);
  }

  rollBack(state: unknown): void {
    const mark = state as Mark;
    this.layers.length = mark.layers;
    this.models.length = mark.models;
    this.errors.length = mark.errors;
    this.operations.length = mark.operations;
    this.uids = new Map(mark.uids);
  }
}

/** tfjs's toSnakeCase for class names: `MaxPooling2D` → `max_pooling2d`. */
function toSnakeCase(name: string): string {
  const words = name.replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2');
  const lower = words.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  return lower.startsWith('_') ? `private${lower}` : lower;
}
