// Who fills what holds nothing yet: the functions that assign to a path.

import type ts from 'typescript';
import type { Module } from './interpreter/module';
import type { FunctionValue } from './interpreter/values';
import type { AssignmentIndex } from './source/assignments';

/** A function that assigns. */
export interface Filler {
  readonly node: ts.Node;
  readonly module: Module;
  /** Whether the top level of the program called it. */
  readonly isReached: boolean;
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

  constructor(modules: Iterable<Module>, index: AssignmentIndex, isReached: (node: ts.Node) => boolean) {
    for (const module of modules) {
      for (const [node, paths] of index.assignmentsOf(module.source)) {
        if (paths.size === 0) continue;
        const filler = { node, module, isReached: isReached(node) };
        for (const path of paths) this.note(path.split('.'), filler);
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
    return find(this.byPath, path, root, test);
  }

  fillerOfWhole(path: string, root: FunctionValue, test = isUnreached): Filler | undefined {
    return find(this.byWhole, path, root, test);
  }

  fillerOfMember(name: string, root: FunctionValue): Filler | undefined {
    return find(this.byMember, name, root, isUnreached);
  }

  /** The names that are assigned to as members of the path; `*` for one that is not known. */
  membersOf(path: string): Iterable<string> {
    return this.members.get(path) ?? [];
  }
}

const isUnreached = ({ isReached }: Filler): boolean => !isReached;
const pathOf = (names: readonly string[]): string => names.join('.');

function add(fillers: Fillers, key: string, filler: Filler): void {
  const list = fillers.get(key);
  if (list) list.push(filler);
  else fillers.set(key, [filler]);
}

/** What the root assigns itself, or a function around it, is not filled before it runs. */
function find(
  fillers: Fillers,
  key: string,
  root: FunctionValue,
  test: (filler: Filler) => boolean,
): Filler | undefined {
  return fillers
    .get(key)
    ?.find(
      (filler) =>
        test(filler) &&
        (filler.module !== root.module ||
          !(containsNode(root.node, filler.node) || containsNode(filler.node, root.node))),
    );
}

export function containsNode(outer: ts.Node, inner: ts.Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}
