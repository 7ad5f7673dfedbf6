// Starts a runner process and talks to it. A process that has ended fails every call that waits for it, and says why.

import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { removeAbandonedDownloads } from './abandonedDownloads';
import { killGroup, killTree, leadsGroup } from './killTree';
import type { DeviceBatch, DeviceLoss, DeviceReply } from '../protocol/device';
import type {
  Asked,
  FromRunner,
  MethodName,
  ParameterFault,
  RunnerEvent,
  RunnerFailure,
  RunnerMethods,
  RunRequest,
  RunSummary,
  ToRunner,
} from '../protocol/runner';

export interface RunnerOptions {
  /** `dist/runner.js`, beside `dist/tfjs.js` and `dist/wasm/`. */
  readonly runnerFile: string;
  readonly onEvent?: (event: RunnerEvent) => void;
  /** What the graphics card of a panel is to compute; `takeDeviceReply` gives the answers. */
  readonly onDeviceBatch?: (batch: DeviceBatch) => void;
  /** The Node that runs it; by default the one this runs in, also where that is Electron. */
  readonly execPath?: string;
  /** The user's code must have been loaded, and its function called, within this time. */
  readonly loadTimeoutMilliseconds?: number;
  /** A native library must have been loaded within this time. */
  readonly libraryTimeoutMilliseconds?: number;
}

/** A call of the runner failed; the message is for the user, the detail for the output channel. */
export class RunnerError extends Error implements RunnerFailure {
  override readonly name = 'RunnerError';

  constructor(
    message: string,
    readonly detail = '',
    /** The host stopped the runner: nothing went wrong. */
    readonly isCancelled = false,
    /** The device that computes is at fault: on another one the same may succeed. */
    readonly isOfDevice = false,
    /** The values that the model's function was given are at fault: with others it may succeed. */
    readonly parameters?: ParameterFault,
  ) {
    super(message);
  }
}

const DEFAULT_LOAD_TIMEOUT_MILLISECONDS = 30_000;
/** Kernels may have to be compiled for the graphics card first. */
const DEFAULT_LIBRARY_TIMEOUT_MILLISECONDS = 180_000;
/** The end of the runner's error output is kept, to tell why it ended. */
const KEPT_ERROR_OUTPUT_CHARACTERS = 8_000;
/** What more the user's code prints is dropped. */
const MAX_OUTPUT_CHARACTERS = 1_000_000;
/** How long output may trail behind the end of the process; a process the user's code started may hold the pipe for ever. */
const TRAILING_OUTPUT_MILLISECONDS = 500;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: RunnerError) => void;
}

/** Without what VS Code, its debugger and Electron put there for themselves; Electron is told to be Node. */
function makeEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_CHANNEL_|NODE_UNIQUE_ID$)/.test(name),
  );
  const isElectron = process.versions.electron !== undefined;
  return { ...Object.fromEntries(kept), ...(isElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {}) };
}

export class RunnerClient {
  /** Resolves when the process has ended. */
  readonly closed: Promise<void>;
  readonly loadLibrary = this.asker('loadLibrary');
  readonly featureMaps = this.asker('featureMaps');
  readonly channelValues = this.asker('channelValues');
  readonly activation = this.asker('activation');
  readonly visualise = this.asker('visualise');
  readonly experiment = this.asker('experiment');
  readonly filters = this.asker('filters');
  readonly studyChannels = this.asker('studyChannels');
  readonly endInquiry = this.asker('endInquiry');
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private file = '';
  private cacheFolder: string | undefined;
  private libraryName: string | undefined;
  private outputLength = 0;
  private errorOutput = '';
  private loadTimer: NodeJS.Timeout | undefined;
  /** Why the process is being stopped, or has ended. */
  private end: RunnerError | undefined;

  constructor(private readonly options: RunnerOptions) {
    this.child = fork(options.runnerFile, [String(process.pid)], {
      ...leadsGroup,
      execPath: options.execPath ?? process.execPath,
      execArgv: [],
      env: makeEnvironment(),
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child.on('message', (message) => this.receive(message as FromRunner));
    this.forwardOutput('stdout');
    this.forwardOutput('stderr');
    this.closed = new Promise((resolve) => {
      const finish = (error: RunnerError): void => {
        this.fail(error);
        void this.cleanUp().then(resolve);
      };
      this.child.once('error', (error) => finish(new RunnerError(`The runner did not start: ${error.message}`)));
      this.child.once('exit', (code, signal) => {
        killGroup(this.child);
        const explain = (): void => finish(this.explainExit(code, signal));
        const timer = setTimeout(explain, TRAILING_OUTPUT_MILLISECONDS);
        this.child.once('close', () => {
          clearTimeout(timer);
          explain();
        });
      });
    });
  }

  /** The process's number; undefined when it did not start. */
  get processId(): number | undefined {
    return this.child.pid;
  }

  run(request: RunRequest): Promise<RunSummary> {
    this.file = request.model.file;
    this.cacheFolder = request.weights?.cacheFolder;
    this.libraryName = request.library?.packageName;
    return this.asker('run')(request);
  }

  takeDeviceReply(device: DeviceReply | DeviceLoss): void {
    if (this.end !== undefined) return;
    // a process that cannot be reached has ended, or a call finds it out
    this.child.send({ device } satisfies ToRunner, () => undefined);
  }

  /** Stops the process at once, whatever it does; calls that wait fail with `isCancelled`. */
  kill(): void {
    this.stop(new RunnerError('The run was cancelled.', '', true));
  }

  private asker<M extends MethodName>(method: M): Asked<RunnerMethods>[M] {
    const ask = (argument?: unknown): Promise<unknown> => this.call(method, argument);
    return ask as Asked<RunnerMethods>[M];
  }

  private call(method: MethodName, argument: unknown): Promise<unknown> {
    if (this.end !== undefined) return Promise.reject(this.end);
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      const message = { id, method, argument } as ToRunner;
      this.child.send(message, (error) => {
        if (error !== null) this.stop(new RunnerError(`The runner cannot be reached: ${error.message}`));
      });
    });
  }

  private receive(message: FromRunner): void {
    if ('event' in message) {
      this.watchLoading(message.event);
      this.options.onEvent?.(message.event);
      return;
    }
    if ('device' in message) {
      this.options.onDeviceBatch?.(message.device);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    clearTimeout(this.loadTimer);
    if ('result' in message) {
      waiting?.resolve(message.result);
      return;
    }
    const { message: text, detail, isOfDevice, parameters } = message.failure;
    waiting?.reject(new RunnerError(text, detail, false, isOfDevice, parameters));
  }

  private watchLoading(event: RunnerEvent): void {
    if (event.kind !== 'stage') return;
    clearTimeout(this.loadTimer);
    const { loadTimeoutMilliseconds, libraryTimeoutMilliseconds } = this.options;
    if (event.stage === 'loading') {
      this.limitTime(loadTimeoutMilliseconds ?? DEFAULT_LOAD_TIMEOUT_MILLISECONDS, (seconds) => {
        const name = path.basename(this.file);
        return `${name} was still running after ${seconds} s and was stopped: does its code wait or loop for ever when it is loaded?`;
      });
    }
    if (event.stage === 'library') {
      this.limitTime(libraryTimeoutMilliseconds ?? DEFAULT_LIBRARY_TIMEOUT_MILLISECONDS, (seconds) => {
        return `The native library did not start within ${seconds} s.`;
      });
    }
  }

  private limitTime(milliseconds: number, describe: (seconds: number) => string): void {
    this.loadTimer = setTimeout(() => {
      this.stop(new RunnerError(describe(milliseconds / 1000), this.errorOutput));
    }, milliseconds);
  }

  private forwardOutput(stream: 'stdout' | 'stderr'): void {
    this.child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      if (stream === 'stderr') this.errorOutput = (this.errorOutput + text).slice(-KEPT_ERROR_OUTPUT_CHARACTERS);
      const left = MAX_OUTPUT_CHARACTERS - this.outputLength;
      this.outputLength += text.length;
      if (left <= 0) return;
      const shown = text.length <= left ? text : `${text.slice(0, left)}\n(The rest of the output is left out.)\n`;
      this.options.onEvent?.({ kind: 'output', stream, text: shown });
    });
  }

  private stop(reason: RunnerError): void {
    this.fail(reason);
    killTree(this.child);
  }

  private fail(reason: RunnerError): void {
    this.end ??= reason;
    clearTimeout(this.loadTimer);
    for (const { reject } of this.waiting.values()) reject(this.end);
    this.waiting.clear();
  }

  /** A process that was killed while it downloaded leaves a temporary file behind. */
  private async cleanUp(): Promise<void> {
    if (this.cacheFolder !== undefined) await removeAbandonedDownloads(this.cacheFolder);
  }

  private explainExit(code: number | null, signal: NodeJS.Signals | null): RunnerError {
    const isOutOfMemory = /heap out of memory|Cannot enlarge memory|bad_alloc/i.test(this.errorOutput);
    if (isOutOfMemory)
      return new RunnerError('The runner ran out of memory: the model is too large for it.', this.errorOutput);
    if (signal !== null) {
      const hint = signal === 'SIGKILL' ? '; the system does so when memory runs out' : '';
      const advice =
        this.libraryName === undefined ? '' : ` It ran on ${this.libraryName}: choose the backend wasm to do without.`;
      return new RunnerError(`The runner was killed by ${signal}${hint}.${advice}`, this.errorOutput);
    }
    return new RunnerError(`The runner ended by itself with exit code ${code}.`, this.errorOutput);
  }
}
