// Where the command line keeps downloads on each system.

import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findCacheFolder } from '../../src/cli/cacheFolder';

const home = os.homedir();

it.each([
  ['linux', {}, path.join(home, '.cache')],
  ['linux', { XDG_CACHE_HOME: '/caches' }, '/caches'],
  ['darwin', { XDG_CACHE_HOME: '/caches' }, path.join(home, 'Library', 'Caches')],
  ['win32', { LOCALAPPDATA: '/local' }, '/local'],
  ['win32', {}, path.join(home, 'AppData', 'Local')],
] as const)('on %s with %j', (platform, environment, folder) => {
  expect(findCacheFolder(environment, platform)).toBe(path.join(folder, 'convlens', 'weights'));
});
