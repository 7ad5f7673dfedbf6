// Starts a page when its script is loaded.

import { connectHost, type Host } from './host';
import { registerToolkit } from './toolkit';

export function startPage<Sent, Received, State>(
  open: (host: Host<Sent, Received, State>, root: HTMLElement) => void,
): void {
  const root = document.getElementById('panel');
  if (!root) return;
  registerToolkit();
  open(connectHost(), root);
}
