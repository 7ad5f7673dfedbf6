// The form of a rule: one file per rule, named like its id. A rule is pure; it reads a model and says what could be better.

import type { Fix, LayerCall, LayerReading, Severity } from '../analysis';
import type { SourceRange } from '../formulas/quantity';
import type { InspectedModel } from './inspectedModel';
import type { Sources } from './sources';

export type Rule = ModelRule | CallRule;

interface RuleHead {
  /** Names the rule, its file, its test and its page. */
  readonly id: string;
  /** The default; settings may say otherwise. A rule that is off is not asked unless it is turned on. */
  readonly severity: Severity | 'off';
}

export interface ModelRule extends RuleHead {
  /** Rules whose advice on the same layer says more: one fault, one piece of advice. */
  readonly yieldsTo?: readonly string[];
  check(model: InspectedModel): Iterable<Advice>;
}

/** Of what a layer call says by itself, in whatever model, and where there is none yet. */
export interface CallRule extends RuleHead {
  checkCall(call: LayerCall, sources: Sources): Iterable<Advice>;
}

/** What a rule has to say about the layers that one layer call made. Nothing is said where figures are unknown. */
export interface Advice {
  /** The first one tells the place. */
  readonly about: readonly [LayerReading, ...LayerReading[]];
  /** The entry of the configuration to underline, where it is written in the layer call. */
  readonly entry?: string;
  /** Another place than the layer call. */
  readonly range?: SourceRange | undefined;
  /** One sentence each: what was measured on this model; why it matters, and who taught it; what to do. */
  readonly message: readonly [measured: string, why: string, advice: string];
  /**
   * Asked only when each layer that the file makes with the calls of `changed` was advised the same, so that a change of the
   * source suits them all.
   */
  fixes?(): readonly Fix[];
  /** The layers that the fixes change; `about` when absent. */
  readonly changed?: readonly LayerReading[];
}
