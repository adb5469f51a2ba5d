import { markupPayloads } from '../support/markup.ts';
import { walkMarkup } from '../support/markup-walk.ts';
import { expect, test } from '../support/own-petition.ts';

const CHUNK = 40;

for (let from = 0; from < markupPayloads.length; from += CHUNK) {
  test(`WE-04: markup ${from + 1} and the next in every text field runs nowhere`, async ({ browser, house }) => {
    expect(house).toBeTruthy();
    expect(markupPayloads.length).toBeGreaterThanOrEqual(150);
    test.setTimeout(120_000);
    await walkMarkup(browser, markupPayloads.slice(from, from + CHUNK));
  });
}
