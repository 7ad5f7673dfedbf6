// The page's graphics card for the extension: the script that computes is loaded when it is first wanted.

import type { DeviceFromPage, DeviceScript, DeviceToPage } from '../src/protocol/device';

type Listener = ReturnType<DeviceScript['listen']>;

declare global {
  interface Window {
    /** Of dist/device.js, once it is loaded. */
    convlensDevice?: DeviceScript;
  }
}

export class DeviceLink {
  private listener: Promise<Listener> | undefined;

  constructor(private readonly post: (message: DeviceFromPage) => void) {}

  take(message: DeviceToPage): void {
    if (message.kind === 'openDevice') this.listener ??= this.load(message.script);
    this.listener?.then(
      (listen) => listen(message),
      (error: unknown) => this.refuse(message, String(error)),
    );
  }

  private refuse({ kind, session }: DeviceToPage, refusal: string): void {
    this.listener = undefined;
    if (kind === 'openDevice') this.post({ kind: 'deviceOpened', session, opening: { refusal } });
  }

  /** The page's policy lets only scripts run that have its nonce. */
  private async load(address: string): Promise<Listener> {
    const script = document.createElement('script');
    script.nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.content ?? '';
    script.src = address;
    await new Promise((resolve, reject) => {
      script.addEventListener('load', resolve, { once: true });
      script.addEventListener('error', () => reject(new Error(`${address} cannot be loaded.`)), { once: true });
      document.head.append(script);
    });
    if (!window.convlensDevice) throw new Error(`${address} does not start.`);
    return window.convlensDevice.listen(this.post);
  }
}
