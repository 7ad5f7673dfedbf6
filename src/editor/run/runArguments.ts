// The arguments that a model's function is run with beside those that are known: asked for once, and remembered in the workspace.

import * as vscode from 'vscode';
import type { GivenValues, MissingArgument } from '../../analyser/index';
import { parseRemembered, planArguments, type RememberedArguments } from '../../features/runArguments';
import type { ParameterFault } from '../../protocol/runner';
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

const NONE: GivenValues = new Map();

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
    const { known, questions, keep } = planArguments(missing, this.recall(factory), fault, isChange);
    // without trust nothing will run
    const isAsked = questions.length > 0 && vscode.workspace.isTrusted;
    const answers = isAsked ? await this.ask(vscode.l10n.t('Arguments of {0}()', factory.name), questions) : NONE;
    if (answers && (isAsked || fault)) await this.keep(factory, keep(answers));
    return answers && new Map([...known, ...answers]);
  }

  /** What is remembered of values that are missing, without asking. */
  known(factory: RunFactory, missing: readonly MissingArgument[]): GivenValues {
    return planArguments(missing, this.recall(factory)).known;
  }

  private recall(factory: RunFactory): RememberedArguments {
    return parseRemembered(this.all()[keyOf(factory)]);
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
