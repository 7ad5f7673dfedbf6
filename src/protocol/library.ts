// TensorFlow's native library, as npm's @tensorflow/tfjs-node and @tensorflow/tfjs-node-gpu bring it.

export const LIBRARY_PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const;

export type LibraryPackage = (typeof LIBRARY_PACKAGES)[number];

/** What a runner tells that has loaded the library and computed something with it. */
export interface LoadedLibrary {
  /** TensorFlow's own version. */
  readonly version: string;
  readonly isUsingGpu: boolean;
}

/** The library that a run is to use, which has been tried before. */
export interface ChosenLibrary {
  /** Of its npm package. */
  readonly folder: string;
  /** The graphics card's name, where the library told it when it was tried. */
  readonly gpuName: string | undefined;
}
