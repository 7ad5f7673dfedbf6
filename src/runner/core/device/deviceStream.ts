// The way to a device that computes elsewhere: commands go out in batches, in order, and no more of them than the other end keeps up with.

import type {
  DeviceBatch,
  DeviceCommand,
  DeviceLoss,
  DeviceMethod,
  DeviceReply,
  DeviceResult,
  DeviceTensor,
  DeviceValues,
} from '../../../protocol/device';
import { RunError } from '../failure';

/** Large values go in parts of this size. */
const PART_BYTES = 4_000_000;
/** What may be on its way, in all batches together. */
const MAX_BYTES_UNDER_WAY = 16_000_000;
const MAX_BATCH_COMMANDS = 64;
/** Commands that nobody waits for go when so many milliseconds have brought no more. */
const QUIET_MILLISECONDS = 4;
/** Of a command without its values, roughly. */
const COMMAND_BYTES = 300;

type Failed = (failure: RunError) => void;

interface Waiting {
  readonly method: DeviceMethod;
  readonly resolve: (result: DeviceResult<DeviceMethod>) => void;
  readonly reject: Failed;
}

function measureBytes(command: DeviceCommand): number {
  return COMMAND_BYTES + (command.kind === 'write' ? command.values.byteLength : 0);
}

function makeSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
}

function isResultOf(method: DeviceMethod, result: DeviceResult<DeviceMethod>): boolean {
  if (method === 'measure') return 'figures' in result;
  return method === 'quantise' ? 'bytes' in result : !('figures' in result || 'bytes' in result);
}

export class DeviceStream {
  private readonly queue: DeviceCommand[] = [];
  /** Bytes of the batches that are not done, by their number. */
  private readonly underWay = new Map<number, number>();
  private readonly waiting = new Map<number, Waiting>();
  private bytesUnderWay = 0;
  private lastSequence = 0;
  private lastCall = 0;
  /** Why nothing is answered any more. */
  private loss: RunError | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (batch: DeviceBatch) => void) {}

  tell(command: Exclude<DeviceCommand, { kind: 'write' | 'ask' }>): void {
    this.put(command);
    if (this.queue.length >= MAX_BATCH_COMMANDS) this.sendWhatMay();
    else this.timer ??= setTimeout(() => this.sendWhatMay(), QUIET_MILLISECONDS);
  }

  write({ id, dtype }: Pick<DeviceTensor, 'id' | 'dtype'>, values: DeviceValues): void {
    const { length, BYTES_PER_ELEMENT } = values;
    const part = PART_BYTES / BYTES_PER_ELEMENT;
    let offset = 0;
    do {
      this.put({ kind: 'write', id, dtype, length, offset, values: values.subarray(offset, offset + part) });
      offset += part;
    } while (offset < length);
  }

  /** @throws RunError that says why the device gives no answer */
  ask<M extends DeviceMethod>(method: M, tensor: DeviceTensor): Promise<DeviceResult<M>> {
    if (this.loss) return Promise.reject(this.loss);
    const call = ++this.lastCall;
    return new Promise<DeviceResult<DeviceMethod>>((resolve, reject) => {
      this.waiting.set(call, { method, resolve, reject });
      this.put({ kind: 'ask', call, method, tensor });
      this.sendWhatMay();
    }) as Promise<DeviceResult<M>>;
  }

  take(reply: DeviceReply | DeviceLoss): void {
    if (reply.kind === 'lost') {
      this.lose(new RunError(reply.message, '', true));
      return;
    }
    if (reply.kind === 'done') {
      this.bytesUnderWay -= this.underWay.get(reply.sequence) ?? 0;
      this.underWay.delete(reply.sequence);
      this.sendWhatMay();
      return;
    }
    const waiting = this.waiting.get(reply.call);
    this.waiting.delete(reply.call);
    if (!waiting) return;
    if (reply.kind === 'failure') waiting.reject(new RunError(makeSentence(reply.message), '', true));
    else if (isResultOf(waiting.method, reply.result)) waiting.resolve(reply.result);
    else waiting.reject(refuseAnswer());
  }

  private lose(loss: RunError): void {
    this.loss = loss;
    clearTimeout(this.timer);
    this.queue.length = 0;
    for (const { reject } of this.waiting.values()) reject(loss);
    this.waiting.clear();
  }

  private put(command: DeviceCommand): void {
    if (this.loss) return;
    const last = this.queue.at(-1);
    if (command.kind === 'free' && last?.kind === 'free') {
      this.queue.splice(-1, 1, { kind: 'free', ids: [...last.ids, ...command.ids] });
    } else {
      this.queue.push(command);
    }
  }

  private sendWhatMay(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.queue.length > 0 && this.bytesUnderWay < MAX_BYTES_UNDER_WAY) {
      let bytes = 0;
      let count = 0;
      for (const command of this.queue) {
        if (count > 0 && (count >= MAX_BATCH_COMMANDS || bytes >= PART_BYTES)) break;
        bytes += measureBytes(command);
        count++;
      }
      const sequence = ++this.lastSequence;
      this.underWay.set(sequence, bytes);
      this.bytesUnderWay += bytes;
      this.send({ sequence, commands: this.queue.splice(0, count) });
    }
  }
}

export function refuseAnswer(): RunError {
  return new RunError('The page of the panel gave another answer than was asked for.', '', true);
}
