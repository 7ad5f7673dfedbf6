// The sessions of a page's device: each runner has its own tensors; they share the graphics card and take turns on it.

import type { DeviceBatch, DeviceFromPage, DeviceOpening, DeviceToPage } from '../../protocol/device';
import { describeThrown } from '../core/failure';
import type { TensorFlow } from '../core/tensorFlow';
import { CommandExecutor } from './commandExecutor';
import type { OpenedDevice } from './openDevice';

export interface SessionsHost {
  readonly tf: TensorFlow;
  open(isSoftwareAllowed: boolean): Promise<OpenedDevice | readonly string[]>;
  post(message: DeviceFromPage): void;
}

export class DeviceSessions {
  private readonly executors = new Map<number, CommandExecutor>();
  /** Kept for the next session: the shaders of a network take longer to compile than it takes to run. */
  private opened: OpenedDevice | undefined;
  /** What is under way; what comes next waits for it. */
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly host: SessionsHost) {}

  take(message: DeviceToPage): void {
    const { session } = message;
    switch (message.kind) {
      case 'pingDevice':
        this.host.post({ kind: 'deviceAlive', session });
        break;
      case 'openDevice':
        this.inTurn(() => this.open(session, message.isSoftwareAllowed));
        break;
      case 'deviceBatch':
        this.inTurn(() => this.execute(session, message.batch));
        break;
      case 'closeDevice':
        this.inTurn(() => this.close(session));
        break;
    }
  }

  private inTurn(act: () => Promise<void>): void {
    this.turn = this.turn.then(act, act);
  }

  private async open(session: number, isSoftwareAllowed: boolean): Promise<void> {
    const opened = await this.reopen(isSoftwareAllowed).catch((thrown: unknown) => [describeThrown(thrown)]);
    const opening: DeviceOpening =
      'device' in opened ? opened.description : { refusal: opened.join(' ') || 'The panel finds no graphics card.' };
    if ('device' in opened) {
      const executor = new CommandExecutor(this.host.tf, opened.device, (reply) => {
        if (this.executors.has(session)) this.host.post({ kind: 'deviceReply', session, reply });
      });
      this.executors.set(session, executor);
    }
    this.host.post({ kind: 'deviceOpened', session, opening });
  }

  private async reopen(isSoftwareAllowed: boolean): Promise<OpenedDevice | readonly string[]> {
    const { opened } = this;
    const isAllowed = opened && (isSoftwareAllowed || !opened.description.isSoftware);
    if (isAllowed && (await isWorking(opened))) return opened;
    const found = await this.host.open(isSoftwareAllowed);
    this.opened = 'device' in found ? found : undefined;
    return found;
  }

  private async execute(session: number, { sequence, commands }: DeviceBatch): Promise<void> {
    const executor = this.executors.get(session);
    if (!executor) return;
    await executor.execute(commands);
    this.host.post({ kind: 'deviceReply', session, reply: { kind: 'done', sequence } });
  }

  private close(session: number): Promise<void> {
    this.executors.get(session)?.freeAll();
    this.executors.delete(session);
    return Promise.resolve();
  }
}

async function isWorking({ device }: OpenedDevice): Promise<boolean> {
  return device.finish().then(
    () => true,
    () => false,
  );
}
