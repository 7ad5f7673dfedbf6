// dist/device.js: what the page of a panel loads to compute on its graphics card.

import type { DeviceScript } from '../../protocol/device';
import { DeviceSessions } from './deviceSessions';
import { openDevice, tf } from './openDevice';

const script: DeviceScript = {
  listen: (post) => {
    const sessions = new DeviceSessions({ tf, open: openDevice, post });
    return (message) => sessions.take(message);
  },
};

// the page finds it by this name
Object.assign(globalThis, { convlensDevice: script });
