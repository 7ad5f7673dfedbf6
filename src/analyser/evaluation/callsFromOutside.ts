// Calls of a file's functions in the files of the workspace that import it: with what values the program calls them.

import type ts from 'typescript';
import { Evaluation } from './evaluation';
import type { CallSite } from '../graph/graph';
import { toJson } from '../interpreter/builtins/object';
import type { Limits } from '../interpreter/machine';
import { parametersOf } from '../interpreter/parameters';
import type { FunctionValue, Value } from '../interpreter/values';
import type { GivenValue, GivenValues } from '../source/givenValues';
import type { ParsedFiles } from '../source/parse';
import type { SourceHost } from '../source/resolve';
import { isIdentifier } from '../source/syntax';

/** A call in another file, as far as its arguments are plain data. */
export interface OutsideCall {
  readonly values: GivenValues;
  readonly site: CallSite;
  /** Whether these are all arguments of the call. */
  readonly isWhole: boolean;
}

export interface CallsFromOutside {
  /** By the function's node in the tree of the file; calls with equal values count once. */
  readonly calls: ReadonlyMap<ts.Node, readonly OutsideCall[]>;
  /** The texts of all files that were read for it. */
  readonly dependencies: ReadonlyMap<string, string | undefined>;
}

/** Importing files that are looked at. */
const MOST_CALLERS = 4;
const MOST_CALLS = 8;
const LIMITS: Limits = { steps: 100_000, depth: 100, idleSteps: 30_000 };
const TEST_FILE = /[._-](test|spec)\.|(^|\/)(__tests__|tests?)\//;

/** Follows the files that import `file`; what they build themselves is of no interest here. */
export function callsFromOutside(file: string, host: SourceHost, files: ParsedFiles): CallsFromOutside {
  const calls = new Map<ts.Node, OutsideCall[]>();
  const dependencies = new Map<string, string | undefined>();
  const importers = host.importersOf?.(file) ?? [];
  // What tests call a function with says little about the program; it is better than nothing.
  for (const group of [
    importers.filter((one) => !TEST_FILE.test(one)),
    importers.filter((one) => TEST_FILE.test(one)),
  ]) {
    if (calls.size > 0) break;
    for (const importer of group.slice(0, MOST_CALLERS)) {
      const text = host.readFile(importer);
      if (text === undefined) continue;
      const evaluation = new Evaluation(importer, text, host, files, { limits: LIMITS, onCall: note });
      for (const [path, content] of evaluation.run().dependencies) dependencies.set(path, content);
    }
  }
  return { calls, dependencies };

  function note(callee: FunctionValue, args: readonly Value[], site: CallSite): void {
    if (callee.module.file !== file || site.file === file) return;
    const values = plainValues(callee, args);
    const known = calls.get(callee.node) ?? [];
    calls.set(callee.node, known);
    const isNew = !known.some((call) => isSame(call.values, values));
    if (values.size > 0 && isNew && known.length < MOST_CALLS) {
      known.push({ values, site, isWhole: args.every((argument) => toJson(argument) !== undefined) });
    }
  }
}

/** Arguments by the names of their parameters; the members of an object that is taken apart by theirs. */
function plainValues({ node }: FunctionValue, args: readonly Value[]): GivenValues {
  const values = new Map<string, GivenValue>();
  parametersOf(node).forEach(({ name, dotDotDotToken }, index) => {
    const argument = args[index];
    if (argument === undefined || dotDotDotToken) return;
    const plain = toJson(argument);
    if (!plain) return;
    const value = plain.value as GivenValue;
    if (isIdentifier(name)) values.set(name.text, value);
    else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [member, part] of Object.entries(value)) values.set(member, part);
    }
  });
  return values;
}

function isSame(a: GivenValues, b: GivenValues): boolean {
  return JSON.stringify([...a]) === JSON.stringify([...b]);
}
