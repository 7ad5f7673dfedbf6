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
} from '../../src/features/runArguments';

const NUMBER: ValueType = { kind: 'number' };
const place = { file: '/project/model.ts', start: 0, end: 0 };
const CLASSES: MissingArgument = { name: 'classes', type: NUMBER, example: 10, place };
const SIZE: MissingArgument = { name: 'size', type: { kind: 'list', element: NUMBER }, place };

describe('a plan', () => {
  it('asks for what nothing is known of, and suggests an example', () => {
    const plan = planArguments([CLASSES, SIZE], NOTHING_REMEMBERED);
    expect(plan).toMatchObject({
      known: new Map(),
      questions: [
        { name: 'classes', type: NUMBER, suggestion: 10 },
        { name: 'size', type: SIZE.type },
      ],
    });
    const kept = plan.keep(new Map([['classes', 7]]));
    expect(kept).toEqual({ ...NOTHING_REMEMBERED, values: { classes: 7 } });
    expect(planArguments([CLASSES], kept)).toMatchObject({ known: new Map([['classes', 7]]), questions: [] });
  });

  it('forgets what no longer fits, and what is no parameter any more', () => {
    const remembered = { ...NOTHING_REMEMBERED, values: { classes: 'ten', width: 3, toString: 4 } };
    const plan = planArguments([CLASSES, SIZE], remembered);
    expect([...plan.known]).toEqual([]);
    expect(plan.questions.map(({ name, suggestion }) => [name, suggestion])).toEqual([
      ['classes', 10],
      ['size', undefined],
    ]);
    expect(plan.keep(new Map())).toEqual(NOTHING_REMEMBERED);
  });

  it('asks for all again when they are to be changed, with the last answers', () => {
    const plan = planArguments(
      [CLASSES, SIZE],
      { ...NOTHING_REMEMBERED, values: { classes: 7, size: [1] } },
      undefined,
      true,
    );
    expect(plan.questions.map(({ suggestion }) => suggestion)).toEqual([7, [1]]);
    expect(describeArguments(plan.known)).toBe('classes=7, size=[1]');
  });

  it('asks for what only a run tells of, and keeps that', () => {
    const remembered = { ...NOTHING_REMEMBERED, values: { classes: 7 } };
    const plan = planArguments([CLASSES], remembered, { missing: ['side', 'classes', '[h, w]'], unknown: [] });
    expect(plan.questions).toEqual([{ name: 'side', type: { kind: 'any' } }]);
    const kept = plan.keep(new Map([['side', 3]]));
    expect(kept).toEqual({ values: { classes: 7, side: 3 }, toldByRun: ['side'], refusedByRun: [] });
    expect([...planArguments([CLASSES], kept).known]).toEqual([
      ['classes', 7],
      ['side', 3],
    ]);
  });

  it('gives up what a run refuses, until a run misses it', () => {
    const remembered = { values: { classes: 7, side: 3 }, toldByRun: ['side'], refusedByRun: [] };
    const plan = planArguments([CLASSES], remembered, { missing: [], unknown: ['side', 'classes'] });
    expect([plan.known, plan.questions]).toEqual([new Map(), []]);
    const kept = plan.keep(new Map());
    expect(kept).toEqual({ values: {}, toldByRun: [], refusedByRun: ['side', 'classes'] });
    const again = planArguments([CLASSES], kept, { missing: ['classes'], unknown: [] });
    expect(again.questions.map(({ name }) => name)).toEqual(['classes']);
    expect(again.keep(new Map()).refusedByRun).toEqual(['side']);
  });

  it('asks for nothing that cannot be written down', () => {
    const base: MissingArgument = { name: 'base', type: { kind: 'code' }, place };
    const remembered = { ...NOTHING_REMEMBERED, values: { base: 3 } };
    const plan = planArguments([base], remembered, { missing: ['base'], unknown: [] }, true);
    expect([plan.known, plan.questions]).toEqual([new Map(), []]);
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
    { values: { a: 1, 'o.d': [1] }, toldByRun: ['a'], refusedByRun: [] },
  ],
])('what was kept is checked: %j', (kept, remembered) => {
  expect(parseRemembered(kept)).toEqual(remembered);
});
