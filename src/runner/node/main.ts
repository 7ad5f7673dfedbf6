// Where the runner process starts: takes calls from the parent over the channel of `child_process.fork`, and answers them.

import * as tf from '@tensorflow/tfjs';
import type { FromRunner, MethodName, RunnerCall, RunnerFailure, ToRunner } from '../../protocol/runner';
import { RunError, describeThrown } from '../core/failure';
import { killGroup } from '../killTree';
import { Session } from './session';
import { watchParent } from './watchParent';

function describeError(thrown: unknown): RunnerFailure {
  if (thrown instanceof RunError) {
    const { message, detail, isOfDevice, parameters } = thrown;
    return { message, detail, isOfDevice, ...(parameters && { parameters }) };
  }
  return { message: describeThrown(thrown), detail: thrown instanceof Error ? (thrown.stack ?? '') : '' };
}

function main(): void {
  if (process.send === undefined) {
    console.error('This is the runner of ConvLens, which ConvLens itself starts.');
    process.exitCode = 2;
    return;
  }
  const sendToParent = process.send.bind(process);
  const unsent = new Set<Promise<void>>();
  const send = (message: FromRunner): void => {
    if (!process.connected) return;
    const sent = new Promise<void>((resolve) => {
      sendToParent(message, undefined, undefined, () => resolve());
    });
    unsent.add(sent);
    void sent.then(() => unsent.delete(sent));
  };
  // the channel is not for the user's code, nor is the way out
  process.send = undefined;
  const exit = process.exit.bind(process);
  process.on('disconnect', () => {
    // the last thing that it does
    process.once('exit', () => killGroup(process));
    exit(0);
  });
  watchParent(Number(process.argv[2]));
  // no advice on faster backends among the user's output
  tf.enableProdMode();
  const session = new Session({
    tf,
    ownFolder: __dirname,
    sendEvent: (event) => send({ event }),
    sendToDevice: (device) => send({ device }),
    whenSent: async () => {
      await Promise.all(unsent);
    },
  });
  const answer = async <M extends MethodName>({
    id,
    method,
    argument,
  }: Extract<RunnerCall, { method: M }>): Promise<void> => {
    try {
      const handler = session[method] as (value: typeof argument) => ReturnType<Session[M]>;
      send({ id, result: await handler(argument) });
    } catch (thrown) {
      send({ id, failure: describeError(thrown) });
    }
  };
  process.on('message', (value) => {
    const message = value as ToRunner;
    if ('device' in message) session.takeDeviceReply(message.device);
    else void answer(message);
  });
}

main();
