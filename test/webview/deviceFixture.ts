// The graphics card of the panel's page, which the processor imitates, and a runner's side of it in the test's own process.

import fs from 'node:fs';
import path from 'node:path';
import { expect, test as base } from '@playwright/test';
import * as tf from '@tensorflow/tfjs';
import type { Browser, Page } from 'playwright-core';
import { renderPage } from '../../src/editor/pageHtml';
import type { DeviceFromPage, DeviceOpening, DeviceToPage } from '../../src/protocol/device';
import { parsePageMessage } from '../../src/protocol/panel';
import { registerDeviceBackend } from '../../src/runner/core/device/deviceKernels';
import { DeviceMeter } from '../../src/runner/core/device/deviceMeter';
import { DeviceStream } from '../../src/runner/core/device/deviceStream';
import { launchBrowser } from '../host/browser';
import { projectFolder } from '../host/folders';
import type { TestDevice } from '../runner/core/device/deviceRun';

/** WebGPU is for pages of safe origin only, as those of VS Code are. */
const ADDRESS = 'https://panel.test';
const NAME = 'panel';

const arrays = { Float32Array, Float64Array, Int32Array, Uint8Array, Uint32Array };

type ArrayName = keyof typeof arrays;

/** Typed arrays as text; a message of VS Code carries them as such. */
function pack(message: unknown): string {
  return JSON.stringify(message, (_, value: unknown) =>
    ArrayBuffer.isView(value)
      ? {
          packed: value.constructor.name,
          base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'),
        }
      : value,
  );
}

function unpack(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('packed' in value) || !('base64' in value)) return value;
    const bytes = Uint8Array.from(Buffer.from(String(value.base64), 'base64'));
    return new arrays[value.packed as ArrayName](bytes.buffer);
  });
}

export class PageDevice implements TestDevice {
  /** Broken rules of the content security policy, and errors of the script. */
  readonly problems: string[] = [];
  /** How long the messages are in all, and how many. */
  readonly sent = { batches: 0, characters: 0 };
  readonly stream: DeviceStream;
  readonly meter: DeviceMeter;
  private readonly openings: ((opening: DeviceOpening) => void)[] = [];

  constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
    page.on('pageerror', (error) => this.problems.push(error.message));
    this.stream = new DeviceStream((batch) => this.post({ kind: 'deviceBatch', session: 1, batch }));
    this.meter = new DeviceMeter(registerDeviceBackend(tf, NAME, this.stream));
  }

  /** Loads the page, with nothing in it that computes. */
  async load(): Promise<void> {
    const html = renderPage({ script: `${ADDRESS}/webview.js`, style: `${ADDRESS}/webview.css`, source: ADDRESS }, 'n');
    await this.page.route(`${ADDRESS}/**`, async (route) => {
      const name = path.basename(new URL(route.request().url()).pathname);
      const file = path.join(projectFolder, 'dist', name);
      if (name === '') await route.fulfill({ contentType: 'text/html', body: html });
      else if (/^\w+\.(js|css)$/.test(name))
        await route.fulfill({ body: fs.readFileSync(file), contentType: contentTypeOf(name) });
      else await route.fulfill({ status: 204 });
    });
    await this.page.exposeFunction('tellTest', (text: string) => this.take(text));
    await this.page.addInitScript(standInForVSCode);
    await this.page.goto(`${ADDRESS}/`);
  }

  open(isSoftwareAllowed = true): Promise<DeviceOpening> {
    return new Promise((resolve) => {
      this.openings.push(resolve);
      this.post({ kind: 'openDevice', session: 1, script: `${ADDRESS}/device.js`, isSoftwareAllowed });
    });
  }

  /** Makes it the backend that TensorFlow.js has in the test's process. */
  async use(): Promise<void> {
    await tf.setBackend(NAME);
  }

  private post(message: DeviceToPage): void {
    const text = pack(message);
    if (message.kind === 'deviceBatch') {
      this.sent.batches++;
      this.sent.characters += text.length;
    }
    // a page that is closed hears nothing
    void this.page.evaluate(receive, text).catch(() => undefined);
  }

  private take(text: string): void {
    const message = parsePageMessage(unpack(text)) as DeviceFromPage | undefined;
    if (message?.kind === 'deviceOpened') this.openings.shift()?.(message.opening);
    if (message?.kind === 'deviceReply') this.stream.take(message.reply);
  }
}

function contentTypeOf(name: string): string {
  return name.endsWith('.js') ? 'text/javascript' : 'text/css';
}

/** Runs in the page. */
function receive(text: string): void {
  const { unpackMessage } = window as unknown as { unpackMessage: (packed: string) => unknown };
  window.dispatchEvent(new MessageEvent('message', { data: unpackMessage(text) }));
}

/** Runs in the page before its script. */
function standInForVSCode(): void {
  const types = { Float32Array, Float64Array, Int32Array, Uint8Array, Uint32Array };
  const unpackMessage = (packed: string): unknown =>
    JSON.parse(packed, (_, value: unknown) => {
      if (typeof value !== 'object' || value === null || !('packed' in value) || !('base64' in value)) return value;
      const bytes = Uint8Array.from(atob(String(value.base64)), (character) => character.charCodeAt(0));
      return new types[value.packed as keyof typeof types](bytes.buffer);
    });
  const packMessage = (message: unknown): string =>
    JSON.stringify(message, (_, value: unknown) => {
      if (!ArrayBuffer.isView(value)) return value;
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      let text = '';
      for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
      return { packed: value.constructor.name, base64: btoa(text) };
    });
  const { tellTest } = window as unknown as { tellTest: (text: string) => void };
  const api = {
    postMessage: (message: unknown) => tellTest(packMessage(message)),
    getState: () => undefined,
    setState: () => undefined,
  };
  // for a test to destroy
  const devices: GPUDevice[] = [];
  if (typeof GPUAdapter !== 'undefined') {
    const { requestDevice } = GPUAdapter.prototype as { requestDevice: (this: GPUAdapter) => Promise<GPUDevice> };
    GPUAdapter.prototype.requestDevice = async function (...given) {
      const device = await requestDevice.apply(this, given as []);
      devices.push(device);
      return device;
    };
  }
  const contexts: WebGL2RenderingContext[] = [];
  const { getContext } = HTMLCanvasElement.prototype as unknown as { getContext: (this: HTMLCanvasElement) => unknown };
  Object.assign(HTMLCanvasElement.prototype, {
    getContext(this: HTMLCanvasElement, ...given: []) {
      const context = getContext.apply(this, given);
      if (context instanceof WebGL2RenderingContext) contexts.push(context);
      return context;
    },
  });
  Object.assign(window, { unpackMessage, devices, contexts, acquireVsCodeApi: () => api });
}

/** What the page may not have. */
function withoutWebGpu(): void {
  Object.defineProperty(navigator, 'gpu', { value: undefined });
}

interface Fixtures {
  readonly device: PageDevice;
  /** A page that finds no WebGPU. */
  readonly deviceWithoutWebGpu: PageDevice;
}

async function useDevice(
  browser: Browser,
  use: (device: PageDevice) => Promise<void>,
  prepare?: () => void,
): Promise<void> {
  const page = await (await browser.newContext()).newPage();
  if (prepare) await page.addInitScript(prepare);
  const device = new PageDevice(page);
  await device.load();
  await use(device);
  expect(device.problems).toEqual([]);
  await page.context().close();
}

export const test = base.extend<Fixtures, { softwareBrowser: Browser }>({
  softwareBrowser: [
    async ({ playwright: _ }, use) => {
      const browser = await launchBrowser('software');
      await use(browser);
      await browser.close();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  device: async ({ softwareBrowser }, use) => useDevice(softwareBrowser, use),
  deviceWithoutWebGpu: async ({ softwareBrowser }, use) => useDevice(softwareBrowser, use, withoutWebGpu),
});

export { expect };
