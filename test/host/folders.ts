// Where the tests find and leave things.

import path from 'node:path';

export const projectFolder = path.resolve(__dirname, '../..');

/** Downloads and installations that outlive a run; git ignores it. */
export const cacheFolder = path.join(projectFolder, '.vscode-test');

/** Bundled tests and machine-read results; git ignores it. */
export const outputFolder = path.join(projectFolder, 'out');

export const workspacesFolder = path.join(projectFolder, 'test', 'workspaces');
export const sampleFolder = path.join(workspacesFolder, 'sample');
export const vsixFile = path.join(projectFolder, 'convlens.vsix');
