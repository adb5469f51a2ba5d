import { landingOf, readThen } from '@/app/ui/sign-in/then.ts';
import { cookieOf, signIn } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { makePanel } from '../support/panel.ts';
import { siteUrl } from '../support/places.ts';
import { ask, askWithForm, type RawAnswer } from '../support/raw.ts';
import { foreignTargets } from '../support/redirects.ts';
import { decreePage } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

/** Where a browser goes that is told this location on this page. */
function seeAtHome({ headers }: RawAnswer, asked: string): void {
  const { location } = headers;
  if (location === undefined) return;
  const target = new URL(location, siteUrl + asked.replace(/^[/\\]+/, '/'));
  expect(target.origin, `${asked} leads to ${location}`).toBe(siteUrl);
  expect(location, asked).not.toMatch(/[\r\n\\]/);
}

const raw = (target: string) => target.replace(/[\s]/g, (blank) => encodeURIComponent(blank));
const bytes = (target: string) => Buffer.from(raw(target)).toString('latin1');

test('WE-05: no parameter and no path leads to another host', async ({ house }) => {
  expect(house).toBeTruthy();
  test.setTimeout(120_000);
  expect(foreignTargets.length).toBeGreaterThanOrEqual(60);
  const { members } = await makePanel();
  const cookie = cookieOf(await signIn(members.owner.accountId));
  for (const target of foreignTargets) {
    const encoded = encodeURIComponent(target);
    const gets = [
      bytes(target).startsWith('/') ? bytes(target) : `/${bytes(target)}`,
      `/en/petitions/${encoded}/signatures`,
      `/s/${encoded}`,
      `/?share=${encoded}&next=${encoded}`,
      `${decreePage()}/signatures?share=${encoded}&next=${encoded}&callbackUrl=${encoded}`,
      `/sign-in?then=${encoded}&callbackUrl=${encoded}`,
      `/team/${encoded}`,
    ];
    for (const path of gets) seeAtHome(await ask({ path, headers: { 'x-forwarded-host': 'elsewhere.example' } }), path);
    const kept = { cookie: `${cookie}; undersigned-then=${encoded}` };
    seeAtHome(await ask({ path: '/sign-in/second-factor', headers: kept }), '/sign-in/second-factor');
    const form = `name=Test&email=${newAddress()}&share=${encoded}&then=${encoded}`;
    seeAtHome(await askWithForm(`${decreePage()}/signatures`, form), `${decreePage()}/signatures`);
  }
});

test('WE-05: where to go after signing in is a place of the panel or nothing', () => {
  for (const target of foreignTargets) {
    for (const spelled of [target, decodeURIComponent(encodeURIComponent(target)), `/team${target}`]) {
      const then = readThen(spelled);
      if (then !== null) expect(new URL(then, siteUrl).href.startsWith(`${siteUrl}/team`), spelled).toBe(true);
    }
    const request = new Request(siteUrl, { headers: { cookie: `undersigned-then=${encodeURIComponent(target)}` } });
    expect(new URL(landingOf(request), siteUrl).href.startsWith(`${siteUrl}/team`), target).toBe(true);
  }
});
