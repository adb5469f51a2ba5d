import { test as base } from '@playwright/test';
import { fromSource } from './sources.ts';

export { expect } from '@playwright/test';

/** Tests in a browser: each has a source of its own, as each visitor has (sources.ts). */
export const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
  extraHTTPHeaders: async ({}, use) => {
    await use(fromSource());
  },
});
