// `convlens run --weights`, as a user runs it.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendBytes, startFileServer, type Answer, type FileServer } from '../../runner/node/weights/fileServer';
import { runInstalled, startInstalled, type Outcome } from './installedCommand';

const fixtures = path.resolve(import.meta.dirname, '../../runner/fixtures/weights');
const narrowVgg = fs.readFileSync(path.join(fixtures, 'narrowVgg.safetensors'));

/** Of the test that runs. */
const current: { folder: string; server: FileServer | undefined } = { folder: '', server: undefined };

beforeEach(() => {
  current.folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'convlens-run-'));
  for (const name of ['narrowVgg.ts', 'narrowVgg.safetensors', 'kerasSmall.ts']) {
    fs.copyFileSync(path.join(fixtures, name), path.join(current.folder, name));
  }
});

afterEach(async () => {
  await current.server?.close();
  current.server = undefined;
  fs.rmSync(current.folder, { recursive: true, force: true });
});

const cache = (): string => path.join(current.folder, 'cache');

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, XDG_CACHE_HOME: cache(), LOCALAPPDATA: cache(), HOME: current.folder };
}

function run(...args: string[]): Promise<Outcome> {
  return runInstalled(current.folder, ['run', ...args], environment());
}

interface Report {
  readonly weights: string;
  readonly preprocessing: string;
  readonly notes: readonly string[];
  readonly topClasses: readonly {
    readonly index: number;
    readonly label: string | null;
    readonly probability: number;
  }[];
}

async function serve(answers: Readonly<Record<string, Answer>>): Promise<string> {
  current.server = await startFileServer(answers);
  return current.server.address;
}

/** What was downloaded, wherever the system keeps such files. */
function listCache(): string[] {
  const names = fs.readdirSync(current.folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /[\\/]weights[\\/]/.test(name)).map((name) => path.basename(name));
}

describe('with weights', () => {
  it('the report tells the top classes, the weights and the preprocessing', async () => {
    fs.writeFileSync(path.join(current.folder, 'labels.txt'), 'a\nb\nc\nd\ne\nf\ng\nh\ni\n');
    const { exitCode, out, error } = await run('narrowVgg.ts', '--weights', 'narrowVgg.safetensors', '--json');
    expect([exitCode, error]).toEqual([0, '']);
    const report = JSON.parse(out) as Report;
    expect(report).toMatchObject({
      weights: 'narrowVgg.safetensors (by the names of torchvision or timm)',
      preprocessing: '64×96, RGB, divided by 255, minus mean (0.485, 0.456, 0.406), divided by (0.229, 0.224, 0.225)',
      notes: [],
    });
    expect(report.topClasses).toHaveLength(5);
    for (const { index, label, probability } of report.topClasses) {
      expect(label).toBe('abcdefghi'.charAt(index));
      expect(probability).toBeLessThanOrEqual(1);
    }
    const order = report.topClasses.map(({ probability }) => probability);
    expect(order).toEqual(order.toSorted((a, b) => b - a));
  });

  it('without --json the top classes stand before the last line', async () => {
    const { out } = await run('narrowVgg.ts', '--weights', 'narrowVgg.safetensors');
    expect(out).toMatch(/^( *\d+\.\d % {2}class \d\n){5}vgg11: 20 layers on wasm/);
  });

  it('random weights have no top classes', async () => {
    const { out } = await run('narrowVgg.ts', '--json');
    expect(JSON.parse(out)).toMatchObject({
      weights: 'random (seed 1)',
      preprocessing: '64×96, RGB, divided by 127.5, minus 1',
      topClasses: [],
    });
  });

  it('they are downloaded once, with progress, and checked', async () => {
    const address = await serve({ '/narrow.safetensors': sendBytes(narrowVgg) });
    const sha256 = createHash('sha256').update(narrowVgg).digest('hex');
    const weights = `${address}/narrow.safetensors#sha256=${sha256}`;
    const first = await run('narrowVgg.ts', '--weights', weights, '--json');
    expect(first.exitCode).toBe(0);
    expect(first.error).toMatch(/^Downloading narrow\.safetensors: 0 KB of 18 KB\n/);
    const second = await run('narrowVgg.ts', '--weights', weights, '--json');
    expect([second.exitCode, second.error]).toEqual([0, '']);
    expect(current.server?.asked).toEqual(['/narrow.safetensors']);
    const { topClasses } = JSON.parse(first.out) as Report;
    expect((JSON.parse(second.out) as Report).topClasses).toEqual(topClasses);
    expect(listCache()).toEqual([expect.stringMatching(/-narrow\.safetensors$/)]);
  });

  it("a layers model of Keras's converter comes with its shards", async () => {
    const names = fs.readdirSync(path.join(fixtures, 'keras'));
    const address = await serve(
      Object.fromEntries(
        names.map((name) => [`/${name}`, sendBytes(fs.readFileSync(path.join(fixtures, 'keras', name)))]),
      ),
    );
    const { exitCode, out } = await run('kerasSmall.ts', '--weights', `${address}/model.json`, '--json');
    expect(exitCode).toBe(0);
    expect((JSON.parse(out) as Report).topClasses).toHaveLength(5);
    expect(listCache()).toHaveLength(names.length);
  });
});

it('a download ends with the command, and nothing of it is left', async () => {
  const partsOf = (): string[] => listCache().filter((name) => name.endsWith('.part'));
  const started = new Promise<void>((resolve) => {
    void serve({
      '/slow.safetensors': (_, response) => {
        response.writeHead(200, { 'content-length': 1_000_000 });
        response.write(new Uint8Array(100_000), () => resolve());
      },
    });
  });
  await expect.poll(() => current.server?.address).toBeDefined();
  const child = startInstalled(
    current.folder,
    ['run', 'narrowVgg.ts', '--weights', `${current.server?.address}/slow.safetensors`],
    environment(),
  );
  await started;
  await expect.poll(partsOf, { timeout: 20_000 }).toHaveLength(1);
  child.kill('SIGINT');
  await expect.poll(partsOf, { timeout: 20_000 }).toEqual([]);
});

describe('what is wrong is said in one line, and nothing is written', () => {
  const cut = narrowVgg.subarray(0, -100);
  it.each([
    [
      'a network that the file is not of',
      () => ['vgg16', '--weights', 'narrowVgg.safetensors'],
      /^convlens: Tensor "features\.0\.weight" of narrowVgg\.safetensors has shape \[4, 3, 3, 3\], but the weight "conv1_1\/kernel" of the model needs \[64, 3, 3, 3\]\. No weights were loaded\.\n$/,
    ],
    [
      'a network that PyTorch has otherwise',
      () => ['googlenet', '--weights', 'narrowVgg.safetensors'],
      /torchvision's GoogLeNet is another network \(batch normalisation, and 3×3 convolutions in place of the 5×5\)/,
    ],
    [
      'a file that is cut off',
      () => {
        fs.writeFileSync(path.join(current.folder, 'cut.safetensors'), cut);
        return ['narrowVgg.ts', '--weights', 'cut.safetensors'];
      },
      /cut\.safetensors is cut off: it ends 100 bytes before the end of its tensor "features\./,
    ],
    [
      'another hash',
      () => ['narrowVgg.ts', '--weights', `narrowVgg.safetensors#sha256=${'0'.repeat(64)}`],
      /narrowVgg\.safetensors has the SHA-256 [0-9a-f]{64}, not 0{64}/,
    ],
  ] as const)('%s', async (_, args, message) => {
    const { exitCode, out, error } = await run(...args());
    expect(error).toMatch(message);
    expect(error.trim().split('\n')).toHaveLength(1);
    expect([exitCode, out]).toEqual([2, '']);
    expect(fs.existsSync(path.join(current.folder, 'convlens-run'))).toBe(false);
  });

  it('an address where there is nothing', async () => {
    const address = await serve({});
    const { exitCode, error } = await run('narrowVgg.ts', '--weights', `${address}/gone.safetensors`);
    expect([exitCode, error]).toEqual([
      2,
      `convlens: ${address}/gone.safetensors cannot be downloaded: the answer is 404 Not Found.\n`,
    ]);
    expect(listCache()).toEqual([]);
  });
});
