// The graphics card of a panel's page, as the extension sees it: sessions are opened on it, and what goes between a runner and the
// page passes through. A page that is gone, or gives no sign of life, fails what waits for it.

import type {
  DeviceBatch,
  DeviceFromPage,
  DeviceLoss,
  DeviceOpening,
  DeviceReply,
  DeviceToPage,
} from '../../protocol/device';
import { asPlain } from './plainArrays';

/** The page must be there, and have its device open, within this time. */
const OPEN_MILLISECONDS = 30_000;
/** A page that computes is asked this often whether it is alive. */
const PING_MILLISECONDS = 5_000;
const SILENT_MILLISECONDS = 30_000;

export interface PanelDeviceHost {
  post(message: DeviceToPage): void;
  /** Address of dist/device.js, for the page. */
  readonly script: string;
  /** Other times than the usual ones, for tests. */
  readonly pingMilliseconds?: number;
  readonly silentMilliseconds?: number;
  readonly openMilliseconds?: number;
}

/** What a runner's session has of the page's device. */
export interface DeviceConnection {
  /** @param isSoftwareAllowed whether a processor may imitate a graphics card */
  open(isSoftwareAllowed: boolean): Promise<DeviceOpening>;
  send(batch: DeviceBatch): void;
  close(): void;
}

type Reply = DeviceReply | DeviceLoss;

class Session {
  private opening: { readonly isSoftwareAllowed: boolean; settle(opening: DeviceOpening): void } | undefined;
  private isOpen = false;
  /** Batches that are not done. */
  private readonly underWay = new Set<number>();
  private timer: NodeJS.Timeout | undefined;
  private lastSign = 0;

  constructor(
    private readonly id: number,
    private readonly host: PanelDeviceHost,
    private readonly onReply: (reply: Reply) => void,
    private readonly onClose: () => void,
  ) {}

  /** Call `askToOpen` when there is a page. */
  open(isSoftwareAllowed: boolean): Promise<DeviceOpening> {
    return new Promise((resolve) => {
      const { openMilliseconds = OPEN_MILLISECONDS } = this.host;
      const settle = (opening: DeviceOpening): void => {
        clearTimeout(timer);
        this.opening = undefined;
        this.isOpen = 'backend' in opening;
        resolve(opening);
      };
      const refusal = `The page of the panel gave no answer within ${openMilliseconds / 1000} s.`;
      const timer = setTimeout(() => settle({ refusal }), openMilliseconds);
      this.opening = { isSoftwareAllowed, settle };
    });
  }

  askToOpen(): void {
    if (!this.opening) return;
    const { isSoftwareAllowed } = this.opening;
    this.host.post({ kind: 'openDevice', session: this.id, script: this.host.script, isSoftwareAllowed });
  }

  meetNewPage(): void {
    if (this.opening) this.askToOpen();
    else this.lose('The page of the panel was loaded again, and what it had computed is gone. Run the model again.');
  }

  send(batch: DeviceBatch): void {
    if (!this.isOpen) return;
    if (this.underWay.size === 0) this.watch();
    this.underWay.add(batch.sequence);
    const commands = batch.commands.map((command) => {
      return command.kind === 'write' ? { ...command, values: asPlain(command.values) } : command;
    });
    this.host.post({ kind: 'deviceBatch', session: this.id, batch: { ...batch, commands } });
  }

  take(message: DeviceFromPage): void {
    this.lastSign = Date.now();
    if (message.kind === 'deviceOpened') {
      this.opening?.settle(message.opening);
    } else if (message.kind === 'deviceReply' && this.isOpen) {
      if (message.reply.kind === 'done') this.underWay.delete(message.reply.sequence);
      if (this.underWay.size === 0) clearInterval(this.timer);
      this.onReply(message.reply);
    }
  }

  private lose(message: string): void {
    clearInterval(this.timer);
    if (!this.isOpen) return;
    this.isOpen = false;
    this.onReply({ kind: 'lost', message });
  }

  close(): void {
    clearInterval(this.timer);
    this.opening?.settle({ refusal: 'The run was cancelled.' });
    if (this.isOpen) this.host.post({ kind: 'closeDevice', session: this.id });
    this.isOpen = false;
    this.onClose();
  }

  private watch(): void {
    const { pingMilliseconds = PING_MILLISECONDS, silentMilliseconds = SILENT_MILLISECONDS } = this.host;
    this.lastSign = Date.now();
    clearInterval(this.timer);
    this.timer = setInterval(() => {
      if (Date.now() - this.lastSign < silentMilliseconds) {
        this.host.post({ kind: 'pingDevice', session: this.id });
        return;
      }
      this.lose(`The page of the panel gave no sign of life for ${silentMilliseconds / 1000} s. Run the model again.`);
    }, pingMilliseconds);
  }
}

export class PanelDevice {
  private readonly sessions = new Map<number, Session>();
  private lastSession = 0;
  /** A page that is asked before it listens does not hear it. */
  private hasPage = false;

  constructor(private readonly host: PanelDeviceHost) {}

  connect(onReply: (reply: Reply) => void): DeviceConnection {
    const id = ++this.lastSession;
    const session = new Session(id, this.host, onReply, () => this.sessions.delete(id));
    this.sessions.set(id, session);
    return {
      open: (isSoftwareAllowed) => {
        const opening = session.open(isSoftwareAllowed);
        if (this.hasPage) session.askToOpen();
        return opening;
      },
      send: (batch) => session.send(batch),
      close: () => session.close(),
    };
  }

  take(message: DeviceFromPage): void {
    this.sessions.get(message.session)?.take(message);
  }

  /** The page was loaded: it is the first one, or knows nothing of what the one before computed. */
  takeNewPage(): void {
    this.hasPage = true;
    for (const session of this.sessions.values()) session.meetNewPage();
  }

  dispose(): void {
    for (const session of [...this.sessions.values()]) session.close();
  }
}
