// A page in a plain browser: the real bundle and the real HTML with its policy, around a stand-in for VS Code.

import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { renderPage } from '../../src/editor/pageHtml';
import { projectFolder } from '../host/folders';
import { THEMES, type ThemeName } from './themes';

const ADDRESS = 'http://panel.test';

export interface Bundle {
  readonly script: string;
  readonly style: string;
}

/** What the stand-in keeps in the page, for the test to read. */
interface Recorder {
  readonly sent: unknown[];
}

declare global {
  interface Window {
    recorder: Recorder;
  }
}

/** @typeParam Told what the extension tells the page; @typeParam Sent what the page sends */
export class PageUnderTest<Told, Sent> {
  /** Broken rules of the content security policy, and errors of the script. */
  readonly problems: string[] = [];

  constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
    page.on('pageerror', (error) => this.problems.push(error.message));
  }

  async open(theme: ThemeName = 'dark'): Promise<void> {
    await this.page.addInitScript(standInForVSCode, { name: theme, variables: THEMES[theme] });
    await this.page.goto(`${ADDRESS}/`);
  }

  /** Tells the page something, as the extension would: typed arrays arrive as such. */
  async send(...messages: readonly Told[]): Promise<void> {
    for (const message of messages) {
      const packed = JSON.stringify(message, packArrays);
      await this.page.evaluate((text) => {
        const unpack = (_: string, value: unknown): unknown => {
          if (typeof value !== 'object' || value === null || !('packed' in value) || !('base64' in value)) return value;
          const bytes = Uint8Array.from(atob(String(value.base64)), (character) => character.charCodeAt(0));
          return value.packed === 'Float32Array' ? new Float32Array(bytes.buffer) : bytes;
        };
        window.dispatchEvent(new MessageEvent('message', { data: JSON.parse(text, unpack) as unknown }));
      }, packed);
    }
    // the page draws when a timer of its own ends, which was started before this one
    await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 32)));
  }

  async sent(): Promise<Sent[]> {
    return (await this.page.evaluate(() => window.recorder.sent)) as Sent[];
  }
}

function packArrays(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array || value instanceof Float32Array) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return { packed: value.constructor.name, base64: bytes.toString('base64') };
  }
  return value;
}

/** Runs in the page before its script. The state outlives a reload, as in VS Code. */
function standInForVSCode(theme: { name: string; variables: Readonly<Record<string, string>> }): void {
  const sent: unknown[] = [];
  window.recorder = { sent };
  const api = {
    postMessage: (message: unknown) => void sent.push(message),
    getState: (): unknown => JSON.parse(sessionStorage.getItem('state') ?? 'null'),
    setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
  };
  Object.assign(window, { acquireVsCodeApi: () => api });
  document.addEventListener('DOMContentLoaded', () => {
    document.body.className = `vscode-${theme.name}`;
    for (const [name, value] of Object.entries(theme.variables)) {
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    }
  });
}

/** @param entryPoint the page's main file, relative to the project */
export async function bundlePage(entryPoint: string): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: { webview: path.join(projectFolder, entryPoint) },
    outdir: projectFolder,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome120',
  });
  const textOf = (ending: string) => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  return { script: textOf('.js'), style: textOf('.css') };
}

/** Answers what the page loads. */
export async function servePage(page: Page, bundle: Bundle): Promise<void> {
  const html = renderPage({ script: `${ADDRESS}/webview.js`, style: `${ADDRESS}/webview.css`, source: ADDRESS }, 'n');
  await page.route(`${ADDRESS}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') await route.fulfill({ contentType: 'text/html', body: html });
    else if (pathname === '/webview.js') await route.fulfill({ contentType: 'text/javascript', body: bundle.script });
    else if (pathname === '/webview.css') await route.fulfill({ contentType: 'text/css', body: bundle.style });
    else if (pathname.startsWith('/samples/')) {
      const body = fs.readFileSync(path.join(projectFolder, 'media', 'samples', path.basename(pathname)));
      await route.fulfill({ contentType: 'image/png', body });
    } else await route.fulfill({ status: 204 });
  });
}
