// Each setting switches its feature, at once and without a reload.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import {
  closeAllEditors,
  eventually,
  openFile,
  readFindings,
  readHints,
  readHover,
  readLensTitles,
} from './editorUnderTest';

async function setSetting(name: string, value: boolean | undefined): Promise<void> {
  await vscode.workspace.getConfiguration('convlens').update(name, value, vscode.ConfigurationTarget.Global);
}

/** Runs a check while a setting has another value than its own. */
async function withSetting(name: string, value: boolean, check: () => Promise<void>): Promise<void> {
  await setSetting(name, value);
  try {
    await check();
  } finally {
    await setSetting(name, undefined);
  }
}

const CONV = 'tf.layers.conv2d({ filters: 64';

describe('settings', () => {
  afterEach(closeAllEditors);

  const hints: readonly (readonly [name: string, value: boolean, hint: RegExp])[] = [
    ['hints.shape', false, /^8: 18\.5K · RF 8$/],
    ['hints.parameters', false, /^8: 11×11×64 · RF 8$/],
    ['hints.receptiveField', false, /^8: 11×11×64 · 18\.5K$/],
    ['hints.macs', true, /^8: 11×11×64 · 18\.5K · 2\.\d+ MMACs · RF 8$/],
  ];
  for (const [name, value, expected] of hints) {
    it(`${name} switches its part of the hints`, async () => {
      const editor = await openFile('sample/model.ts');
      await eventually(async () => assert.equal((await readHints(editor))[2], '8: 11×11×64 · 18.5K · RF 8'));
      await withSetting(name, value, () =>
        eventually(async () => assert.match((await readHints(editor))[2] ?? '', expected)),
      );
      await eventually(async () => assert.equal((await readHints(editor))[2], '8: 11×11×64 · 18.5K · RF 8'));
    });
  }

  it('hover switches the hovers', async () => {
    const editor = await openFile('sample/model.ts');
    await eventually(async () => assert.match(await readHover(editor, CONV), /18,496/));
    await withSetting('hover', false, () =>
      eventually(async () => assert.doesNotMatch(await readHover(editor, CONV), /18,496/)),
    );
    await eventually(async () => assert.match(await readHover(editor, CONV), /18,496/));
  });

  it('codeLens switches the lenses', async () => {
    const editor = await openFile('sample/model.ts');
    await eventually(async () => assert.match((await readLensTitles(editor)).join(), /params/));
    await withSetting('codeLens', false, () =>
      eventually(async () => assert.doesNotMatch((await readLensTitles(editor)).join(), /params|Run Model/)),
    );
    await eventually(async () => assert.match((await readLensTitles(editor)).join(), /params/));
  });

  it('diagnostics switches the findings', async () => {
    const editor = await openFile('trouble/shapeError.ts');
    await eventually(() => assert.notEqual(readFindings(editor).length, 0));
    await withSetting('diagnostics', false, () => eventually(() => assert.equal(readFindings(editor).length, 0)));
    await eventually(() => assert.notEqual(readFindings(editor).length, 0));
  });
});
