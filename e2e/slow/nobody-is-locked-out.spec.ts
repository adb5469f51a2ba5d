import type { Browser, Page } from '@playwright/test';
import { words } from '@/lib/i18n/words.ts';
import { letterTo, linkIn } from '../support/mailbox.ts';
import { test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { fillForm, pressSign, seeCount, seeHeading } from '../support/signer.ts';
import { crowdSource, fromSource } from '../support/sources.ts';
import { newAddress } from '../support/world.ts';

const JOURNEYS = 20;
const say = words('en');

/** A browser as Tor's "Safest" leaves it: no script, no pictures, no fonts. */
async function openSafest(browser: Browser, source: string): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, extraHTTPHeaders: fromSource(source) });
  const page = await context.newPage();
  const barred = ['image', 'font', 'media', 'script'];
  await page.route('**', (route) =>
    barred.includes(route.request().resourceType()) ? route.abort() : route.continue(),
  );
  return page;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('SA-07: twenty people behind one busy address sign, confirm and withdraw without script', async ({
  browser,
  house,
  page,
}) => {
  const { slug } = await house.makePetition();
  const source = await crowdSource();
  for (let n = 0; n < JOURNEYS; n += 1) {
    const safest = await openSafest(browser, source);
    const email = newAddress();
    await safest.goto(`${siteUrl}/en/petitions/${slug}`);
    await fillForm(safest, { email });
    await pressSign(safest);
    await seeHeading(safest, say('moment.title'));
    await press(safest, say('moment.submit'));
    await seeHeading(safest, say('sent.title'));
    await safest.goto(siteUrl + linkIn(await letterTo(email), 'confirmation'));
    await safest.getByLabel(say('confirmation.box')).check();
    await press(safest, say('confirmation.submit'));
    await seeHeading(safest, say('mine.title'));
    // Every other one goes on to the end of the road.
    if (n % 2 === 1) {
      await safest.getByRole('link', { name: 'Withdraw my signature' }).click();
      await safest.getByLabel('Yes, withdraw my signature').check();
      await press(safest, 'Withdraw my signature');
      await seeHeading(safest, 'Your signature is withdrawn');
    }
    await safest.context().close();
  }
  await seeCount(page, `/en/petitions/${slug}`, JOURNEYS / 2);
});
