// The arguments of a run: what the user is asked in VS Code, and what the workspace remembers.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { GivenValues, MissingArgument } from '../../src/analyser/index';
import { askArguments } from '../../src/editor/run/askArguments';
import { RunArguments } from '../../src/editor/run/runArguments';
import type { Question } from '../../src/features/runArguments';
import { eventually } from './editorUnderTest';

const place = { file: '/project/model.ts', start: 0, end: 0 };
const CLASSES: MissingArgument = { name: 'classes', type: { kind: 'number' }, example: 10, place };
const DEEP: MissingArgument = { name: 'isDeep', type: { kind: 'boolean' }, place };
const BUILD = { file: '/project/model.ts', name: 'build' };

class StandInMemory implements vscode.Memento {
  private readonly values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string, missing?: T): T {
    return (this.values.get(key) ?? missing) as T;
  }

  update(key: string, value: unknown): Promise<void> {
    this.values.set(key, JSON.parse(JSON.stringify(value)));
    return Promise.resolve();
  }
}

const acceptInput = (): Thenable<unknown> =>
  vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
const closeInput = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.closeQuickOpen');

describe('arguments of a run', () => {
  afterEach(closeInput);

  it('are asked for one after the other', async () => {
    let answers: GivenValues | undefined;
    void askArguments('Arguments of build()', [
      { name: 'classes', type: { kind: 'number' }, suggestion: 7 },
      { name: 'isDeep', type: { kind: 'boolean' }, suggestion: false },
    ]).then((given) => (answers = given));
    await eventually(async () => {
      await acceptInput();
      assert.deepEqual(answers && [...answers], [
        ['classes', 7],
        ['isDeep', false],
      ]);
    });
  });

  it('are not there when the user gives up', async () => {
    let isOver = false;
    const asked = askArguments('Arguments of build()', [CLASSES]).finally(() => (isOver = true));
    await eventually(async () => {
      await closeInput();
      assert.ok(isOver);
    });
    assert.equal(await asked, undefined);
  });

  it('are remembered for each function, until their parameters change', async () => {
    const asked: string[][] = [];
    const answers: (GivenValues | undefined)[] = [];
    const ask = (_: string, questions: readonly Question[]): Promise<GivenValues | undefined> => {
      asked.push(questions.map(({ name }) => name));
      return Promise.resolve(answers.shift());
    };
    const memory = new StandInMemory();
    const complete = async (...given: Parameters<RunArguments['complete']>): Promise<unknown> => {
      const values = await new RunArguments(memory, ask).complete(...given);
      return values && Object.fromEntries(values);
    };

    answers.push(undefined, new Map([['classes', 7]]), new Map([['isDeep', true]]), new Map([['classes', 9]]));
    assert.equal(await complete(BUILD, [CLASSES]), undefined);
    assert.deepEqual(await complete(BUILD, [CLASSES]), { classes: 7 });
    assert.deepEqual(await complete(BUILD, [CLASSES]), { classes: 7 });
    assert.deepEqual(await complete(BUILD, []), {});
    assert.deepEqual(await complete(BUILD, [CLASSES, DEEP]), { classes: 7, isDeep: true });
    assert.deepEqual(await complete(BUILD, [CLASSES], { isChange: true }), { classes: 9 });
    assert.deepEqual(asked, [['classes'], ['classes'], ['isDeep'], ['classes']]);

    answers.push(new Map([['classes', 3]]));
    assert.deepEqual(await complete({ ...BUILD, name: 'other' }, [CLASSES]), { classes: 3 });
    assert.deepEqual(await complete(BUILD, [CLASSES]), { classes: 9 });
    answers.push(undefined);
    assert.equal(await complete(BUILD, [{ ...CLASSES, type: { kind: 'text' } }]), undefined);
  });
});
