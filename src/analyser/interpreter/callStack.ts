// The calls that are under way, and the functions that are looked at on their own: where in the program one is.

import type ts from 'typescript';
import type { SourceRange } from '../formulas/quantity';
import type { CallPath, CallSite } from '../graph/graph';
import type { GivenValues } from '../source/givenValues';
import type { FactoryParameters } from '../source/valueType';
import type { Module } from './module';

/** What a call runs: a function, or a class's constructor under the name of the class. */
export interface Callee {
  readonly name: string;
  readonly node: ts.Node;
  readonly module: Module;
}

/** A function that is looked at on its own. */
export interface Root {
  /** `build`, `Net.build`. */
  readonly name: string;
  /** The values given to its parameters, by name. */
  readonly values: GivenValues;
  /** What more it has to be called with; known when it was called. */
  readonly parameters: () => FactoryParameters;
  /** The call in another file that the values are from. */
  readonly site?: CallSite;
}

interface Frame {
  readonly caller: Frame | undefined;
  /** How many calls are inside each other here. */
  readonly depth: number;
  /** Set where nothing in the program called it, so that it is not part of call paths. */
  readonly root: Root | undefined;
  readonly callee: Callee;
  readonly site: ts.Node;
  /** The module that the site belongs to. */
  readonly module: Module;
  /** The calls that led here, made when it is first asked for. */
  path: CallPath | undefined;
}

const NO_CALLS: CallPath = [];

export class CallStack {
  private frame: Frame | undefined;
  /** What the next call is the root of. */
  private root: Root | undefined;

  constructor(private readonly rangeOf: (node: ts.Node, module: Module) => SourceRange) {}

  /** How many calls are inside each other here. */
  get depth(): number {
    return this.frame?.depth ?? 0;
  }

  /** The calls around the present place, outermost first. */
  get path(): CallPath {
    return this.frame ? this.pathOf(this.frame) : NO_CALLS;
  }

  /** The innermost named function around the present place. */
  get functionName(): string | undefined {
    let { frame } = this;
    while (frame?.callee.name === '') frame = frame.caller;
    return frame?.callee.name;
  }

  /** The innermost function around the present place, from its first to its last character. */
  get functionRange(): SourceRange | undefined {
    return this.frame && this.rangeOf(this.frame.callee.node, this.frame.callee.module);
  }

  /** The function that was looked at on its own, when the present place is inside of one. */
  get rootFunction(): Root | undefined {
    let { frame } = this;
    while (frame?.caller) frame = frame.caller;
    return frame?.root;
  }

  /** Runs the body of what is called at `site`, a place of `module`. */
  inCall<T>(site: ts.Node, module: Module, callee: Callee, body: () => T): T {
    const caller = this.frame;
    const { root } = this;
    this.frame = { caller, depth: this.depth + 1, root, callee, site, module, path: undefined };
    this.root = undefined;
    try {
      return body();
    } finally {
      this.frame = caller;
    }
  }

  /** Runs a function that is looked at on its own: its call has no site. */
  asRoot<T>(root: Root, body: () => T): T {
    this.root = root;
    try {
      return body();
    } finally {
      this.root = undefined;
    }
  }

  /** After an early end no call is under way any more. */
  reset(): void {
    this.frame = undefined;
  }

  private pathOf(frame: Frame): CallPath {
    if (!frame.path) {
      const before = frame.caller ? this.pathOf(frame.caller) : NO_CALLS;
      const site = frame.root ? frame.root.site : this.callSiteOf(frame);
      frame.path = site ? [...before, site] : before;
    }
    return frame.path;
  }

  private callSiteOf({ site, module, callee }: Frame): CallSite {
    const { file, start, end } = this.rangeOf(site, module);
    return { file, start, end, functionName: callee.name, called: this.rangeOf(callee.node, callee.module) };
  }
}
