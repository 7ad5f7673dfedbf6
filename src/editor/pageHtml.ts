// The HTML of a page: one script, one style sheet, and a policy that allows nothing else.

import { randomBytes } from 'node:crypto';

export interface PageAddresses {
  readonly script: string;
  readonly style: string;
  /** What VS Code calls `webview.cspSource`. */
  readonly source: string;
}

export function createNonce(): string {
  return randomBytes(16).toString('base64url');
}

export function renderPage(addresses: PageAddresses, nonce: string): string {
  const policy = [
    "default-src 'none'",
    `img-src ${addresses.source}`,
    `style-src ${addresses.source} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <!-- where the UI toolkit looks for the nonce of its own style elements -->
    <meta property="csp-nonce" content="${nonce}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${addresses.style}" />
    <title>ConvLens</title>
  </head>
  <body>
    <div id="panel"></div>
    <script type="module" nonce="${nonce}" src="${addresses.script}"></script>
  </body>
</html>
`;
}
