// The life of a runner process: however it ends, every call is answered once and no process stays.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import {
  choose,
  chooseFixture,
  failureOf,
  fixtures,
  installation,
  makePicture,
  request,
  startRunner,
  writeFiles,
} from './startRunner';

const tiny = () => request(chooseFixture('tiny.ts', 10, { name: 'net' }));
const loops = () => request(chooseFixture('loops.ts', 2));

function isAlive(processId: number | undefined): boolean {
  try {
    process.kill(processId ?? 0, 0);
    // one that has ended is listed until its parent asks for it
    return process.platform !== 'linux' || !fs.readFileSync(`/proc/${processId ?? 0}/stat`, 'utf8').includes(') Z');
  } catch {
    return false;
  }
}

async function waitUntilGone(processId: number): Promise<void> {
  while (isAlive(processId)) await sleep(50);
}

it('runs again with another picture, and keeps the maps of the last run', async () => {
  const { client } = startRunner();
  await client.run(tiny());
  const first = await client.featureMaps(1);
  const summary = await client.run({ ...tiny(), picture: makePicture(9, 100) });
  const second = await client.featureMaps(1);
  expect(summary.inputShape).toEqual([1, 16, 16, 3]);
  expect(second.bytes).toHaveLength(first.bytes.length);
  expect(Buffer.from(second.bytes).equals(first.bytes)).toBe(false);
});

it('refuses another model, another seed, and a run beside a run', async () => {
  const { client } = startRunner();
  const first = client.run(tiny());
  expect((await failureOf(client.run(tiny()))).message).toBe('The runner is still busy with the previous run.');
  await first;
  const another = await failureOf(client.run({ ...tiny(), seed: 2 }));
  expect(another.message).toBe('A runner runs one model: start another runner for another one.');
  const maps = await failureOf(client.featureMaps(99));
  expect(maps.message).toBe('There are no feature maps of layer 99: it has not run.');
});

it('tells its stages and layers in order', async () => {
  const { client, events } = startRunner();
  await client.run(tiny());
  const story = events.map((event) => (event.kind === 'stage' ? event.stage : event.kind));
  expect(story).toEqual([
    'starting',
    'loading',
    'building',
    'layers',
    'running',
    ...Array<string>(6).fill('layerDone'),
  ]);
});

it('fails every waiting call with one message when the process is killed from outside', async () => {
  const { client } = startRunner();
  const calls = [client.run(loops()), client.featureMaps(0), client.featureMaps(1)].map(failureOf);
  process.kill(client.processId ?? 0, 'SIGKILL');
  const failures = await Promise.all(calls);
  expect(new Set(failures.map(({ message }) => message))).toEqual(
    new Set(['The runner was killed by SIGKILL; the system does so when memory runs out.']),
  );
  expect(failures.map(({ isCancelled }) => isCancelled)).toEqual([false, false, false]);
  expect((await failureOf(client.run(tiny()))).message).toBe(failures[0]?.message);
});

it('says so when the memory of JavaScript is full', async () => {
  const folder = writeFiles({
    'model.ts': `import '@tensorflow/tfjs';\nconst kept = [];\nfor (;;) kept.push(new Array(4e6).fill(0));\n`,
  });
  // a Node with little of it
  const execPath = path.join(folder, 'node');
  fs.writeFileSync(execPath, `#!/bin/sh\nexec "${process.execPath}" --max-old-space-size=150 "$@"\n`, { mode: 0o755 });
  const { client } = startRunner({ execPath });
  const failure = await failureOf(client.run(request(choose(path.join(folder, 'model.ts'), 2))));
  expect(failure.message).toBe('The runner ran out of memory: the model is too large for it.');
  expect(failure.detail).toContain('heap out of memory');
});

it('stops a run at once when it is cancelled, while the file loops and while layers run', async () => {
  const looping = startRunner({}, (event) => {
    if (event.kind === 'stage' && event.stage === 'loading') looping.client.kill();
  });
  const running = startRunner({}, (event) => {
    if (event.kind === 'layerDone') running.client.kill();
  });
  for (const [runner, wanted] of [
    [looping, loops()],
    [running, tiny()],
  ] as const) {
    const failure = await failureOf(runner.client.run(wanted));
    expect([failure.message, failure.isCancelled]).toEqual(['The run was cancelled.', true]);
    await runner.client.closed;
    expect(isAlive(runner.client.processId)).toBe(false);
  }
});

it('says so when there is no runner to start', async () => {
  const { client } = startRunner({ runnerFile: path.join(installation, 'gone.js') });
  expect((await failureOf(client.run(tiny()))).message).toBe('The runner ended by itself with exit code 1.');
  const { client: other } = startRunner({ execPath: path.join(installation, 'no-node') });
  expect((await failureOf(other.run(tiny()))).message).toMatch(
    /^The runner (did not start|cannot be reached): .*ENOENT/,
  );
});

it('keeps apart what the user prints and what the runner says', async () => {
  const runner = startRunner();
  await runner.client.run(request(chooseFixture('prints.ts', 9)));
  expect(runner.results).toHaveLength(2);
  // output has a way of its own, and may come later
  while (!runner.output.endsWith('(The rest of the output is left out.)\n')) await sleep(20);
  expect(runner.output.startsWith('line 0 x')).toBe(true);
  expect(runner.output.length).toBeLessThan(1_000_100);
});

it.each(['loops.ts', 'tiny.ts'])('ends when its parent is gone, though %s is loaded', async (name) => {
  const parent = startParent(path.join(fixtures, name));
  const [text] = (await once(parent.stdout!.setEncoding('utf8'), 'data')) as [string];
  const runner = Number(text);
  expect(isAlive(runner)).toBe(true);
  parent.kill('SIGKILL');
  await waitUntilGone(runner);
});

it.each<readonly [string, (file: string) => () => void]>([
  [
    'is cancelled',
    (file) => {
      const { client } = startRunner();
      void failureOf(client.run(request(choose(file, 1))));
      return () => client.kill();
    },
  ],
  [
    'is killed by the system',
    (file) => {
      const { client } = startRunner();
      void failureOf(client.run(request(choose(file, 1))));
      return () => process.kill(client.processId ?? 0, 'SIGKILL');
    },
  ],
  [
    'loses its parent',
    (file) => {
      const parent = startParent(file);
      return () => parent.kill('SIGKILL');
    },
  ],
])('takes along the processes that the file has started when it %s', async (_, start) => {
  const lines = [
    `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);`,
    `require('node:fs').writeFileSync(__dirname + '/started', String(child.pid));`,
    `for (;;);`,
  ];
  const folder = writeFiles({ 'server.js': lines.join('\n'), started: '' });
  const end = start(path.join(folder, 'server.js'));
  const readStarted = (): number => Number(fs.readFileSync(path.join(folder, 'started'), 'utf8'));
  while (readStarted() === 0) await sleep(50);
  expect(isAlive(readStarted())).toBe(true);
  end();
  await waitUntilGone(readStarted());
});

/** Another process that starts a runner, prints its number once the file is being loaded, and then does nothing. */
function startParent(file: string): ChildProcess {
  const program = `
    const runner = require('node:child_process').fork(${JSON.stringify(path.join(installation, 'dist', 'runner.js'))}, [process.pid], { serialization: 'advanced', detached: true });
    runner.on('message', ({ event }) => event?.stage === 'loading' && console.log(runner.pid));
    runner.send({ id: 1, method: 'run', argument: ${JSON.stringify({ model: choose(file, 10, { name: 'net' }), backend: 'cpu', seed: 1 })} });
    setInterval(() => undefined, 1000);`;
  return spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
}
