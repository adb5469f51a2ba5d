import { expect, test } from '@playwright/test';
import { fuzzSite } from '../support/fuzz-site.ts';
import { ask } from '../support/raw.ts';

test('WE-09: 500 malformed requests bring no answer of 5xx', async () => {
  test.setTimeout(120_000);
  const { answered, faults } = await fuzzSite(0, 500);
  expect(faults).toEqual([]);
  expect(answered).toBeGreaterThan(400);
  expect((await ask({ path: '/readyz' })).status).toBe(200);
});
