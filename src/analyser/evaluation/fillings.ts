// Who fills what holds nothing yet: the functions that assign to a path.

import type ts from 'typescript';
import { groupBy } from '../graph/groupBy';
import type { Environment } from '../interpreter/environment';
import type { Module } from '../interpreter/module';
import type { FunctionValue } from '../interpreter/values';
import type { Effects } from '../source/effects';
import type { FunctionIndex } from '../source/functionIndex';

/** A function that assigns. */
export interface Filler {
  readonly node: ts.Node;
  readonly module: Module;
  /** Whether the top level of the program called it. */
  readonly isReached: boolean;
}

export interface ProgramState {
  /** The files that were read. */
  readonly modules: () => Iterable<Module>;
  readonly effects: FunctionIndex<Effects>;
  /** The functions that the program has made so far. */
  readonly made: () => Iterable<FunctionValue>;
  /** Whether the top level of the program called a function. */
  readonly isReached: (node: ts.Node) => boolean;
  readonly environment: Environment;
}

type Fillers = Map<string, Filler[]>;

export class Fillings {
  /** By what is assigned and by all that it is a part of: `state.classes`, `state`. */
  private readonly byPath: Fillers = new Map();
  /** By what is replaced with all that it holds, or gets members that are not known. */
  private readonly byWhole: Fillers = new Map();
  /** By the last name alone, where the object has a name of its own: `const { meta } = this; meta.units = 3`. */
  private readonly byMember: Fillers = new Map();
  private readonly members = new Map<string, Set<string>>();
  private readonly effects = new Map<ts.Node, Effects>();
  private readonly calledBy = new Map<ts.Node, ReadonlySet<ts.Node>>();

  constructor(private readonly state: ProgramState) {
    for (const module of state.modules()) {
      for (const [node, effects] of state.effects.of(module.source)) {
        this.effects.set(node, effects);
        if (effects.assigned.size === 0) continue;
        const filler = { node, module, isReached: state.isReached(node) };
        for (const path of effects.assigned) this.note(path.split('.'), filler);
      }
    }
  }

  private note(names: readonly string[], filler: Filler): void {
    const last = names.at(-1) ?? '';
    add(this.byWhole, pathOf(last === '*' ? names.slice(0, -1) : names), filler);
    const [variable = ''] = names;
    const isKnown = variable === 'this' || filler.module.scope.has(variable);
    if (names.length > 1 && !isKnown) add(this.byMember, last, filler);
    for (let length = names.length; length > 0; length--) {
      const path = pathOf(names.slice(0, length));
      add(this.byPath, path, filler);
      if (length === names.length) continue;
      const known = this.members.get(path) ?? new Set();
      this.members.set(path, known.add(names[length] ?? ''));
    }
  }

  /** A function other than the root that assigns to the path or to a part of it; without a test, one that was not reached. */
  fillerOf(path: string, root: FunctionValue, test = isUnreached): Filler | undefined {
    return this.find(this.byPath, path, root, test);
  }

  fillerOfWhole(path: string, root: FunctionValue, test = isUnreached): Filler | undefined {
    return this.find(this.byWhole, path, root, test);
  }

  fillerOfMember(name: string, root: FunctionValue): Filler | undefined {
    return this.find(this.byMember, name, root, isUnreached);
  }

  /** The names that are assigned to as members of the path; `*` for one that is not known. */
  membersOf(path: string): Iterable<string> {
    return this.members.get(path) ?? [];
  }

  /** What the root assigns itself, or a function around it, is not filled before it runs; nor need be what it has filled. */
  private find(
    fillers: Fillers,
    key: string,
    root: FunctionValue,
    test: (filler: Filler) => boolean,
  ): Filler | undefined {
    const found = fillers.get(key)?.filter((filler) => test(filler) && !isRelated(filler, root));
    if (!found || found.length === 0) return undefined;
    const called = [...this.functionsCalledBy(root)];
    const isCalled = ({ node, module }: Filler): boolean =>
      module === root.module && called.some((callee) => containsNode(callee, node));
    const other = found.find((filler) => !isCalled(filler));
    if (other) return other;
    return this.state.environment.emptyDefaultsApply() ? undefined : found[0];
  }

  /** As far as the names of functions tell, and those that they call. */
  private functionsCalledBy(root: FunctionValue): ReadonlySet<ts.Node> {
    const known = this.calledBy.get(root.node);
    if (known) return known;
    const called = new Set<ts.Node>();
    this.calledBy.set(root.node, called);
    const byName = groupBy(this.state.made(), ({ name }) => name);
    const next: ts.Node[] = [root.node];
    for (const node of next) {
      for (const name of this.effects.get(node)?.called ?? []) {
        for (const callee of byName.get(name) ?? []) {
          if (called.has(callee.node)) continue;
          called.add(callee.node);
          next.push(callee.node);
        }
      }
    }
    return called;
  }
}

const isUnreached = ({ isReached }: Filler): boolean => !isReached;
const pathOf = (names: readonly string[]): string => names.join('.');

function add(fillers: Fillers, key: string, filler: Filler): void {
  const list = fillers.get(key);
  if (list) list.push(filler);
  else fillers.set(key, [filler]);
}

function isRelated({ node, module }: Filler, root: FunctionValue): boolean {
  return module === root.module && (containsNode(root.node, node) || containsNode(node, root.node));
}

export function containsNode(outer: ts.Node, inner: ts.Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}
