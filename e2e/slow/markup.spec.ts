import { markupPayloads } from '../support/markup.ts';
import { walkMarkup } from '../support/markup-walk.ts';
import { expect, test } from '../support/own-petition.ts';

const PORTION = 15;

for (let from = 0; from < markupPayloads.length; from += PORTION) {
  const portion = markupPayloads.slice(from, from + PORTION);
  test(`WE-04: payloads ${from + 1} to ${from + portion.length}, each alone in every text field, run nowhere`, async ({
    browser,
    house,
  }) => {
    expect(house).toBeTruthy();
    for (const payload of portion) await walkMarkup(browser, [payload]);
  });
}
