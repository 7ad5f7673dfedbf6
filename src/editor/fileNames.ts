// URIs ↔ the file names of the analyser: absolute paths with `/`, in which relative imports can be resolved as text.

import * as vscode from 'vscode';

/** The scheme under which classic networks are shown read-only. Their files lie in a folder of the extension. */
export const NETWORK_SCHEME = 'convlens-network';

/** `file:` URIs keep their path. Others carry their parts in a first folder: `/~vscode-vfs~github~/owner/name/model.ts`. */
export class FileNames {
  /** URIs that cannot be made from their name again: `untitled:Untitled-1` has no leading slash. */
  private readonly given = new Map<string, vscode.Uri>();

  constructor(private readonly networksFolder: vscode.Uri) {}

  fileOf(uri: vscode.Uri): string {
    if (uri.scheme === NETWORK_SCHEME) return slashed(vscode.Uri.joinPath(this.networksFolder, uri.path).fsPath);
    if (uri.scheme === 'file') return slashed(uri.fsPath);
    const parts = [uri.scheme, uri.authority, uri.query].map(encodePart).join('~');
    const file = `/~${parts}${uri.path.startsWith('/') ? '' : '/'}${uri.path}`;
    if (!uri.path.startsWith('/')) this.given.set(file, uri);
    return file;
  }

  uriOf(file: string): vscode.Uri {
    const given = this.given.get(file);
    if (given) return given;
    const match = /^\/~([^~/]*)~([^~/]*)~([^~/]*)(\/.*)$/.exec(file);
    if (!match) return this.ofDisk(file);
    const [scheme = '', authority = '', query = ''] = match.slice(1, 4).map(decodeURIComponent);
    return vscode.Uri.from({ scheme, authority, query, path: match[4] ?? '/' });
  }

  private ofDisk(file: string): vscode.Uri {
    const folder = `${slashed(this.networksFolder.fsPath)}/`;
    const isNetwork = this.networksFolder.scheme === 'file' && slashed(file).startsWith(folder);
    return isNetwork
      ? vscode.Uri.from({ scheme: NETWORK_SCHEME, path: `/${file.slice(folder.length)}` })
      : vscode.Uri.file(file);
  }
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

function encodePart(part: string): string {
  return encodeURIComponent(part).replaceAll('~', '%7E');
}
