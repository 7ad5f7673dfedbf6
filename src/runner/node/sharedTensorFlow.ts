// The runner, its backends and the user's modules share one TensorFlow.js, whatever package they import it from.

import Module from 'node:module';
import type { TensorFlow } from '../core/tensorFlow';

/** The packages that TensorFlow.js is published in, and files inside of them. */
const tensorFlowPackages =
  /^@tensorflow\/tfjs(-core|-layers|-converter|-data|-node|-node-gpu|-backend-(cpu|wasm|webgl|webgpu))?(\/.*)?$/;

/** Those that have more than TensorFlow.js to offer: `tf.node`, files for `tf.io`. */
const nativePackages = /^@tensorflow\/tfjs-node(-gpu)?$/;

/** A module as it was loaded, with the file it was loaded from. */
export interface LoadedPackage {
  readonly exports: object;
  readonly file: string;
}

export class SharedTensorFlow {
  private native: LoadedPackage | undefined;

  /** @param file where `tf` was loaded from */
  constructor(
    readonly tf: TensorFlow,
    private readonly file: string,
  ) {
    this.redirectRequire();
    // what a page has that loads TensorFlow.js by a script tag
    Object.assign(globalThis, { tf });
  }

  /** What imports of the native packages get from now on; it must be built upon `tf`. */
  useNative(native: LoadedPackage): void {
    this.native = native;
  }

  /** Everything of TensorFlow.js under every name it has. */
  makeVirtualModules(): Record<string, unknown> {
    return new Proxy<Record<string, unknown>>(
      {},
      {
        has: (_, id) => typeof id === 'string' && tensorFlowPackages.test(id),
        get: (_, id) => (typeof id === 'string' ? this.find(id)?.exports : undefined),
      },
    );
  }

  private find(request: string): LoadedPackage | undefined {
    if (this.native !== undefined && nativePackages.test(request)) return this.native;
    return tensorFlowPackages.test(request) ? { exports: this.tf, file: this.file } : undefined;
  }

  /** CommonJS packages that Node loads by itself get the same TensorFlow.js, the native ones too. */
  private redirectRequire(): void {
    const loader = Module as unknown as { _resolveFilename: (request: string, ...rest: unknown[]) => string };
    const resolve = loader._resolveFilename;
    loader._resolveFilename = (request, ...rest) => this.find(request)?.file ?? resolve.call(loader, request, ...rest);
  }
}
