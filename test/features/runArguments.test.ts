// Arguments that a user gives for a run: what is asked, how answers are read, and what is remembered.

import { describe, expect, it } from 'vitest';
import type { GivenValue, MissingArgument, ValueType } from '../../src/analyser/index';
import {
  annotateArguments,
  describeArguments,
  NOTHING_REMEMBERED,
  parseRemembered,
  planArguments,
  readAnswer,
  remember,
} from '../../src/features/runArguments';

const NUMBER: ValueType = { kind: 'number' };
const place = { file: '/project/model.ts', start: 0, end: 0 };
const CLASSES: MissingArgument = { name: 'classes', type: NUMBER, example: 10, place };
const SIZE: MissingArgument = { name: 'size', type: { kind: 'list', element: NUMBER }, place };

describe('a plan', () => {
  it('asks for what nothing is known of, and suggests an example', () => {
    const plan = planArguments([CLASSES, SIZE], NOTHING_REMEMBERED);
    expect(plan).toEqual({
      known: new Map(),
      questions: [
        { name: 'classes', type: NUMBER, suggestion: 10 },
        { name: 'size', type: SIZE.type },
      ],
    });
    const kept = remember(plan, new Map([['classes', 7]]), [CLASSES]);
    expect(kept).toEqual({ values: { classes: 7 }, toldByRun: [] });
    expect(planArguments([CLASSES], kept)).toEqual({ known: new Map([['classes', 7]]), questions: [] });
  });

  it('forgets what no longer fits, and what is no parameter any more', () => {
    const remembered = { values: { classes: 'ten', width: 3, toString: 4 }, toldByRun: [] };
    const plan = planArguments([CLASSES, SIZE], remembered);
    expect([...plan.known]).toEqual([]);
    expect(plan.questions.map(({ name, suggestion }) => [name, suggestion])).toEqual([
      ['classes', 10],
      ['size', undefined],
    ]);
    expect(remember(plan, new Map(), [CLASSES, SIZE])).toEqual(NOTHING_REMEMBERED);
  });

  it('asks for all again when they are to be changed, with the last answers', () => {
    const plan = planArguments([CLASSES, SIZE], { values: { classes: 7, size: [1] }, toldByRun: [] }, [], true);
    expect(plan.questions.map(({ suggestion }) => suggestion)).toEqual([7, [1]]);
    expect(describeArguments(plan.known)).toBe('classes=7, size=[1]');
  });

  it('asks for what only a run tells of, and keeps that', () => {
    const plan = planArguments([CLASSES], { values: { classes: 7 }, toldByRun: [] }, ['side', 'classes', '[h, w]']);
    expect(plan.questions).toEqual([{ name: 'side', type: { kind: 'any' } }]);
    const kept = remember(plan, new Map([['side', 3]]), [CLASSES]);
    expect(kept).toEqual({ values: { classes: 7, side: 3 }, toldByRun: ['side'] });
    expect([...planArguments([CLASSES], kept).known]).toEqual([
      ['classes', 7],
      ['side', 3],
    ]);
  });

  it('asks for nothing that cannot be written down', () => {
    const base: MissingArgument = { name: 'base', type: { kind: 'code' }, place };
    const plan = planArguments([base], { values: { base: 3 }, toldByRun: [] }, ['base'], true);
    expect(plan).toEqual({ known: new Map(), questions: [] });
  });
});

describe('written into the file', () => {
  const text = 'class A {\n  make(classes, size) {}\n}\n';
  const start = text.indexOf('make');
  const inside = { file: '/project/model.ts', start, end: start };
  const missing = [
    { ...CLASSES, place: inside },
    { ...SIZE, place: inside },
  ];

  it('they stand above their function, together', () => {
    const given = new Map<string, GivenValue>([
      ['size', [8, 8, 3]],
      ['classes', 10],
      ['other', 1],
    ]);
    const newText = '/** @convlens classes=10 size=[8,8,3] */\n  ';
    expect(annotateArguments(missing, given, () => text)).toEqual([{ range: inside, newText }]);
  });

  it('are nothing when none is missing or a comment cannot say them', () => {
    expect(annotateArguments(missing, new Map([['other', 1]]), () => text)).toEqual([]);
    expect(annotateArguments(missing, new Map([['size', '*/']]), () => text)).toBeUndefined();
  });
});

describe('an answer', () => {
  it.each<readonly [string, ValueType, unknown]>([
    [' 10 ', NUMBER, { value: 10 }],
    ['', NUMBER, { mistake: 'x needs a value.' }],
    ['ten', NUMBER, { mistake: 'x must be a number.' }],
    ['10', { kind: 'text' }, { value: '10' }],
    ["'a b'", { kind: 'text' }, { value: 'a b' }],
    ['[224,224,3]', { kind: 'any' }, { value: [224, 224, 3] }],
    ['[224,224,', { kind: 'any' }, { mistake: '[224,224, cannot be read: write it as JSON.' }],
    ['relu', { kind: 'any' }, { value: 'relu' }],
  ])('%j for %j', (text, type, answer) => {
    expect(readAnswer(text, { name: 'x', type })).toEqual(answer);
  });
});

it.each<readonly [unknown, unknown]>([
  [undefined, NOTHING_REMEMBERED],
  [[3], NOTHING_REMEMBERED],
  [{ values: 3, toldByRun: 'a' }, NOTHING_REMEMBERED],
  [
    { values: { a: 1, 'b c': 2, 'o.d': [1], e: undefined, f: 'x'.repeat(5000) }, toldByRun: ['a', 3, 'b c'] },
    { values: { a: 1, 'o.d': [1] }, toldByRun: ['a'] },
  ],
])('what was kept is checked: %j', (kept, remembered) => {
  expect(parseRemembered(kept)).toEqual(remembered);
});
