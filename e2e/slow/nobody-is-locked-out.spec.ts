import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { words } from '@/lib/i18n/words.ts';
import type { Driver, DriverOptions } from '../support/engines/driver.ts';
import { firefoxPath, startFirefox } from '../support/engines/firefox.ts';
import { startPassingProxy } from '../support/engines/passing-proxy.ts';
import { personAt } from '../support/engines/person.ts';
import { missingOfWebkit, startWebkit } from '../support/engines/webkit.ts';
import { letterTo, linkIn } from '../support/mailbox.ts';
import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { fillForm, pressSign, seeCount, seeHeading } from '../support/signer.ts';
import { crowdSource, fromSource } from '../support/sources.ts';
import { newAddress } from '../support/world.ts';

/** Sixty people of three engines, none of them with script, pictures or fonts, each twenty behind one busy address. */

const JOURNEYS = 20;
const say = words('en');

// One after the other: three browsers at once wait for each other.
test.describe.configure({ mode: 'default' });

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

test('SA-07: twenty people with Chromium sign, confirm and withdraw without script', async ({
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

interface Engine {
  readonly name: string;
  /** What of it this machine does not have; a run without an engine says so and is no proof of it. */
  readonly missing: readonly string[];
  readonly start: (options: DriverOptions) => Promise<Driver>;
}

const engines: readonly Engine[] = [
  { name: 'Firefox', missing: firefoxPath ? [] : ['firefox-esr'], start: startFirefox },
  { name: 'WebKit', missing: missingOfWebkit, start: startWebkit },
];

/** A page that changes its heading where script runs. */
function writeProbe(folder: string): string {
  const file = join(folder, 'probe.html');
  writeFileSync(file, '<h1>No script</h1><script>document.querySelector("h1").textContent = "Script"</script>');
  return `file://${file}`;
}

for (const { missing, name, start } of engines) {
  test(`SA-07: twenty people with ${name} sign, confirm and withdraw without script`, async ({ house, page }) => {
    test.skip(missing.length > 0, `${name} is not whole on this machine: ${missing.join(', ')} is missing.`);
    const { slug } = await house.makePetition();
    const proxy = await startPassingProxy(fromSource(await crowdSource()));
    const parent = mkdtempSync(join(tmpdir(), 'undersigned-engine-'));
    const startIn = (part: string, script: boolean) => {
      mkdirSync(join(parent, part));
      return start({ proxy: proxy.address, script, folder: join(parent, part) });
    };
    const probe = writeProbe(parent);

    const usual = await startIn('usual', true);
    await personAt(usual).open(probe);
    expect(await personAt(usual).heading(), 'script would have been seen').toBe('Script');
    await usual.quit();

    const safest = await startIn('safest', false);
    const person = personAt(safest);
    await person.open(probe);
    expect(await person.heading()).toBe('No script');
    for (let n = 0; n < JOURNEYS; n += 1) {
      await safest.send({ does: 'forget' });
      const email = newAddress();
      await person.open(`${siteUrl}/en/petitions/${slug}`);
      await person.fill(say('signature.name'), 'Test Signer');
      await person.fill(say('signature.email'), email);
      await person.press(say('signature.submit'));
      await person.seeHeading(say('moment.title'));
      await person.press(say('moment.submit'));
      await person.seeHeading(say('sent.title'));
      await person.open(siteUrl + linkIn(await letterTo(email), 'confirmation'));
      await person.tick(say('confirmation.box'));
      await person.press(say('confirmation.submit'));
      await person.seeHeading(say('mine.title'));
      if (n % 2 === 1) {
        await person.follow('Withdraw my signature');
        await person.tick('Yes, withdraw my signature');
        await person.press('Withdraw my signature');
        await person.seeHeading('Your signature is withdrawn');
      }
    }
    console.log(`${JOURNEYS} journeys with ${safest.engine}`);
    await safest.quit();
    await proxy.close();
    await seeCount(page, `/en/petitions/${slug}`, JOURNEYS / 2);
  });
}
