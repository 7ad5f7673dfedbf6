// TensorFlow's native library in VS Code: where the settings say it is, and the command that installs it.

import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { LibraryPackage } from '../protocol/library';
import type { RunRequest } from '../protocol/runner';
import { LibraryChooser, type TrialWatcher } from '../runner/library/chooseLibrary';
import { InstallError, installLibrary, listPackagesFor } from '../runner/library/installLibrary';
import type { LibraryPlaces } from '../runner/library/findLibraries';
import { tryLibrary, type TrialOptions } from '../runner/library/tryLibrary';

const DESCRIPTIONS: Readonly<Record<LibraryPackage, string>> = {
  '@tensorflow/tfjs-node-gpu': 'For an NVIDIA GPU. Needs CUDA 11.2 and cuDNN 8.1 on this machine.',
  '@tensorflow/tfjs-node': 'For the CPU.',
};

export class TensorFlowLibrary implements vscode.Disposable {
  private readonly trialOptions: TrialOptions;
  private readonly chooser: LibraryChooser;
  private readonly installationFolder: string;
  private installation: AbortController | undefined;

  constructor(
    context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.trialOptions = { runnerFile: path.join(context.extensionPath, 'dist', 'runner.js') };
    this.chooser = new LibraryChooser(this.trialOptions);
    this.installationFolder = vscode.Uri.joinPath(context.globalStorageUri, 'tensorflow').fsPath;
  }

  readonly choose = (request: RunRequest, watcher: TrialWatcher): Promise<RunRequest> =>
    this.chooser.choose(request, this.readPlaces(request.model.file), watcher);

  /** Installs a package that the user picks, and says whether it uses a GPU. */
  async install(): Promise<void> {
    if (this.installation) {
      void vscode.window.showInformationMessage(vscode.l10n.t('The TensorFlow library is being installed already.'));
      return;
    }
    const packageName = await pickPackage();
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
          await this.installAndTry(packageName, installation.signal, (message) => progress.report({ message }));
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
    signal: AbortSignal,
    report: (line: string) => void,
  ): Promise<void> {
    try {
      const isInstalled = await installLibrary({
        packageName,
        folder: this.installationFolder,
        signal,
        onLine: (line) => {
          this.log.appendLine(line);
          report(line);
        },
      });
      if (!isInstalled) return;
      report(vscode.l10n.t('Trying it…'));
      const folder = path.join(this.installationFolder, 'node_modules', packageName);
      const trial = await tryLibrary(this.trialOptions, folder, signal);
      if ('failure' in trial) {
        this.showFailure(vscode.l10n.t('{0} is installed, but does not work. {1}', packageName, trial.failure));
      } else if (trial.isUsingGpu) {
        const name = trial.library.gpuName ?? 'GPU';
        void vscode.window.showInformationMessage(
          vscode.l10n.t('TensorFlow is installed and computes on the GPU ({0}).', name),
        );
      } else {
        const why = packageName === '@tensorflow/tfjs-node' ? '' : `, ${vscode.l10n.t('because {0}', trial.whyNoGpu)}`;
        void vscode.window.showInformationMessage(
          vscode.l10n.t(
            'TensorFlow is installed and computes on the CPU{0}. The setting {1} chooses it.',
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

  private readPlaces(modelFile: string): LibraryPlaces {
    const uri = vscode.Uri.file(modelFile);
    const named = vscode.workspace.getConfiguration('convlens.run', uri).get<string>('tensorflowFolder', '').trim();
    const base = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? os.homedir();
    return {
      namedFolder: named === '' ? undefined : path.resolve(base, named.replace(/^~(?=$|[\\/])/, os.homedir())),
      installationFolder: this.installationFolder,
    };
  }
}

async function pickPackage(): Promise<LibraryPackage | undefined> {
  const packages = listPackagesFor(process.platform, process.arch);
  if (packages.length === 0) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('There is no TensorFlow library for this machine ({0}).', `${process.platform}-${process.arch}`),
    );
    return undefined;
  }
  const items = packages.map((label) => ({ label, detail: DESCRIPTIONS[label] }));
  const placeHolder = vscode.l10n.t('Downloads several hundred MB with npm, into the storage of ConvLens.');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.label;
}
