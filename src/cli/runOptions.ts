// The options of `convlens run`.

import type { BackendChoice } from '../protocol/runner';

export const RUN_USAGE =
  'usage: convlens run FILE|NETWORK [--model NAME] [--image PNG|JPEG] [--backend auto|tensorflow|webgpu|wasm|cpu] [--set NAME=VALUE]... [--layers a,b] [--out DIR] [--json]';

/** The command line is wrong; the message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface RunOptions {
  /** A file, or the id of a classic network. */
  readonly target: string;
  readonly modelName: string | undefined;
  readonly image: string | undefined;
  readonly backend: BackendChoice;
  readonly layerNames: readonly string[] | undefined;
  readonly outputFolder: string;
  readonly isJson: boolean;
  /** Values of the function's parameters by name. */
  readonly values: Readonly<Record<string, unknown>>;
}

const DEFAULT_OUTPUT_FOLDER = 'convlens-run';
const backends: readonly string[] = ['auto', 'tensorflow', 'webgpu', 'wasm', 'cpu'] satisfies BackendChoice[];
const optionsWithValue = ['--model', '--image', '--backend', '--weights', '--layers', '--out', '--set'];

function isBackend(text: string): text is BackendChoice {
  return backends.includes(text);
}

/** Numbers, true, false, arrays and the like as in JSON; anything else is text. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function parseAssignment(text: string): readonly [string, unknown] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new UsageError(`--set takes NAME=VALUE, not "${text}".`);
  return [name, parseValue(value)];
}

/** @throws UsageError */
export function parseRunOptions(args: readonly string[]): RunOptions {
  const targets: string[] = [];
  const values = new Map<string, string[]>();
  let isJson = false;
  for (let i = 0; i < args.length; i++) {
    const [name, attached] = splitOption(args[i] ?? '');
    if (name === '--json') {
      isJson = true;
    } else if (optionsWithValue.includes(name)) {
      const value = attached ?? args[++i];
      if (value === undefined) throw new UsageError(`${name} needs a value. ${RUN_USAGE}`);
      values.set(name, [...(values.get(name) ?? []), value]);
    } else if (name.startsWith('-')) {
      throw new UsageError(`There is no option ${name}. ${RUN_USAGE}`);
    } else {
      targets.push(name);
    }
  }
  const [target, second] = targets;
  if (target === undefined) throw new UsageError(`A file or network is missing. ${RUN_USAGE}`);
  if (second !== undefined)
    throw new UsageError(`Only one file or network can be run, and "${second}" is a second one.`);
  const backend = values.get('--backend')?.at(-1) ?? 'auto';
  if (!isBackend(backend))
    throw new UsageError(`There is no backend "${backend}": choose one of ${backends.join(', ')}.`);
  if (values.has('--weights'))
    throw new UsageError('--weights is not supported yet: the model runs with seeded random weights.');
  return {
    target,
    modelName: values.get('--model')?.at(-1),
    image: values.get('--image')?.at(-1),
    backend,
    layerNames: values.get('--layers')?.flatMap((list) => list.split(',')),
    outputFolder: values.get('--out')?.at(-1) ?? DEFAULT_OUTPUT_FOLDER,
    isJson,
    values: Object.fromEntries((values.get('--set') ?? []).map(parseAssignment)),
  };
}

/** `--name=value` is the same as `--name value`. */
function splitOption(text: string): readonly [string, string?] {
  const [, name, value] = /^(--[\w-]+)=(.*)$/s.exec(text) ?? [];
  return name === undefined ? [text] : [name, value];
}
