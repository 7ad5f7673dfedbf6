// What TensorFlow's native library prints when it starts: the only place where it tells why it found no GPU.

export interface LibraryOutput {
  /** Files of CUDA and cuDNN that it could not load. */
  readonly missingFiles: readonly string[];
  /** What else it said against using a GPU. */
  readonly complaint: string | undefined;
  readonly gpuName: string | undefined;
}

/** TensorRT is looked for too, and not needed. */
const NOT_NEEDED = 'nvinfer';

export function readLibraryOutput(text: string): LibraryOutput {
  const files = [...text.matchAll(/Could not load dynamic library '([^']+)'/g)].map(([, file = '']) => file);
  const [, code, meaning] = /failed call to cuInit: (?:(\w+)(?:: ([^\n]*))?|[^\n]*)/.exec(text) ?? [];
  const hasNoDriver = /Could not find cuda drivers/i.test(text);
  return {
    missingFiles: [...new Set(files)].filter((file) => !file.includes(NOT_NEEDED)),
    complaint:
      code !== undefined
        ? `CUDA does not start (${[code, meaning?.trim()].filter(Boolean).join(': ')})`
        : hasNoDriver
          ? 'there is no driver of an NVIDIA graphics card'
          : undefined,
    gpuName: / -> device: \d+, name: ([^,\n]+)/.exec(text)?.[1],
  };
}

function list(names: readonly string[]): string {
  const [last = '', ...before] = [...names].reverse();
  return before.length === 0 ? last : `${before.reverse().join(', ')} and ${last}`;
}

/** Why a library that can use a GPU does not, to stand behind "because". */
export function explainMissingGpu({ missingFiles, complaint }: LibraryOutput): string {
  if (missingFiles.length > 0) {
    const verb = missingFiles.length === 1 ? 'is' : 'are';
    return `${list(missingFiles)} ${verb} missing (TensorFlow 2.9 needs CUDA 11.2 and cuDNN 8.1, where the system finds libraries)`;
  }
  return complaint ?? 'TensorFlow found no GPU and did not say why';
}
