// Why there is no GPU, out of what TensorFlow prints.

import { describe, expect, it } from 'vitest';
import { explainMissingGpu, readLibraryOutput } from '../../../src/runner/library/libraryOutput';

const time = '2026-01-01 10:00:00.000000:';
const loader = `${time} W tensorflow/stream_executor/platform/default/dso_loader.cc:64]`;

function missing(file: string): string {
  return `${loader} Could not load dynamic library '${file}'; dlerror: ${file}: cannot open shared object file: No such file or directory\n`;
}

describe('what TensorFlow prints', () => {
  it.each<readonly [string, string, string]>([
    [
      'one file',
      missing('libcudart.so.11.0') + missing('libcudart.so.11.0'),
      'libcudart.so.11.0 is missing (TensorFlow 2.9 needs CUDA 11.2 and cuDNN 8.1, where the system finds libraries)',
    ],
    [
      'several files, without TensorRT',
      missing('libnvinfer.so.7') + missing('libcudart.so.11.0') + missing('libcublas.so.11') + missing('libcudnn.so.8'),
      'libcudart.so.11.0, libcublas.so.11 and libcudnn.so.8 are missing (TensorFlow 2.9 needs CUDA 11.2 and cuDNN 8.1, where the system finds libraries)',
    ],
    [
      'Windows',
      `${loader} Could not load dynamic library 'cudart64_110.dll'; dlerror: cudart64_110.dll not found\r\n`,
      'cudart64_110.dll is missing (TensorFlow 2.9 needs CUDA 11.2 and cuDNN 8.1, where the system finds libraries)',
    ],
    [
      'CUDA without a card',
      `${time} E tensorflow/stream_executor/cuda/cuda_driver.cc:271] failed call to cuInit: CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected\n`,
      'CUDA does not start (CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected)',
    ],
    [
      'no driver',
      `${time} I tensorflow/core/util/port.cc:104] Could not find cuda drivers on your machine, GPU will not be used.\n`,
      'there is no driver of an NVIDIA graphics card',
    ],
    [
      'nothing about it',
      `${time} I tensorflow/core/platform/cpu_feature_guard.cc:193] …\n`,
      'TensorFlow found no GPU and did not say why',
    ],
  ])('%s', (_, output, reason) => {
    expect(explainMissingGpu(readLibraryOutput(output))).toBe(reason);
  });

  it('names the card', () => {
    const line = `${time} I tensorflow/core/common_runtime/gpu/gpu_device.cc:1532] Created device /job:localhost/replica:0/task:0/device:GPU:0 with 13598 MB memory:  -> device: 0, name: Tesla T4, pci bus id: 0000:00:04.0, compute capability: 7.5\n`;
    expect(readLibraryOutput(line)).toEqual({ missingFiles: [], complaint: undefined, gpuName: 'Tesla T4' });
  });
});
