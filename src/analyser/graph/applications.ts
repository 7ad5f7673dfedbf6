// The layer graph of a model in order: every application comes after those that it gets its inputs from.

import type { Application, Model, Tensor } from './graph';
import { groupBy } from './groupBy';

/** The applications between a model's inputs and its outputs. Walks with a stack of its own: graphs can be deeper than the call stack. */
export function applicationsOf({ inputs, outputs }: Model): readonly Application[] {
  const isInput = new Set(inputs);
  const ordered = new Set<Application>();
  const entered = new Set<Application>();
  const pending: Application[] = outputs.flatMap(({ producer }) => producer ?? []).reverse();
  for (let application = pending.at(-1); application; application = pending.at(-1)) {
    if (!entered.has(application)) {
      entered.add(application);
      const before = application.outputs.some((output) => isInput.has(output)) ? [] : application.inputs;
      for (const { producer } of before.toReversed()) if (producer && !entered.has(producer)) pending.push(producer);
    } else {
      pending.pop();
      ordered.add(application);
    }
  }
  return [...ordered];
}

/** Who takes each tensor as an input: twice, where it is there twice. */
export function usersByTensor(applications: readonly Application[]): ReadonlyMap<Tensor, readonly Application[]> {
  const uses = applications.flatMap((user) => user.inputs.map((input) => ({ input, user })));
  return new Map(
    [...groupBy(uses, ({ input }) => input)].map(([input, together]) => [input, together.map(({ user }) => user)]),
  );
}
