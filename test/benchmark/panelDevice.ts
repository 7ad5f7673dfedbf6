// What a run on a panel's graphics card costs beside the computing: messages, their bytes, and the time of the way there and back
// with a device that computes nothing. Needs `dist/`.

import path from 'node:path';
import type { DeviceBatch, DeviceCommand, DeviceReply } from '../../src/protocol/device';
import type { RunRequest } from '../../src/protocol/runner';
import { readPicture } from '../../src/runner/picture';
import { RunnerClient } from '../../src/runner/runnerClient';
import { median, printFigure, printTime, time } from './measure';

const projectFolder = path.resolve(__dirname, '../..');
const ROUNDS = 5;
const DEVICE = { backend: 'webgpu', name: 'none', isSoftware: false, passedOver: [] } as const;

/** At once, with figures that say nothing. */
function answer(command: Extract<DeviceCommand, { kind: 'ask' }>): DeviceReply {
  const { call, method, tensor } = command;
  const size = tensor.shape.reduce((product, one) => product * one, 1);
  const measured = { figures: new Float64Array(6), deadChannels: new Uint32Array() };
  return { kind: 'result', call, result: method === 'measure' ? measured : new Float32Array(size) };
}

export async function benchmarkPanelDevice(): Promise<void> {
  const picture = await readPicture(path.join(projectFolder, 'media', 'samples', 'scene.png'));
  const file = path.join(projectFolder, 'src', 'networks', 'resnet50.ts');
  const model = { file, name: 'model', line: 1, factory: 'resNet50', arguments: {} };
  const request: RunRequest = { model, picture, backend: 'webgpu', seed: 1, device: DEVICE };
  let [batches, commands, bytes, layers] = [0, 0, 0, 0];
  const take = (batch: DeviceBatch): void => {
    batches++;
    commands += batch.commands.length;
    // as VS Code sends it on: JSON, and arrays beside it
    bytes += JSON.stringify(batch, (key, value: unknown) => (key === 'values' ? undefined : value)).length;
    for (const command of batch.commands) {
      if (command.kind === 'write') bytes += command.values.byteLength;
      if (command.kind === 'ask') client.takeDeviceReply(answer(command));
    }
    client.takeDeviceReply({ kind: 'done', sequence: batch.sequence });
  };
  const client: RunnerClient = new RunnerClient({
    runnerFile: path.join(projectFolder, 'dist', 'runner.js'),
    onDeviceBatch: take,
    onEvent: (event) => {
      if (event.kind === 'layers') layers = event.layers.length;
    },
  });
  const run = () => client.run(request);
  await run();
  const firstBytes = bytes;
  [batches, commands, bytes] = [0, 0, 0];
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await time(run));
  client.kill();
  await client.closed;
  printTime('ResNet-50 told to a device that computes nothing, layers measured one by one', median(times));
  printFigure(`for its ${layers} layers`, batches / ROUNDS, 'messages a run');
  printFigure('with', commands / ROUNDS, 'commands');
  printFigure('and of the first run, which tells how the weights are drawn', firstBytes / 1000, 'KB');
  printFigure('of each further run', bytes / ROUNDS / 1000, 'KB, of which the picture is 602');
}
