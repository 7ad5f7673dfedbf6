// The committed version of a document: from a real repository, by what the git extension of VS Code gives.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FileAnalysis } from '../../src/analyser/index';
import { CommittedAnalyses } from '../../src/editor/committedAnalyses';
import { CommittedTexts, type FileAddress, type GitApi, type Repository } from '../../src/editor/committedTexts';

const kept = { folder: '' };
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
    cwd: kept.folder,
    encoding: 'utf8',
    stdio: 'pipe',
  });

beforeEach(() => {
  kept.folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'convlens-git-'));
  git('init', '--quiet');
  commit('first');
});

afterEach(() => fs.rmSync(kept.folder, { recursive: true, force: true }));

function commit(text: string): void {
  fs.writeFileSync(path.join(kept.folder, 'model.ts'), text);
  git('add', 'model.ts');
  git('commit', '--quiet', '--no-gpg-sign', '--message', text);
}

interface Listeners {
  readonly changes: (() => void)[];
  readonly opened: ((repository: Repository) => void)[];
  readonly shown: string[];
}

/** What `vscode.git` gives, for one repository. */
function standInGit(listeners: Listeners, isOpen = (): boolean => true): GitApi {
  const follow = <T>(list: T[], listener: T) => {
    list.push(listener);
    return { dispose: () => list.splice(list.indexOf(listener), 1) };
  };
  const repository: Repository = {
    state: {
      get HEAD() {
        return { commit: git('rev-parse', 'HEAD').trim() };
      },
      onDidChange: (listener) => follow(listeners.changes, listener),
    },
    show: (ref, file) => {
      listeners.shown.push(path.basename(file));
      return new Promise((resolve) => {
        resolve(git('show', `${ref}:${path.relative(kept.folder, file)}`));
      });
    },
  };
  return {
    onDidOpenRepository: (listener) => follow(listeners.opened, listener),
    getRepository: () => (isOpen() ? repository : null),
  };
}

const uriOf = (name: string, scheme = 'file'): FileAddress => {
  const fsPath = path.join(kept.folder, name);
  return { scheme, fsPath, toString: () => `${scheme}://${fsPath}` };
};

const noListeners = (): Listeners => ({ changes: [], opened: [], shown: [] });

it('gives the text of the last commit, read once for each commit', async () => {
  const listeners = noListeners();
  const told: string[] = [];
  const texts = new CommittedTexts(
    () => Promise.resolve(standInGit(listeners)),
    () => told.push('changed'),
  );
  fs.writeFileSync(path.join(kept.folder, 'model.ts'), 'edited');
  expect(await texts.textOf(uriOf('model.ts'))).toBe('first');
  expect(await texts.textOf(uriOf('model.ts'))).toBe('first');
  expect(listeners.shown).toEqual(['model.ts']);
  // Something else than a commit: files are staged.
  for (const listener of listeners.changes) listener();
  expect(told).toEqual([]);
  commit('second');
  for (const listener of listeners.changes) listener();
  expect(told).toEqual(['changed']);
  expect(await texts.textOf(uriOf('model.ts'))).toBe('second');
  texts.dispose();
  expect([listeners.changes, listeners.opened]).toEqual([[], []]);
});

it('is quiet where there is nothing to tell', async () => {
  const withGit = (gitApi: GitApi | undefined): CommittedTexts =>
    new CommittedTexts(
      () => Promise.resolve(gitApi),
      () => undefined,
    );
  const open = standInGit(noListeners());
  expect(await withGit(undefined).textOf(uriOf('model.ts'))).toBeUndefined();
  expect(await withGit(open).textOf(uriOf('new.ts'))).toBeUndefined();
  expect(await withGit(open).textOf(uriOf('model.ts', 'untitled'))).toBeUndefined();
  expect(await withGit(standInGit(noListeners(), () => false)).textOf(uriOf('model.ts'))).toBeUndefined();
});

it('tells when a repository is found later', async () => {
  const listeners = noListeners();
  const state = { isOpen: false };
  const told: string[] = [];
  const api = standInGit(listeners, () => state.isOpen);
  const texts = new CommittedTexts(
    () => Promise.resolve(api),
    () => told.push('opened'),
  );
  expect(await texts.textOf(uriOf('model.ts'))).toBeUndefined();
  state.isOpen = true;
  for (const listener of listeners.opened) listener({} as Repository);
  expect(told).toEqual(['opened']);
  expect(await texts.textOf(uriOf('model.ts'))).toBe('first');
});

const ANALYSIS = {
  file: '/model.ts',
  models: [{}],
  layerCalls: [],
  operationCalls: [],
  findings: [],
} as unknown as FileAnalysis;

function analysesOf(text: { committed: string | undefined; current: string }) {
  const analysed: string[] = [];
  const analysis = { ...ANALYSIS };
  const changed: { resolve?: () => void } = {};
  const service = new CommittedAnalyses({
    committedText: () => Promise.resolve(text.committed),
    analyserOf: () =>
      Promise.resolve((committed) => {
        analysed.push(committed);
        return analysis;
      }),
    onChange: () => changed.resolve?.(),
    log: (error) => {
      throw error;
    },
  });
  const document = { uri: uriOf('model.ts'), getText: () => text.current };
  const change = (): Promise<void> => new Promise((resolve) => (changed.resolve = resolve));
  return { service, document, analysed, analysis, change };
}

it('analyses the committed text in the background, once for all who ask while one types', async () => {
  const text = { committed: 'committed', current: 'typed' };
  const { service, document, analysed, analysis, change } = analysesOf(text);
  const changed = change();
  for (let asked = 0; asked < 5; asked++) expect(service.of(document)).toBeUndefined();
  await changed;
  expect(analysed).toEqual(['committed']);
  expect(service.of(document)).toBe(analysis);
  // Back to what was committed: there is nothing to compare with.
  text.current = 'committed';
  const back = change();
  service.of(document);
  await back;
  expect(service.of(document)).toBeUndefined();
  service.dispose();
});

it('analyses nothing where the document is as it was committed, whatever its line ends', async () => {
  const text = { committed: 'a\nb', current: 'a\r\nb' };
  const { service, document, analysed, change } = analysesOf(text);
  service.of(document);
  // The next answer is the first one that differs.
  const changed = change();
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(analysed).toEqual([]);
  text.current = 'a\r\nc';
  service.of(document);
  await changed;
  expect(analysed).toEqual(['a\nb']);
  service.dispose();
});
