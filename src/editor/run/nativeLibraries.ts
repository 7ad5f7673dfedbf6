// Native libraries in VS Code: where the settings say they are, and the commands that install them.

import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { LibraryPackage, NativeBackend } from '../../protocol/library';
import type { RunRequest } from '../../protocol/runner';
import { LibraryChooser, type TrialWatcher } from '../../runner/library/chooseLibrary';
import { InstallError, installLibrary, listPackagesFor } from '../../runner/library/installLibrary';
import type { LibraryPlaces } from '../../runner/library/findLibraries';
import { tryLibrary, type TrialOptions } from '../../runner/library/tryLibrary';

const DESCRIPTIONS: Readonly<Record<LibraryPackage, string>> = {
  '@tensorflow/tfjs-node-gpu': 'For an NVIDIA GPU. Needs CUDA 11.2 and cuDNN 8.1 on this machine.',
  '@tensorflow/tfjs-node': 'For the CPU.',
  webgpu: 'For a GPU of any make, where VS Code runs in Node.js (VS Code Server), and for the command line.',
};

const DOWNLOAD_SIZES: Readonly<Record<NativeBackend, string>> = { tensorflow: 'several hundred MB', webgpu: '50 MB' };

export class NativeLibraries implements vscode.Disposable {
  private readonly trialOptions: TrialOptions;
  private readonly chooser: LibraryChooser;
  private installation: AbortController | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.trialOptions = { runnerFile: path.join(context.extensionPath, 'dist', 'runner.js') };
    this.chooser = new LibraryChooser(this.trialOptions);
  }

  /** See `LibraryChooser.choose`. */
  readonly choose = (
    request: RunRequest,
    watcher: TrialWatcher,
    backends?: readonly NativeBackend[],
  ): Promise<RunRequest> =>
    this.chooser.choose(request, (backend) => this.readPlaces(backend, request.model.file), watcher, backends);

  /** Installs a package that the user picks, and says whether it uses a GPU. */
  async install(backend: NativeBackend): Promise<void> {
    if (this.installation) {
      void vscode.window.showInformationMessage(vscode.l10n.t('A library is being installed already.'));
      return;
    }
    const packageName = await pickPackage(backend);
    if (packageName === undefined) return;
    const installation = new AbortController();
    this.installation = installation;
    try {
      await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: vscode.l10n.t('Installing {0}', packageName),
          cancellable: true,
        },
        async (progress, token) => {
          token.onCancellationRequested(() => installation.abort());
          await this.installAndTry(packageName, this.installationFolderOf(backend), installation.signal, (message) =>
            progress.report({ message }),
          );
        },
      );
    } finally {
      this.installation = undefined;
    }
  }

  dispose(): void {
    this.installation?.abort();
  }

  private async installAndTry(
    packageName: LibraryPackage,
    installationFolder: string,
    signal: AbortSignal,
    report: (line: string) => void,
  ): Promise<void> {
    try {
      const isInstalled = await installLibrary({
        packageName,
        folder: installationFolder,
        signal,
        onLine: (line) => {
          this.log.appendLine(line);
          report(line);
        },
      });
      if (!isInstalled) return;
      report(vscode.l10n.t('Trying it…'));
      const folder = path.join(installationFolder, 'node_modules', packageName);
      const trial = await tryLibrary(this.trialOptions, { packageName, folder }, signal);
      if ('failure' in trial) {
        this.showFailure(vscode.l10n.t('{0} is installed, but does not work. {1}', packageName, trial.failure));
      } else if (trial.isUsingGpu) {
        const name = trial.library.deviceName ?? 'GPU';
        void vscode.window.showInformationMessage(
          vscode.l10n.t('{0} is installed and computes on the GPU ({1}).', packageName, name),
        );
      } else {
        const why = packageName === '@tensorflow/tfjs-node' ? '' : `, ${vscode.l10n.t('because {0}', trial.whyNoGpu)}`;
        void vscode.window.showInformationMessage(
          vscode.l10n.t(
            '{0} is installed and computes on the CPU{1}. The setting {2} chooses it.',
            packageName,
            why,
            'convlens.run.backend',
          ),
        );
      }
    } catch (error) {
      if (signal.aborted) return;
      this.showFailure(error instanceof InstallError ? error.message : String(error));
    }
  }

  private showFailure(message: string): void {
    this.log.error(message);
    const showLog = vscode.l10n.t('Show Log');
    void vscode.window.showErrorMessage(message, showLog).then((choice) => {
      if (choice === showLog) this.log.show();
    });
  }

  private installationFolderOf(backend: NativeBackend): string {
    return vscode.Uri.joinPath(this.context.globalStorageUri, backend).fsPath;
  }

  private readPlaces(backend: NativeBackend, modelFile: string): LibraryPlaces {
    const uri = vscode.Uri.file(modelFile);
    const named = vscode.workspace.getConfiguration('convlens.run', uri).get<string>(`${backend}Folder`, '').trim();
    const base = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? os.homedir();
    return {
      namedFolder: named === '' ? undefined : path.resolve(base, named.replace(/^~(?=$|[\\/])/, os.homedir())),
      installationFolder: this.installationFolderOf(backend),
    };
  }
}

async function pickPackage(backend: NativeBackend): Promise<LibraryPackage | undefined> {
  const packages = listPackagesFor(backend, process.platform, process.arch);
  if (packages.length === 0) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('There is no such library for this machine ({0}).', `${process.platform}-${process.arch}`),
    );
    return undefined;
  }
  const items = packages.map((label) => ({ label, detail: DESCRIPTIONS[label] }));
  const placeHolder = vscode.l10n.t('Downloads {0} with npm, into the storage of ConvLens.', DOWNLOAD_SIZES[backend]);
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.label;
}
