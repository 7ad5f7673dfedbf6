// `convlens <command> …`: finds the command, prints help and errors, gives the exit code.

import { InputError } from './inputError';
import type { Installation } from './installation';

/** Where a command writes; lines end in a line break. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
}

/** Gets the arguments behind the command's name; resolves to the exit code. */
export type Command = (args: readonly string[], terminal: Terminal, installation: Installation) => Promise<number>;

const HELP = `convlens: what a TensorFlow.js network becomes, without running it; and what its layers see, by running it.

  convlens summary FILE|NETWORK [--model NAME] [--set NAME=VALUE]... [--rule RULE]... [--json]
      Layers, output shapes, parameters, multiply-adds, receptive fields, findings; --rule asks a rule that is off by default.
  convlens check [FILE|NETWORK|FOLDER]... [--max-params 5M] [--max-macs 1G] [--min-rf 224] [--max-memory 64MB]
               [--severity error|warning|info|hint] [--config FILE] [--set NAME=VALUE]...
               [--format text|json|sarif|github | --json | --sarif | --github]
      Findings and budgets of all models in the files; of the working directory, if nothing is named. Severities, budgets and
      file patterns come from convlens.config.json, here or above. Fails when a limit is exceeded, and at findings of the
      severity or above.
  convlens run FILE|NETWORK [--model NAME] [--image PNG|JPEG] [--backend auto|tensorflow|webgpu|wasm|cpu]
               [--tensorflow-folder DIR] [--webgpu-folder DIR] [--weights FILE|ADDRESS[#sha256=…]] [--set NAME=VALUE]...
               [--layers a,b] [--out DIR] [--json]
      Runs the model on a picture; writes one picture per layer, and times and values as JSON. Weights are random, or those of a
      safetensors file or of the model.json of a tfjs layers model, from disk or http(s). --tensorflow-folder (or
      CONVLENS_TENSORFLOW_FOLDER) names where @tensorflow/tfjs-node-gpu or @tensorflow/tfjs-node is installed, --webgpu-folder
      (or CONVLENS_WEBGPU_FOLDER) where the npm package webgpu is.
  convlens compare A B [MORE]... [--json]
      Models side by side; each is a FILE, FILE#MODEL where a file has several, or a NETWORK.
  convlens networks [--json]
      The classic networks that come with ConvLens; their ids can stand for a file.
  convlens --help | --version

FILE is TypeScript or JavaScript. --set gives a value to a parameter of the function that builds the model, or to a member of one:
--set classes=10 --set options.size=[64,64]; values are JSON or words.
--model is a model's name, or the function that makes it.
Exit codes: 0 done; 1 the check fails; 2 bad input, including a file that cannot be run: one line on stderr says what is wrong.
`;

/** Commands are loaded when they are called: `networks` needs no runner. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  summary: async () => (await import('./summary')).summary,
  check: async () => (await import('./check')).check,
  compare: async () => (await import('./compare')).compare,
  networks: async () => (await import('./networks')).networks,
  run: async () => (await import('./run')).run,
};

export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  installation: Installation,
): Promise<number> {
  const [name, ...rest] = args;
  try {
    if (name === undefined) throw new InputError('no command given; convlens --help shows what there is');
    if (name === '--help' || name === '-h' || name === 'help' || rest.includes('--help')) {
      terminal.out(HELP);
      return 0;
    }
    if (name === '--version' || name === '-v') {
      terminal.out(`${installation.version}\n`);
      return 0;
    }
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!load) {
      const what = name.startsWith('-') ? 'option' : 'command';
      throw new InputError(`there is no ${what} ${name}; convlens --help shows what there is`);
    }
    const command = await load();
    return await command(rest, terminal, installation);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    terminal.error(`convlens: ${error.message.replace(/\s+/g, ' ')}\n`);
    return 2;
  }
}
