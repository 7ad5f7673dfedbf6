// The Run Model panel's page in a plain browser.

import type { FromPage, ToPage } from '../../src/protocol/panel';
import { makePageTest, type PageUnderTest } from './pageFixture';

export type Panel = PageUnderTest<ToPage, FromPage>;

export const test = makePageTest<ToPage, FromPage>('webview/main.ts');

export { expect } from './pageFixture';
