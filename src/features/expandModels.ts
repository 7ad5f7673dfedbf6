// The applications that a run shows: of a model that is used as a layer, those inside. The uses of a layer follow each other as the
// program made them.

import { applicationsOf, groupBy, type Application, type Model, type Tensor } from '../analyser/index';
import { isUnknown } from './formatNumber';

export interface ExpandedModel {
  readonly applications: readonly Application[];
  /** The application of a model as a layer → the one inside that gives its first output. */
  readonly standIns: ReadonlyMap<Application, Application>;
}

/** An application with the places of it, and of the models around it, among the uses of their layers. */
interface Placed {
  readonly application: Application;
  readonly place: readonly number[];
}

export function expandModels(model: Model): ExpandedModel {
  const standIns = new Map<Application, Application>();
  const placed = applicationsOf(model).flatMap((application) => expand(application, [], standIns));
  const byLayer = groupBy(placed, ({ application }) => application.layer);
  const applications = [...byLayer.values()].flatMap((uses) =>
    uses.toSorted((a, b) => comparePlaces(a.place, b.place)).map(({ application }) => application),
  );
  return { applications, standIns };
}

function expand(
  application: Application,
  around: readonly number[],
  standIns: Map<Application, Application>,
  original = application,
): Placed[] {
  const place = [...around, original.layer.applications.indexOf(original)];
  const inside = application.layer.model;
  if (!inside || inside.incomplete || !isOfItsOwnSize(application, inside)) return [{ application, place }];
  // a model's tensors are those of its own input: each use gets tensors of its own
  const tensors = new Map<Tensor, Tensor>();
  inside.inputs.forEach((input, at) => {
    const given = application.inputs[at];
    if (given) tensors.set(input, given);
  });
  const placed: Placed[] = [];
  for (const inner of applicationsOf(inside)) {
    if (inner.outputs.some((output) => tensors.has(output))) continue;
    const copy = copyApplication(inner, tensors);
    placed.push(...expand(copy, place, standIns, inner));
  }
  const [output] = inside.outputs;
  const producer = output && tensors.get(output)?.producer;
  if (producer) standIns.set(application, standIns.get(producer) ?? producer);
  return placed;
}

function copyApplication({ layer, call, inputs, outputs }: Application, tensors: Map<Tensor, Tensor>): Application {
  const made: Tensor[] = [];
  const copy: Application = { layer, call, inputs: inputs.map((input) => tensors.get(input) ?? input), outputs: made };
  for (const output of outputs) {
    const { shape, blockedBy } = output;
    const tensor: Tensor = { shape, blockedBy, producer: copy };
    made.push(tensor);
    tensors.set(output, tensor);
  }
  return copy;
}

/** On another size its layers would give other shapes than they were read with. */
function isOfItsOwnSize({ inputs }: Application, { inputs: own }: Model): boolean {
  const sizesOf = ({ shape }: Tensor): string => (isUnknown(shape) ? '?' : JSON.stringify(shape.map(sizeOf)));
  return own.length === inputs.length && own.every((tensor, at) => sizesOf(tensor) === sizesOf(inputs[at] ?? tensor));
}

function sizeOf(size: unknown): unknown {
  return typeof size === 'number' ? size : String(size);
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((one, index) => one !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
