// The page's side of VS Code: messages to the extension and from it, and the state kept over a reload.

import type { FromPage, ToPage } from '../src/protocol/panel';
import { parsePageState } from './pageState';
import type { PageState } from './pageState';

interface VsCodeApi {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface Host {
  post(message: FromPage): void;
  readState(): PageState;
  writeState(state: PageState): void;
  onMessage(listener: (message: ToPage) => void): void;
}

export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    readState: () => parsePageState(api.getState()),
    writeState: (state) => api.setState(state),
    onMessage: (listener) => {
      window.addEventListener('message', (event: MessageEvent<ToPage>) => listener(event.data));
    },
  };
}
