import { markupPayloads } from '../support/markup.ts';
import { walkMarkup } from '../support/markup-walk.ts';
import { expect, test } from '../support/own-petition.ts';

test('WE-04: each of 150 payloads alone, in every text field, runs nowhere', async ({ browser, house }) => {
  expect(house).toBeTruthy();
  for (const payload of markupPayloads) await walkMarkup(browser, [payload]);
});
