// Native libraries that can compute on a GPU, as npm packages bring them: TensorFlow's, and Dawn, which is Chromium's WebGPU.

/** The backends of TensorFlow.js that such a library makes possible, in the order in which `auto` tries them. */
export const NATIVE_BACKENDS = ['tensorflow', 'webgpu'] as const;

export type NativeBackend = (typeof NATIVE_BACKENDS)[number];

/** The one to prefer first. */
export const LIBRARY_PACKAGES = {
  tensorflow: ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'],
  webgpu: ['webgpu'],
} as const satisfies Readonly<Record<NativeBackend, readonly string[]>>;

export type LibraryPackage = (typeof LIBRARY_PACKAGES)[NativeBackend][number];

export function backendOf(packageName: LibraryPackage): NativeBackend {
  return packageName === 'webgpu' ? 'webgpu' : 'tensorflow';
}

/** A library that is to be loaded. */
export interface LibraryChoice {
  readonly packageName: LibraryPackage;
  /** Of its npm package. */
  readonly folder: string;
}

/** What a runner tells that has loaded a library and computed something with it. */
export interface LoadedLibrary {
  /** The library's own version. */
  readonly version: string;
  readonly isUsingGpu: boolean;
  /** What it computes on, where the library knows its name. */
  readonly deviceName: string | undefined;
}

/** The library that a run is to use, which has been tried before. */
export interface ChosenLibrary extends LibraryChoice {
  readonly deviceName: string | undefined;
}
