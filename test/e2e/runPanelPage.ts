// The Run Model panel in a VS Code window, as a test sees it; and the processes behind the panels.

import { execFileSync } from 'node:child_process';
import { type FrameLocator, type Locator, expect } from '@playwright/test';
import type { VSCodeServer } from '../host/vscodeServer';
import type { Workbench } from '../host/workbench';

/** Starting a process, loading TensorFlow.js and running, on a busy machine. */
export const runTimeout = { timeout: 60_000 };

export class RunPanelPage {
  /** The document of the panel in view. */
  readonly page: FrameLocator;

  constructor(workbench: Workbench) {
    this.page = workbench.webview();
  }

  get title(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  get status(): Locator {
    return this.page.getByRole('status');
  }

  get failure(): Locator {
    return this.page.locator('.failure');
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  layer(name: string): Locator {
    return this.page.getByRole('option').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  get channels(): Locator {
    return this.page.getByRole('gridcell');
  }

  async waitUntilFinished(layers: number): Promise<void> {
    await expect(this.status).toContainText(new RegExp(` ms · ${layers} layers| s · ${layers} layers`), runTimeout);
  }

  /** The status of the run before is gone when this is done. */
  async usePicture(name: string): Promise<void> {
    await this.button(name).click();
    await expect(this.page.locator('.picture-title')).toHaveText(name);
  }

  /** Small enough that all channels are in view. */
  async makeChannelsSmall(): Promise<void> {
    await this.page.getByLabel('Size of a channel').fill('32');
  }

  /** Of each channel in view, how many colours its map has, and whether it is marked as dead. */
  readChannels(): Promise<{ colours: number; isDead: boolean }[]> {
    return this.channels.evaluateAll((cells) =>
      cells.map((cell) => {
        const canvas = cell.querySelector('canvas');
        const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
        const colours = new Set(data && new Uint32Array(data.buffer)).size;
        return { colours, isDead: cell.textContent.includes('dead') };
      }),
    );
  }

  /** The first channel's map, to compare with. */
  readMap(): Promise<string> {
    return this.channels
      .first()
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  }
}

/** The command lines of the runner processes that belong to a server's extension. */
export function listRunners(server: VSCodeServer): string[] {
  const commandLines = execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' }).split('\n');
  return commandLines.filter((line) => line.includes(server.dataFolder) && line.includes('runner.js'));
}
