// The arguments that a model's function is run with beside those that are known: asked for once, and remembered in the workspace.

import * as vscode from 'vscode';
import type { GivenValues, MissingArgument } from '../analyser/index';
import { parseRemembered, planArguments, remember, type RememberedArguments } from '../features/runArguments';
import type { ParameterFault } from '../protocol/runner';
import type { AskArguments } from './askArguments';

const MEMORY_KEY = 'convlens.runArguments';
/** Functions that are remembered; those that were asked about longest ago are forgotten. */
const MOST_FUNCTIONS = 200;

/** A function that makes a model. */
export interface RunFactory {
  readonly file: string;
  /** `build`, `Net.build` */
  readonly name: string;
}

export interface Asking {
  /** All are asked for, also those that are remembered. */
  readonly isChange?: boolean;
  /** What the run before said of its arguments. */
  readonly fault?: ParameterFault | undefined;
}

function keyOf({ file, name }: RunFactory): string {
  return `${file}\n${name}`;
}

export class RunArguments {
  constructor(
    private readonly memory: vscode.Memento,
    private readonly ask: AskArguments,
  ) {}

  /**
   * Values for what is missing: remembered ones, and those that the user gives now.
   * @returns undefined when there is no answer, which the user knows
   */
  async complete(
    factory: RunFactory,
    missing: readonly MissingArgument[],
    { isChange = false, fault }: Asking = {},
  ): Promise<GivenValues | undefined> {
    const remembered = await this.recall(factory, fault?.unknown);
    const plan = planArguments(missing, remembered, fault?.missing, isChange);
    const { known, questions } = plan;
    // without trust nothing will run
    if (questions.length === 0 || !vscode.workspace.isTrusted) return known;
    const answers = await this.ask(vscode.l10n.t('Arguments of {0}()', factory.name), questions);
    if (!answers) return undefined;
    await this.keep(factory, remember(plan, answers, missing));
    return new Map([...known, ...answers]);
  }

  /** What is remembered of values that are missing, without asking. */
  async known(factory: RunFactory, missing: readonly MissingArgument[]): Promise<GivenValues> {
    return planArguments(missing, await this.recall(factory)).known;
  }

  /** @param forgotten names of parameters that are no more */
  private async recall(factory: RunFactory, forgotten: readonly string[] = []): Promise<RememberedArguments> {
    const kept = parseRemembered(this.all()[keyOf(factory)]);
    if (forgotten.length === 0) return kept;
    const remembered = {
      values: Object.fromEntries(Object.entries(kept.values).filter(([name]) => !forgotten.includes(name))),
      toldByRun: kept.toldByRun.filter((name) => !forgotten.includes(name)),
    };
    await this.keep(factory, remembered);
    return remembered;
  }

  private async keep(factory: RunFactory, remembered: RememberedArguments): Promise<void> {
    const { [keyOf(factory)]: _, ...others } = this.all();
    const entries = [...Object.entries(others), [keyOf(factory), remembered] as const].slice(-MOST_FUNCTIONS);
    await this.memory.update(MEMORY_KEY, Object.fromEntries(entries));
  }

  private all(): Readonly<Record<string, unknown>> {
    return this.memory.get<Readonly<Record<string, unknown>>>(MEMORY_KEY, {});
  }
}
