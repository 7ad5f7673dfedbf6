// Imports by an alias of tsconfig.json.

import { describe, it } from 'vitest';
import { expectReadings } from '../../support/annotatedSource';

describe('imports by an alias', () => {
  it('follow paths of tsconfig.json, its parent, and baseUrl', () => {
    expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      import { units } from '@lib/settings';
      import { size } from 'shared/sizes';
      const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [size], units })] });
//                                           ^ Dense [null,5] 20
// @file: tsconfig.json
      { "extends": "./base.json", "compilerOptions": { /* here */ "paths": { "@lib/*": ["lib/*"] } } }
// @file: base.json
      { "compilerOptions": { "baseUrl": "." } }
// @file: lib/settings.ts
      export const units = 5;
// @file: shared/sizes.ts
      export const size = 3;
    `);
  });
});
