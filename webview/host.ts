// A page's side of VS Code: messages to the extension and from it, and the state kept over a reload.

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface Host<Sent, Received, State> {
  post(message: Sent): void;
  /** As it was written, if it was. */
  readState(): unknown;
  writeState(state: State): void;
  onMessage(listener: (message: Received) => void): void;
}

export function connectHost<Sent, Received, State>(): Host<Sent, Received, State> {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    readState: () => api.getState(),
    writeState: (state) => api.setState(state),
    onMessage: (listener) => {
      window.addEventListener('message', (event: MessageEvent<Received>) => listener(event.data));
    },
  };
}
