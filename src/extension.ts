// The extension's entrance: builds the services and registers them.

import * as vscode from 'vscode';
import { Analyses, SELECTOR } from './editor/analyses';
import { askArguments } from './editor/run/askArguments';
import { CallFocus } from './editor/callFocus';
import { chooseModelBeside } from './editor/chooseModel';
import { ClassicNetworks } from './editor/classicNetworks';
import { CodeActionProvider } from './editor/codeActionProvider';
import { CodeLensProvider } from './editor/codeLensProvider';
import { registerCommands } from './editor/commands';
import { comparisonPageKind } from './editor/comparisonPage';
import { Diagnostics } from './editor/diagnostics';
import { FileNames } from './editor/fileNames';
import { graphPageKind } from './editor/graphPage';
import { ImportIndex } from './editor/importIndex';
import { HoverProvider } from './editor/hoverProvider';
import { InlayHintsProvider } from './editor/inlayHintsProvider';
import { MeasuredTimes } from './editor/run/measuredTimes';
import { ModelContext } from './editor/modelContext';
import { ModelPanels } from './editor/modelPanels';
import { NativeLibraries } from './editor/run/nativeLibraries';
import { NetworkEntries } from './editor/networkEntries';
import { readDefinition, readFigures } from './editor/run/readFigures';
import { RunArguments } from './editor/run/runArguments';
import { locateModel, writeArguments } from './editor/run/runModel';
import { ProjectConfigs } from './editor/projectConfigs';
import { ruleIds, showRulePage } from './editor/rulePages';
import { RunPanels } from './editor/run/runPanels';
import { isPanelNear } from './editor/run/isPanelNear';
import { startRunnerSession } from './editor/run/runnerSession';
import { SummaryDocuments } from './editor/summaryDocument';
import { WeightsChoices } from './editor/run/weightsChoices';
import { WorkspaceFiles } from './editor/workspaceFiles';
import type { ModelReference } from './protocol/modelReference';
import type { PanelModel } from './protocol/panel';
import { decodePicture } from './runner/picture';

/** Nothing is analysed, loaded or started here: that waits for the first document that mentions TensorFlow.js. */
export function activate(context: vscode.ExtensionContext): void {
  const networksFolder = vscode.Uri.joinPath(context.extensionUri, 'src', 'networks');
  const log = vscode.window.createOutputChannel('ConvLens', { log: true });
  const names = new FileNames(networksFolder);
  const files = new WorkspaceFiles(
    names,
    new ImportIndex(names, (error) => log.error("The imports of the workspace's files could not be read.", error)),
  );
  const configs = new ProjectConfigs(ruleIds(context));
  const analyses = new Analyses(files, names, configs, log);
  const networks = new ClassicNetworks(networksFolder, analyses);
  const summaries = new SummaryDocuments(analyses);
  const focus = new CallFocus(analyses);
  const hints = new InlayHintsProvider(analyses, focus);
  const lenses = new CodeLensProvider(analyses, focus, (error) =>
    log.error('The committed version of a file could not be analysed.', error),
  );
  const actions = new CodeActionProvider(analyses, configs);
  const libraries = new NativeLibraries(context, log);
  const times = new MeasuredTimes((file) => names.uriOf(file));
  const runArguments = new RunArguments(context.workspaceState, askArguments);
  const runServices = { analyses, runArguments };
  const referenceOf = ({ file, name, line, factory }: PanelModel): ModelReference => {
    return { uri: names.uriOf(file).toString(), modelName: name, line, ...(factory === undefined ? {} : { factory }) };
  };
  const panels = new RunPanels(context, {
    log,
    uriOf: (file) => names.uriOf(file),
    locateModel: (model, asking) => locateModel(referenceOf(model), runServices, asking),
    writeArguments: (model) => writeArguments(referenceOf(model), runServices),
    chooseOtherModel: async ({ file, name }) => {
      const taken = { uri: names.uriOf(file).toString(), modelName: name };
      const chosen = await chooseModelBeside(taken, analyses);
      return chosen && locateModel(chosen, runServices);
    },
    times,
    readFigures: (model, layers) => readFigures(model, layers, analyses),
    weights: new WeightsChoices(context),
    createSession: (device) =>
      startRunnerSession({
        extensionFolder: context.extensionPath,
        chooseLibrary: libraries.choose,
        readDefinition: (model) => readDefinition(model, analyses),
        device,
        isDeviceNear: isPanelNear(),
      }),
    decodePicture,
  });
  const entries = new NetworkEntries(analyses);
  const comparisons = new ModelPanels(context.extensionUri, comparisonPageKind({ analyses, networks: entries, log }));
  const graphs = new ModelPanels(context.extensionUri, graphPageKind({ analyses, log }));
  context.subscriptions.push(
    log,
    files,
    configs,
    analyses,
    networks,
    summaries,
    focus,
    hints,
    times,
    lenses,
    actions,
    libraries,
    panels,
    comparisons,
    graphs,
    new Diagnostics(analyses, configs),
    new ModelContext(analyses),
    // the hints of the provider that is registered last stand first
    vscode.languages.registerInlayHintsProvider(SELECTOR, times),
    vscode.languages.registerInlayHintsProvider(SELECTOR, hints),
    vscode.languages.registerCodeLensProvider(SELECTOR, lenses),
    vscode.languages.registerHoverProvider(SELECTOR, new HoverProvider(analyses, focus)),
    vscode.languages.registerCodeLensProvider(SELECTOR, focus),
    vscode.languages.registerCodeActionsProvider(SELECTOR, actions, CodeActionProvider.metadata),
    registerCommands({
      ...runServices,
      summaries,
      networks,
      showRunPanel: (model) => panels.run(model),
      showComparison: (reference) => comparisons.show({ models: [reference] }),
      showGraph: (reference) => graphs.show(reference),
      installLibrary: (backend) => libraries.install(backend),
      showRule: (rule) => showRulePage(context.extensionUri, rule),
      log,
    }),
  );
}
