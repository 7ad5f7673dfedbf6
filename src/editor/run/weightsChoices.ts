// Which weights a model runs with: random ones, a file or an address, chosen by the user and remembered for each model.

import path from 'node:path';
import * as vscode from 'vscode';
import type { ModelChoice, WeightsRequest } from '../../protocol/runner';
import { describeThrown } from '../../runner/core/failure';
import { parseLocation } from '../../runner/node/weights/location';

const MEMORY_KEY = 'convlens.weights';

type Memory = Readonly<Record<string, string>>;
type Way = 'random' | 'file' | 'address';

interface WayItem extends vscode.QuickPickItem {
  readonly way: Way;
}

function keyOf({ file, name }: ModelChoice): string {
  return `${file}\n${name}`;
}

export class WeightsChoices {
  constructor(private readonly context: Pick<vscode.ExtensionContext, 'workspaceState' | 'globalStorageUri'>) {}

  /** Undefined for random weights. */
  requestFor(model: ModelChoice): WeightsRequest | undefined {
    const location = this.memory()[keyOf(model)];
    const cacheFolder = vscode.Uri.joinPath(this.context.globalStorageUri, 'weights').fsPath;
    return location === undefined ? undefined : { location, cacheFolder };
  }

  /** In a few words, for the panel's head. */
  describe(model: ModelChoice, seed: number): string {
    const location = this.memory()[keyOf(model)];
    if (location === undefined) return vscode.l10n.t('random (seed {0})', seed);
    const { place, isRemote } = parseLocation(location);
    if (!isRemote) return path.basename(place);
    const { pathname, host } = new URL(place);
    return `${path.posix.basename(pathname)} (${host})`;
  }

  /** Asks the user; whether the choice is another one now. */
  async choose(model: ModelChoice, seed: number): Promise<boolean> {
    const before = this.memory()[keyOf(model)];
    const items: WayItem[] = [
      { way: 'random', label: vscode.l10n.t('Random'), description: vscode.l10n.t('seed {0}', seed) },
      {
        way: 'file',
        label: vscode.l10n.t('Choose File…'),
        detail: vscode.l10n.t('safetensors, or the model.json of a TensorFlow.js layers model'),
      },
      { way: 'address', label: vscode.l10n.t('From Address…'), detail: vscode.l10n.t('downloaded once and kept') },
    ];
    const placeHolder =
      before === undefined
        ? vscode.l10n.t('Weights to run with')
        : vscode.l10n.t('Weights to run with; now {0}', before);
    const picked = await vscode.window.showQuickPick(items, { placeHolder });
    if (!picked) return false;
    const location = picked.way === 'random' ? undefined : await this.askLocation(picked.way, before);
    if (location === undefined && picked.way !== 'random') return false;
    const { [keyOf(model)]: _, ...others } = this.memory();
    const memory = location === undefined ? others : { ...others, [keyOf(model)]: location };
    await this.context.workspaceState.update(MEMORY_KEY, memory);
    return location !== before;
  }

  private memory(): Memory {
    return this.context.workspaceState.get<Memory>(MEMORY_KEY, {});
  }

  private async askLocation(way: 'file' | 'address', before: string | undefined): Promise<string | undefined> {
    if (way === 'address') return askAddress(before);
    const chosen = await vscode.window.showOpenDialog({
      canSelectMany: false,
      filters: { [vscode.l10n.t('Weights')]: ['safetensors', 'json'] },
      openLabel: vscode.l10n.t('Use Weights'),
    });
    return chosen?.[0]?.fsPath;
  }
}

async function askAddress(before: string | undefined): Promise<string | undefined> {
  const address = await vscode.window.showInputBox({
    prompt: vscode.l10n.t('Address of a safetensors file or a model.json. Add #sha256=… to have the file checked.'),
    placeHolder: 'https://',
    ...(before !== undefined && /^https?:/i.test(before) ? { value: before } : {}),
    ignoreFocusOut: true,
    validateInput: (text) => findMistake(text),
  });
  return address?.trim();
}

function findMistake(text: string): string | undefined {
  if (!/^https?:\/\/./i.test(text.trim())) return vscode.l10n.t('An address begins with https:// or http://.');
  try {
    parseLocation(text);
    return undefined;
  } catch (error) {
    return describeThrown(error);
  }
}
