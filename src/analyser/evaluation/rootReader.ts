// Reads the functions that the top level of a file did not reach, each on its own.

import type ts from 'typescript';
import type { OutsideCall } from './callsFromOutside';
import type { Attempt, EmptyDefaults, Failures } from './emptyDefaults';
import type { EarlyEnd } from './evaluation';
import { thrownMessage } from '../interpreter/builtins/error';
import { ClassValue } from '../interpreter/classes';
import type { ThrownSignal } from '../interpreter/completion';
import type { Machine } from '../interpreter/machine';
import type { Module } from '../interpreter/module';
import { parametersOf } from '../interpreter/parameters';
import type { FunctionValue } from '../interpreter/values';
import { KnownFigures } from './knownFigures';
import type { OpenRoot } from './openParameters';
import type { Placeholders } from './placeholders';
import { RootCalls } from './rootCalls';
import { namesTaken, nextRoot } from './roots';
import type { GivenValues } from '../source/givenValues';
import { definesLayers, type FunctionNames } from '../source/identifiers';
import { LayerObject } from '../tensorflow/layerObject';
import { ModelObject } from '../tensorflow/modelObject';
import type { Session } from '../tensorflow/session';

/** The program as its top level left it. */
export interface Program {
  readonly machine: Machine;
  readonly session: Session;
  readonly main: Module;
  readonly names: () => FunctionNames;
  readonly placeholders: Placeholders;
  readonly emptyDefaults: EmptyDefaults;
  /** The functions that it has made so far, and those that were called. */
  readonly made: ReadonlyMap<ts.Node, FunctionValue>;
  readonly called: Set<ts.Node>;
  readonly earlyEnds: EarlyEnd[];
  /** @returns what the program throws; nothing else escapes */
  readonly guard: (body: () => void) => ThrownSignal | undefined;
  /** Values for parameters, set from outside, and the names of those that a function took. */
  readonly values: GivenValues;
  readonly takenValues: Set<string>;
  readonly calls: (() => ReadonlyMap<ts.Node, readonly OutsideCall[]>) | undefined;
}

const MOST_ROOTS = 200;

function mayDefineLayers({ initializer }: ts.PropertyDeclaration, { source }: Module): boolean {
  return initializer !== undefined && definesLayers(new Set(initializer.getText(source).match(/\w+/g)));
}

export class RootReader {
  /** The roots with parameters that nothing gives a value. */
  readonly open: OpenRoot[] = [];
  private readonly roots: RootCalls;
  private readonly modelsOfTopLevel: ReadonlySet<unknown>;

  constructor(private readonly program: Program) {
    const { machine, session, placeholders, made, called, values, calls } = program;
    this.modelsOfTopLevel = new Set(session.models);
    this.roots = new RootCalls({
      machine,
      session,
      placeholders,
      values,
      calls,
      made: () => made.values(),
      isReached: ({ node }) => called.has(node),
      noteTaken: (parameters) => {
        for (const name of namesTaken(parameters, values)) program.takenValues.add(name);
      },
    });
  }

  /** Entry points first, so that helpers are seen through their callers. */
  readAll(): void {
    const { unreached } = this;
    this.readUnreached();
    for (const owner of this.classesLeft()) {
      this.attempt(
        () => this.roots.instantiate(owner),
        () => true,
      );
    }
    this.readUnreached();
    this.readOtherCallers();
    for (const root of this.thoseToTakeWhatIsLeft(unreached)) this.read(root);
  }

  private get unreached(): readonly FunctionValue[] {
    const { made, called } = this.program;
    return [...made.values()].filter(({ node }) => !called.has(node));
  }

  private readUnreached(): void {
    const names = this.program.names();
    let known: KnownFigures | undefined;
    for (let count = 0; count < MOST_ROOTS; count++) {
      const root = nextRoot(this.unreached, () => false, names);
      if (!root) break;
      // What the constructor of an instance makes is told once, not for each method.
      if (count > 0 && root.homeClass) known ??= new KnownFigures(this.program.session);
      this.read(root, known);
    }
  }

  /** Classes of which no method was looked at and no constructor could be: what their fields hold was not made. */
  private classesLeft(): readonly ClassValue[] {
    const { scope } = this.program.main;
    return [...scope.names()]
      .map((name) => scope.get(name))
      .filter((value) => value instanceof ClassValue)
      .filter(({ wasMade, fields, module }) => !wasMade && fields.some((field) => mayDefineLayers(field, module)));
  }

  /** Functions that call what was reached through others: those that make something else of it are read. */
  private readOtherCallers(): void {
    const { made, called, session } = this.program;
    const names = this.program.names();
    let known: KnownFigures | undefined;
    for (let count = 0; count < MOST_ROOTS && this.unreached.length > 0; count++) {
      const root = nextRoot([...made.values()], ({ node }) => called.has(node), names);
      if (!root) return;
      known ??= new KnownFigures(session);
      if (this.tellsNews(root, known)) this.read(root);
      called.add(root.node);
      known.learn();
    }
  }

  private tellsNews(root: FunctionValue, known: KnownFigures): boolean {
    const mark = this.program.session.uidMark();
    let areNew = false;
    for (const call of this.roots.callsOf(root)) {
      this.attempt(
        () => this.roots.call(root, call),
        () => {
          areNew ||= known.hasNews();
          return false;
        },
      );
    }
    this.program.session.restoreUids(mark);
    return areNew;
  }

  /** @param known what was told before: a method that adds nothing to it is as if it had not been read */
  private read(root: FunctionValue, known?: KnownFigures): void {
    const { session, emptyDefaults, called } = this.program;
    const [mark, uids, open] = [session.mark(), session.uidMark(), this.open.length];
    for (const call of this.roots.callsOf(root)) {
      const attempt = (keepIf: (failures: Failures) => boolean): Attempt =>
        this.attempt(() => this.roots.call(root, call), keepIf);
      // A call that is known to its last argument fails as it stands.
      if (call?.isWhole) attempt(() => true);
      else emptyDefaults.read(attempt);
    }
    // Whatever became of it, it was looked at.
    called.add(root.node);
    if (root.homeClass && known?.hasNews() === false) {
      session.rollBack(mark);
      this.open.length = open;
    }
    known?.learn();
    session.restoreUids(uids);
  }

  private attempt(call: () => OpenRoot | undefined, keepIf: (failures: Failures) => boolean): Attempt {
    const { machine, session, earlyEnds, called, guard } = this.program;
    machine.renewBudget();
    const mark = session.mark();
    const before = { errors: session.errors.length, ends: earlyEnds.length, open: this.open.length };
    const calledBefore = called.size;
    const failures = new Set<string>();
    const attempt = { failures, isKept: true };
    // Variables are as the top level left them; what is added to a model of the top level stays.
    machine.branches.inTrial(
      () => {
        const thrown = guard(() => {
          const open = call();
          if (open) this.open.push(open);
        });
        if (thrown) failures.add(thrownMessage(thrown.value) ?? '');
        for (const { message, range } of session.errors.slice(before.errors)) {
          failures.add(`${range.file}:${String(range.start)}: ${message}`);
        }
        attempt.isKept = keepIf(failures);
      },
      (mutable) =>
        attempt.isKept &&
        (mutable instanceof LayerObject || (mutable instanceof ModelObject && this.modelsOfTopLevel.has(mutable))),
    );
    if (attempt.isKept) return attempt;
    session.rollBack(mark);
    earlyEnds.length = before.ends;
    this.open.length = before.open;
    for (const node of [...called].slice(calledBefore)) called.delete(node);
    return attempt;
  }

  /** Functions that values from outside must be meant for, though another one that was looked at on its own gives them others. */
  private thoseToTakeWhatIsLeft(functions: readonly FunctionValue[]): readonly FunctionValue[] {
    const { values, takenValues } = this.program;
    const left = [...values.keys()].filter((name) => !takenValues.has(name));
    if (left.length === 0) return [];
    return functions.filter(({ node }) => {
      const taken = namesTaken(parametersOf(node), values);
      return left.every((name) => taken.includes(name));
    });
  }
}
