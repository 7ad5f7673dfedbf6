// Where the command line keeps what it has downloaded: where the system wants such files.

import os from 'node:os';
import path from 'node:path';

export function findCacheFolder(environment: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const home = os.homedir();
  const systemFolder =
    platform === 'win32'
      ? (environment.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'))
      : platform === 'darwin'
        ? path.join(home, 'Library', 'Caches')
        : (environment.XDG_CACHE_HOME ?? path.join(home, '.cache'));
  return path.join(systemFolder, 'convlens', 'weights');
}
