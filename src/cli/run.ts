// `convlens run`: runs a model on a picture; writes one picture per layer and the figures of the run.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createAnalyser } from '../analyser/createAnalyser';
import type { FileAnalysis, ModelReading } from '../analyser/index';
import { defineModel } from '../features/defineModel';
import { LineMap } from '../features/lineMap';
import type { NativeBackend } from '../protocol/library';
import type { ModelDefinition } from '../protocol/modelDefinition';
import type {
  BackendChoice,
  LayerInfo,
  LayerResult,
  ModelChoice,
  Picture,
  RunnerEvent,
  RunRequest,
  TopClass,
  WeightsRequest,
} from '../protocol/runner';
import { describeDownload } from '../runner/describeDownload';
import { LibraryChooser } from '../runner/library/chooseLibrary';
import type { LibraryPlaces } from '../runner/library/findLibraries';
import { drawMapGrid } from '../runner/mapGrid';
import { PictureError, readPicture } from '../runner/picture';
import { RunnerClient, RunnerError } from '../runner/runnerClient';
import { findCacheFolder } from './cacheFolder';
import { chooseModels } from './chooseModels';
import type { Command, Terminal } from './commandLine';
import { DiskFiles } from './diskFiles';
import { findSource, type FoundSource } from './findSource';
import { InputError } from './inputError';
import { describeChoice, explainFailure } from './modelChoice';
import { onlyArgument, parseArguments } from './parseArguments';
import { makeRunReport, namePicture } from './runReport';
import { parseSettings, refuseUnused } from './settings';

const DEFAULT_OUTPUT_FOLDER = 'convlens-run';
const SEED = 1;
const backends: readonly string[] = ['auto', 'tensorflow', 'webgpu', 'wasm', 'cpu'] satisfies BackendChoice[];

export const run: Command = async (args, terminal, installation) => {
  const { values: options, positionals } = parseArguments(args, {
    model: { type: 'string' },
    image: { type: 'string' },
    backend: { type: 'string', default: 'auto' },
    'tensorflow-folder': { type: 'string' },
    'webgpu-folder': { type: 'string' },
    weights: { type: 'string' },
    set: { type: 'string', multiple: true },
    layers: { type: 'string', multiple: true },
    out: { type: 'string', default: DEFAULT_OUTPUT_FOLDER },
    json: { type: 'boolean' },
  });
  const { backend } = options;
  if (!isBackend(backend)) throw new InputError(`--backend ${backend}: choose one of ${backends.join(', ')}`);
  const source = findSource(onlyArgument(positionals, 'FILE or NETWORK'), installation);
  const files = new DiskFiles();
  const settings = parseSettings(options.set ?? [], source, files);
  const analysis = createAnalyser(files, { values: settings }).analyse(source.file);
  refuseUnused(options.set ?? [], [analysis]);
  const model = chooseModel(analysis, options.model, source, files);
  const definition = defineModel(model, { textOf: (file) => files.readFile(file) });
  const place = { file: source.file, line: lineOf(model, source, files) };
  const choice = describeChoice(model, settings, place, definition !== undefined);
  const image = options.image ?? path.join(installation.folder, 'media', 'samples', 'scene.png');
  const job: Job = {
    choice,
    definition,
    backend,
    picture: await readImage(image),
    layerNames: options.layers?.flatMap((list) => list.split(',')),
    outputFolder: options.out,
    runnerFile: path.join(installation.folder, 'dist', 'runner.js'),
    libraryFolders: {
      tensorflow: options['tensorflow-folder'] ?? process.env.CONVLENS_TENSORFLOW_FOLDER,
      webgpu: options['webgpu-folder'] ?? process.env.CONVLENS_WEBGPU_FOLDER,
    },
    weights: options.weights,
  };
  const { pictures, ...outcome } = await runJob(job, terminal);
  const report = makeRunReport({ ...outcome, pictures, file: source.shownName, model: choice.name, image });
  await writeOutput(path.join(options.out, 'run.json'), report);
  const { backend: used, device, totalMilliseconds, notes, topClasses } = outcome.summary;
  for (const note of notes) terminal.error(`${note}\n`);
  const time = `${Math.round(totalMilliseconds)} ms`;
  const line = `${choice.name}: ${pictures.size} layers on ${used} (${device}) in ${time}, written to ${options.out}\n`;
  terminal.out(options.json ? report : `${topClasses.map(describeClass).join('')}${line}`);
  return 0;
};

function describeClass({ index, label, probability }: TopClass): string {
  return `${(100 * probability).toFixed(1).padStart(5)} %  ${label ?? `class ${index}`}\n`;
}

interface Job {
  readonly choice: ModelChoice;
  readonly definition: ModelDefinition | undefined;
  readonly backend: BackendChoice;
  readonly picture: Picture;
  /** Layers to write; undefined for all. */
  readonly layerNames: readonly string[] | undefined;
  readonly outputFolder: string;
  readonly runnerFile: string;
  /** Where native libraries are, or were installed. */
  readonly libraryFolders: Readonly<Record<NativeBackend, string | undefined>>;
  readonly weights: string | undefined;
}

function isBackend(text: string): text is BackendChoice {
  return backends.includes(text);
}

/** The one model that is meant; a place that makes several, in a loop, counts once. */
function chooseModel(
  analysis: FileAnalysis,
  name: string | undefined,
  source: FoundSource,
  files: DiskFiles,
): ModelReading {
  const chosen = chooseModels(analysis, name, source);
  const ofNetwork = chosen.filter(({ factory }) => factory === source.network?.factory);
  const places = new Map<number, ModelReading>();
  for (const reading of source.network && ofNetwork.length > 0 ? ofNetwork : chosen) {
    const line = lineOf(reading, source, files);
    if (!places.has(line)) places.set(line, reading);
  }
  const [first, second] = places.values();
  if (first === undefined) throw new InputError(`${source.shownName}: makes no TensorFlow.js model that can be run`);
  if (second !== undefined && name === undefined) {
    const list = [...places].map(([line, { model }]) => `${model.name} (line ${line})`).join(', ');
    throw new InputError(`${source.shownName}: makes several models; choose one with --model NAME out of ${list}`);
  }
  return first;
}

/** Line of the model's call, or of the call in this file that led to it. */
function lineOf({ model }: ModelReading, source: FoundSource, files: DiskFiles): number {
  const place = [...model.path, model.call].findLast(({ file }) => file === source.file) ?? model.call;
  return new LineMap(files.readFile(source.file) ?? '').positionAt(place.start).line + 1;
}

async function readImage(file: string): Promise<Picture> {
  try {
    return await readPicture(file);
  } catch (error) {
    throw error instanceof PictureError ? new InputError(error.message) : error;
  }
}

interface JobOutcome {
  readonly summary: Awaited<ReturnType<RunnerClient['run']>>;
  readonly layers: readonly LayerInfo[];
  readonly results: readonly LayerResult[];
  /** Names of the files that were written, by the layer's index. */
  readonly pictures: ReadonlyMap<number, string>;
}

async function runJob(job: Job, terminal: Terminal): Promise<JobOutcome> {
  let layers: readonly LayerInfo[] = [];
  const results: LayerResult[] = [];
  const tellDownload = reportDownloads(terminal);
  let wrongName: InputError | undefined;
  const client = new RunnerClient({
    runnerFile: job.runnerFile,
    onEvent: (event) => {
      if (event.kind === 'output') terminal.error(event.text);
      if (event.kind === 'download') tellDownload(event);
      if (event.kind === 'layerDone') results.push(event.result);
      if (event.kind !== 'layers') return;
      layers = event.layers;
      wrongName = findWrongName(layers, job.layerNames);
      // known before the run, which may take long
      if (wrongName) client.kill();
    },
  });
  try {
    const { choice: model, definition, picture, backend } = job;
    const weights = job.weights === undefined ? {} : { weights: requestWeights(job.weights) };
    const summary = await client.run(
      await chooseLibrary({ model, ...(definition && { definition }), picture, backend, seed: SEED, ...weights }, job),
    );
    const wanted = layers.filter(({ name }) => job.layerNames?.includes(name) ?? true);
    return { summary, layers, results, pictures: await writePictures(client, wanted, job.outputFolder) };
  } catch (error) {
    throw error instanceof RunnerError ? (wrongName ?? new InputError(explainFailure(error))) : error;
  } finally {
    client.kill();
    await client.closed;
  }
}

function chooseLibrary(request: RunRequest, { runnerFile, libraryFolders }: Job): Promise<RunRequest> {
  const placesOf = (backend: NativeBackend): LibraryPlaces => {
    const folder = libraryFolders[backend];
    return { namedFolder: folder && path.resolve(folder), installationFolder: undefined };
  };
  const watcher = { signal: new AbortController().signal, onTrial: () => undefined };
  return new LibraryChooser({ runnerFile }).choose(request, placesOf, watcher);
}

/** The runner's working folder is this one, but its user's code may change it: paths are made absolute. */
function requestWeights(location: string): WeightsRequest {
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(location);
  return { location: isAddress ? location : path.resolve(location), cacheFolder: findCacheFolder() };
}

/** A line at each tenth of a file, or every 10 MB where its size is not known. */
function reportDownloads(terminal: Terminal): (event: Extract<RunnerEvent, { kind: 'download' }>) => void {
  let last = '';
  return (event) => {
    const { name, receivedBytes, totalBytes } = event;
    const step = Math.floor(receivedBytes / (totalBytes === undefined ? 10e6 : Math.max(1, totalBytes / 10)));
    if (`${name} ${step}` === last) return;
    last = `${name} ${step}`;
    terminal.error(`${describeDownload(event)}\n`);
  };
}

function findWrongName(layers: readonly LayerInfo[], wanted: readonly string[] = []): InputError | undefined {
  const missing = wanted.find((name) => !layers.some((layer) => layer.name === name));
  if (missing === undefined) return undefined;
  const names = [...new Set(layers.map(({ name }) => name))];
  return new InputError(`--layers ${missing}: the model has no such layer; it has ${names.join(', ')}`);
}

async function writePictures(
  client: RunnerClient,
  layers: readonly LayerInfo[],
  folder: string,
): Promise<Map<number, string>> {
  const pictures = new Map<number, string>();
  for (const layer of layers) {
    const name = namePicture(layer);
    await writeOutput(path.join(folder, name), drawMapGrid(await client.featureMaps(layer.index)));
    pictures.set(layer.index, name);
  }
  return pictures;
}

async function writeOutput(file: string, content: string | Buffer): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  } catch (error) {
    throw new InputError(`--out: cannot write ${file}: ${(error as Error).message}`);
  }
}
