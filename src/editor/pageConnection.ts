// The extension's side of a page: its messages are checked before they are handled; after it was closed nothing is sent to it.

import type * as vscode from 'vscode';

export interface PageListener<Received> {
  /** The message, with its known fields only; undefined when it is not one the page may send. */
  parse(value: unknown): Received | undefined;
  handle(message: Received): Promise<void>;
  /** Something else came, which is ignored. */
  refuse(): void;
}

export class PageConnection<Received, Sent> implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private isClosed = false;

  constructor(
    private readonly webview: vscode.Webview,
    listener: PageListener<Received>,
  ) {
    this.subscription = webview.onDidReceiveMessage((value: unknown) => {
      const message = listener.parse(value);
      if (message) void listener.handle(message);
      else listener.refuse();
    });
  }

  get isDisposed(): boolean {
    return this.isClosed;
  }

  /** A page that is not in view misses this; it hears all again when it comes back and says `ready`. */
  post(message: Sent): void {
    if (!this.isClosed) void this.webview.postMessage(message);
  }

  dispose(): void {
    this.isClosed = true;
    this.subscription.dispose();
  }
}
