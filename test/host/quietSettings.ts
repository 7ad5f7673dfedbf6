// User settings under which a fresh VS Code asks nothing, downloads nothing and looks the same every time.

export type Settings = Readonly<Record<string, unknown>>;

/** No welcome pages, sign-in, AI, telemetry, updates, or other extensions' background work. */
export const quietSettings: Settings = {
  'chat.agent.enabled': false,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'github.gitAuthentication': false,
  'http.fetchAdditionalSupport': false,
  'inlineChat.enableV2': false,
  'json.schemaDownload.enable': false,
  'npm.autoDetect': 'off',
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'task.autoDetect': 'off',
  'telemetry.telemetryLevel': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'typescript.surveys.enabled': false,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** What a test needs besides: nothing that moves, times out or comes from TypeScript's own checker. */
export const testSettings: Settings = {
  ...quietSettings,
  'breadcrumbs.enabled': false,
  'editor.accessibilitySupport': 'off',
  'editor.codeLens': true,
  'editor.cursorBlinking': 'solid',
  'editor.hover.delay': 100,
  'editor.hover.enabled': true,
  'editor.hover.sticky': true,
  'editor.inlayHints.enabled': 'on',
  'editor.lightbulb.enabled': 'off',
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.smoothScrolling': false,
  'editor.stickyScroll.enabled': false,
  'editor.wordWrap': 'off',
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  // the fixture folders have no node_modules: TypeScript would underline every import
  'javascript.validate.enable': false,
  'typescript.validate.enable': false,
  'window.menuBarVisibility': 'compact',
  'window.restoreWindows': 'none',
  'workbench.editor.enablePreview': false,
  'workbench.reduceMotion': 'on',
};
