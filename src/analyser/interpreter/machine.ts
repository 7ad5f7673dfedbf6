// One evaluation: its budget, its call stack, its place in the source.

import type ts from 'typescript';
import { Unknown, type SourceRange } from '../formulas/quantity';
import type { CallPath } from '../graph/graph';
import { Branches } from './branches';
import { CallStack, type Callee, type Root } from './callStack';
import { BudgetSignal, type Completion } from './completion';
import type { Environment } from './environment';
import { evaluateNode } from './expressions/dispatch';
import { callValue } from './functions';
import { executeNode } from './statements/dispatch';
import type { Module } from './module';
import { Recursion } from './recursion';
import type { Scope } from './scope';
import type { Mutable, ObjectValue, Value } from './values';

export interface Limits {
  /** Nodes evaluated in one evaluation. */
  readonly steps: number;
  /** Calls inside calls. */
  readonly depth: number;
  /** Nodes evaluated in one loop that makes no layers; the iterations behind are taken together as "any number". */
  readonly idleSteps: number;
}

const READING_STEPS = 500_000;

export const DEFAULT_LIMITS: Limits = { steps: 2_000_000, depth: 250, idleSteps: 150_000 };

export class Machine {
  private steps = 0;
  private limit: number;
  private statement: ts.Node | undefined;
  private statementModule: Module | undefined;
  private readonly ranges = new Map<ts.Node, SourceRange>();
  private readonly calls = new CallStack((node, module) => this.rangeOf(node, module));
  private readonly recursion = new Recursion();
  private readonly missing = new Map<ts.PropertyAccessExpression, readonly string[]>();
  isOver = false;
  readonly branches: Branches;
  /** Depth of `try` blocks around the present statement: what TensorFlow.js throws there is the program's business. */
  tryDepth = 0;

  constructor(
    readonly environment: Environment,
    /** The module whose source the present node belongs to. */
    public module: Module,
    readonly limits: Limits = DEFAULT_LIMITS,
  ) {
    this.limit = limits.steps;
    this.branches = new Branches(environment.recorder, (steps) => this.spend(steps));
  }

  evaluate(node: ts.Expression, scope: Scope): Value {
    if (++this.steps > this.limit) this.stop(node);
    return evaluateNode(node, scope, this);
  }

  execute(node: ts.Statement, scope: Scope): Completion {
    if (++this.steps > this.limit) this.stop(node);
    this.statement = node;
    this.statementModule = this.module;
    return executeNode(node, scope, this);
  }

  /** Notes an access to a member that an object of the program, known to its last member, does not have. */
  noteMissing(node: ts.PropertyAccessExpression, { properties, open, classOf, host }: ObjectValue): void {
    if (open || classOf || host || properties.has(node.name.text)) return;
    this.missing.set(node, [...properties.keys()]);
  }

  /** The access found a member now. */
  noteFound(node: ts.PropertyAccessExpression): void {
    if (this.missing.size > 0) this.missing.delete(node);
  }

  /** Accesses to a member that was not there last, with what the object had instead. */
  get missingMembers(): ReadonlyMap<ts.PropertyAccessExpression, readonly string[]> {
    return this.missing;
  }

  /** Nodes evaluated so far in this budget. */
  get stepCount(): number {
    return this.steps;
  }

  /** After an early end: no call, branch or loop is under way any more. */
  reset(): void {
    this.calls.reset();
    this.branches.reset();
    this.tryDepth = 0;
  }

  /** Runs a function that is looked at on its own: its call has no site. */
  asRoot<T>(root: Root, body: () => T): T {
    return this.calls.asRoot(root, body);
  }

  /** The program was followed to its end: what runs now only reads figures, with a budget of its own. */
  end(): void {
    this.isOver = true;
    this.steps = 0;
    this.limit = Math.min(this.limit, READING_STEPS);
  }

  /** Gives the evaluation a fresh budget, for the next function that is looked at on its own. */
  renewBudget(): void {
    this.steps = 0;
  }

  /** Runs something with a small budget of its own. @returns whether that was enough */
  within(steps: number, body: () => void): boolean {
    const { limit } = this;
    this.limit = Math.min(limit, this.steps + steps);
    try {
      body();
      return true;
    } catch (error) {
      if (!(error instanceof BudgetSignal) || this.steps > limit) throw error;
      return false;
    } finally {
      this.limit = limit;
    }
  }

  private stop(node: ts.Node): never {
    throw new BudgetSignal(
      `the analysis stopped here after ${this.limits.steps.toLocaleString('en')} steps`,
      this.rangeOf(node),
    );
  }

  /** Counts work that a built-in does without evaluating nodes (a long array, a long string). */
  spend(steps: number): void {
    // The next node that is evaluated notices when it is too much.
    this.steps += steps;
  }

  /** Where the statement is that was begun last. */
  lastStatement(): SourceRange | undefined {
    return this.statement && this.rangeOf(this.statement, this.statementModule);
  }

  rangeOf(node: ts.Node, module: Module = this.module): SourceRange {
    let range = this.ranges.get(node);
    if (!range) {
      range = { file: module.file, start: node.getStart(module.source), end: node.end };
      this.ranges.set(node, range);
    }
    return range;
  }

  unknown(reason: string, node: ts.Node): Unknown {
    return new Unknown(reason, this.rangeOf(node));
  }

  /** The calls around the present place, outermost first. */
  callPath(): CallPath {
    return this.calls.path;
  }

  /** The innermost named function around the present place. */
  functionName(): string | undefined {
    return this.calls.functionName;
  }

  /** The innermost function around the present place, from its first to its last character. */
  functionRange(): SourceRange | undefined {
    return this.calls.functionRange;
  }

  /** The function that was looked at on its own, when the present place is inside of one. */
  rootFunction(): Root | undefined {
    return this.calls.rootFunction;
  }

  /** Runs the body of a function as a call made at `site`, and joins the returns it may have had. */
  inCall(site: ts.Node, callee: Callee, body: () => Completion): Value {
    if (this.calls.depth >= this.limits.depth) {
      throw new BudgetSignal(
        `the analysis stopped here at ${String(this.limits.depth)} calls inside each other`,
        this.rangeOf(site),
      );
    }
    const caller = this.module;
    this.module = callee.module;
    try {
      return this.calls.inCall(site, caller, callee, () => this.branches.inCall(body));
    } finally {
      this.module = caller;
    }
  }

  /**
   * Runs a function that may call itself. When nothing known ends that, it is cut short.
   * @returns Unknown instead of what the call gives
   */
  inRecursion(callee: Callee, args: readonly Value[], site: ts.Node, body: () => Value): Value {
    const call = { doubts: this.branches.doubts, args };
    const reason = this.recursion.findReasonToStop(callee, call);
    return reason === undefined ? this.recursion.enter(callee.node, call, body) : this.unknown(reason, site);
  }

  /** Runs something that belongs to another file, so that ranges point there. */
  inModule(module: Module, body: () => void): void {
    const before = this.module;
    this.module = module;
    try {
      body();
    } finally {
      this.module = before;
    }
  }

  callFunction(callee: Value, args: readonly Value[], thisValue: Value, site: ts.Node): Value {
    return callValue(callee, args, thisValue, this, site);
  }

  /** To be called before a mutable thing changes. */
  touch(mutable: Mutable): void {
    this.branches.touch(mutable);
  }

  /** To be called when a mutable thing is made. */
  track<T extends Mutable>(mutable: T): T {
    return this.branches.track(mutable);
  }
}
