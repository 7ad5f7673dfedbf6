// The kernels of a backend that does not compute: they tell the device what to compute, and give tensors of the shape that will come.

import type { DeviceTensor } from '../../../protocol/device';
import { encodeAttributes } from '../../../protocol/device';
import {
  findCpu,
  isRegistered,
  replaceKernel,
  runOnCpu,
  type KernelFunction,
  type TensorInfo,
} from '../completeKernels';
import { RunError } from '../failure';
import type { TensorFlow } from '../tensorFlow';
import { DeviceBackend } from './deviceBackend';
import type { DeviceStream } from './deviceStream';
import { describeOutputs, knownKernels, listKernels } from './kernelOutputs';
import type { TensorForm } from './outputs/outputRule';

/** So few values are computed here where they are: an answer would take longer, and here they can be read at once. */
const MAX_VALUES_COMPUTED_HERE = 1024;

type Inputs = Parameters<KernelFunction>[0]['inputs'];

interface Told {
  readonly kernelName: string;
  readonly inputs: Inputs;
  readonly attributes: Readonly<Record<string, unknown>>;
}

function listInputs(inputs: Inputs): TensorInfo[] {
  return Object.values(inputs).filter((info): info is TensorInfo => Boolean(info));
}

const countValues = (forms: readonly TensorForm[]): number =>
  forms.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);

/** The input whose values are given in another shape or not changed at all. */
function findUnchanged({ kernelName, inputs, attributes }: Told): TensorInfo | undefined {
  const [input] = listInputs(inputs);
  if (kernelName === 'Identity' || kernelName === 'Reshape' || kernelName === 'ExpandDims') return input;
  return kernelName === 'Cast' && input?.dtype === attributes.dtype ? input : undefined;
}

class DeviceKernels {
  constructor(
    private readonly tf: TensorFlow,
    private readonly backend: DeviceBackend,
  ) {}

  /** @param computeHere computes from values that are here */
  make(kernelName: string, computeHere: KernelFunction): KernelFunction {
    const isKnown = knownKernels.includes(kernelName);
    return (call) => {
      const told = { kernelName, inputs: call.inputs, attributes: (call.attrs ?? {}) as Told['attributes'] };
      const counts = listInputs(call.inputs).map(({ dataId }) => this.backend.countValuesHere(dataId));
      const areHere = counts.every((count) => count !== undefined);
      if (!isKnown) {
        if (areHere) return computeHere(call);
        throw new RunError(
          `${kernelName} is not computed on the panel's graphics card. Choose the backend wasm.`,
          '',
          true,
        );
      }
      const forms = describeOutputs(this.tf, kernelName, {
        inputs: call.inputs as Readonly<Record<string, TensorForm>>,
        attributes: told.attributes,
      });
      const unchanged = findUnchanged(told);
      if (unchanged) return this.share(unchanged, forms);
      const count = counts.reduce<number>((sum, one) => sum + (one ?? 0), countValues(forms));
      return areHere && count <= MAX_VALUES_COMPUTED_HERE ? computeHere(call) : this.tell(told, forms);
    };
  }

  private share({ dataId }: TensorInfo, [form]: readonly TensorForm[]): TensorInfo {
    this.backend.incRef(dataId);
    return { dataId, ...(form as TensorForm) } as TensorInfo;
  }

  private tell({ kernelName, inputs, attributes }: Told, forms: readonly TensorForm[]): TensorInfo | TensorInfo[] {
    const referred = Object.entries(inputs).map(([name, info]: [string, TensorInfo | null | undefined]) => {
      return [name, info ? this.backend.referTo(info) : null] as const;
    });
    const outputs = forms.map((form) => this.backend.makeOutput(form));
    this.backend.stream.tell({
      kind: 'compute',
      kernel: kernelName,
      inputs: Array.isArray(inputs)
        ? referred.map(([, tensor]) => tensor as DeviceTensor)
        : Object.fromEntries(referred),
      attributes: encodeAttributes(attributes),
      outputs: outputs.map((info) => this.backend.referTo(info)),
    });
    return listKernels.has(kernelName) ? outputs : (outputs[0] as TensorInfo);
  }
}

/**
 * Registers the backend under a name, in the place of one that TensorFlow.js may have under it. The cpu backend must be there.
 * @returns the backend, which is not yet the one in use
 */
export function registerDeviceBackend(tf: TensorFlow, name: string, stream: DeviceStream): DeviceBackend {
  const backend = new DeviceBackend(tf, stream);
  if (isRegistered(tf, name)) tf.removeBackend(name);
  for (const { kernelName } of tf.getKernelsForBackend(name)) tf.unregisterKernel(kernelName, name);
  tf.registerBackend(name, () => backend as unknown as ReturnType<TensorFlow['backend']>);
  const kernels = new DeviceKernels(tf, backend);
  const cpu = findCpu(tf);
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend('cpu')) {
    const computeHere = runOnCpu(cpu, kernelFunc as unknown as KernelFunction, name);
    replaceKernel(tf, kernelName, name, kernels.make(kernelName, computeHere));
  }
  return backend;
}
