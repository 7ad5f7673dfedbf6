// `convlens run`: runs a model on a picture; writes one picture per layer and the figures of the run.

import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BackendChoice, FeatureMaps, LayerInfo, LayerResult, ModelChoice, RunSummary } from '../protocol/runner';
import { drawMapGrid } from '../runner/mapGrid';
import { PictureError, readPicture } from '../runner/picture';
import { RunnerClient, RunnerError } from '../runner/runnerClient';
import { parseRunOptions, UsageError, type RunOptions } from './runOptions';

/** A model of a file, as the analyser finds it. */
export interface FoundModel {
  readonly name: string;
  /** Line (1-based) of the call that creates it. */
  readonly line: number;
  /** The function that makes it, when it is not made at the top level. */
  readonly factory?: string | undefined;
}

export interface TextWriter {
  write(text: string): unknown;
}

export interface RunIo {
  readonly stdout: TextWriter;
  readonly stderr: TextWriter;
}

/** What the command needs from the rest of the program. */
export interface RunHost {
  findModels(file: string): readonly FoundModel[];
  /** The file of a classic network; undefined when there is no network of that id. */
  findNetwork(id: string): string | undefined;
  /** The picture that is used when none is given. */
  readonly samplePicture: string;
  readonly runnerFile: string;
}

interface Run {
  readonly summary: RunSummary;
  readonly layers: readonly LayerInfo[];
  readonly results: readonly LayerResult[];
}

async function findFile(target: string, host: RunHost): Promise<string> {
  const network = host.findNetwork(target);
  if (network !== undefined) return network;
  const status = await stat(target).catch(() => undefined);
  if (status === undefined) throw new UsageError(`${target} is neither a file nor the id of a classic network.`);
  if (status.isDirectory()) throw new UsageError(`${target} is a folder: name the file that makes the model.`);
  return path.resolve(target);
}

function chooseModel(file: string, { modelName, values }: RunOptions, host: RunHost): ModelChoice {
  const models = host.findModels(file);
  const label = path.basename(file);
  if (models.length === 0) throw new UsageError(`${label} makes no model.`);
  const found = modelName === undefined ? models : models.filter(({ name }) => name === modelName);
  const [model] = found;
  const list = models.map(({ name, line }) => `${name} (line ${line})`).join(', ');
  if (model === undefined) throw new UsageError(`${label} has no model "${modelName}"; it has ${list}.`);
  if (found.length > 1 && modelName === undefined) {
    throw new UsageError(`${label} makes several models: choose one with --model NAME out of ${list}.`);
  }
  if (model.factory === undefined && Object.keys(values).length > 0) {
    throw new UsageError(`--set gives values to a function's parameters, and ${model.name} is not made by a function.`);
  }
  return { file, name: model.name, line: model.line, factory: model.factory, arguments: values };
}

function checkLayerNames(layers: readonly LayerInfo[], wanted: readonly string[] | undefined): void {
  const missing = wanted?.find((name) => !layers.some((layer) => layer.name === name));
  if (missing !== undefined) {
    throw new UsageError(
      `The model has no layer "${missing}"; its layers are ${layers.map(({ name }) => name).join(', ')}.`,
    );
  }
}

function findPictureName({ index, name, application }: LayerInfo): string {
  const use = application === 0 ? '' : `-use${application + 1}`;
  return `${String(index).padStart(3, '0')}-${name.replace(/[^\w.-]+/g, '_')}${use}.png`;
}

function writeReport(choice: ModelChoice, image: string, run: Run, pictures: ReadonlyMap<number, string>): string {
  const { summary, layers, results } = run;
  const shown = results.filter(({ index }) => pictures.has(index));
  const report = {
    version: 1,
    file: choice.file,
    model: choice.name,
    image,
    backend: summary.backend,
    device: summary.device,
    notes: summary.notes,
    inputShape: summary.inputShape,
    totalMilliseconds: summary.totalMilliseconds,
    layers: shown.map(({ index, shape, ...figures }) => {
      const { name, application, className, source, parameters } = layers[index] as LayerInfo;
      const place = { line: source?.line ?? null, column: source?.column ?? null };
      return {
        name,
        application,
        className,
        ...place,
        outputShape: shape,
        params: parameters,
        ...figures,
        picture: pictures.get(index),
      };
    }),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

async function runModel(
  client: RunnerClient,
  choice: ModelChoice,
  options: RunOptions,
  image: string,
  io: RunIo,
  run: Pick<Run, 'layers' | 'results'>,
): Promise<void> {
  const picture = await readPicture(image);
  const backend: BackendChoice = options.backend;
  const summary = await client.run({ model: choice, picture, backend, seed: 1 });
  checkLayerNames(run.layers, options.layerNames);
  await mkdir(options.outputFolder, { recursive: true });
  const pictures = new Map<number, string>();
  for (const layer of run.layers) {
    if (options.layerNames?.includes(layer.name) === false || run.results[layer.index] === undefined) continue;
    const maps: FeatureMaps = await client.featureMaps(layer.index);
    const name = findPictureName(layer);
    await writeFile(path.join(options.outputFolder, name), drawMapGrid(maps));
    pictures.set(layer.index, name);
  }
  const report = writeReport(choice, image, { ...run, summary }, pictures);
  await writeFile(path.join(options.outputFolder, 'run.json'), report);
  for (const note of summary.notes) io.stderr.write(`${note}\n`);
  io.stdout.write(
    options.isJson
      ? report
      : `${pictures.size} layers of ${choice.name} on ${summary.backend} (${summary.device}) in ${Math.round(summary.totalMilliseconds)} ms: ${options.outputFolder}\n`,
  );
}

/**
 * @param args what stands after `run` on the command line
 * @returns the exit code: 0, or 2 after one line on `stderr` that says what is wrong
 */
export async function runCommand(args: readonly string[], io: RunIo, host: RunHost): Promise<number> {
  let client: RunnerClient | undefined;
  try {
    const options = parseRunOptions(args);
    const file = await findFile(options.target, host);
    const choice = chooseModel(file, options, host);
    const image = options.image ?? host.samplePicture;
    const seen: { layers: readonly LayerInfo[]; results: LayerResult[] } = { layers: [], results: [] };
    client = new RunnerClient({
      runnerFile: host.runnerFile,
      onEvent: (event) => {
        if (event.kind === 'layers') seen.layers = event.layers;
        if (event.kind === 'layerDone') seen.results[event.result.index] = event.result;
        if (event.kind === 'output') io.stderr.write(event.text);
      },
    });
    await runModel(client, choice, options, image, io, seen);
    return 0;
  } catch (error) {
    const isExpected = error instanceof UsageError || error instanceof PictureError || error instanceof RunnerError;
    io.stderr.write(`convlens run: ${isExpected || error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  } finally {
    client?.kill();
    await client?.closed;
  }
}
