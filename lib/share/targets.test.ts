import { expect, makePetition, makeShareLink, test } from '@/e2e/support/world.ts';
import { findPetition, type Petition } from '../petition/read.ts';
import { mastodonHref, readServer, type Sharing, shareHref, shareMessage, targets } from './targets.ts';

const origin = 'https://petitions.example';

const sharingOf = (petition: Petition, partnerId: string | null = null): Sharing => ({
  petition,
  partnerId,
  locale: 'en',
  origin,
});

async function withLinks() {
  const made = await makePetition();
  const [first, second] = made.partners;
  const codes = { whole: await makeShareLink(made, null), first: await makeShareLink(made, first?.id ?? null) };
  await expect.poll(async () => (await findPetition(made.slug))?.shareLinks.length).toBe(2);
  const petition = await findPetition(made.slug);
  if (!petition) throw new Error('No petition.');
  const channel = petition.shareLinks[0]?.channel ?? 'link';
  return { petition, codes, channel, first: first?.id ?? '', second: second?.id ?? '' };
}

test('who came through a partner passes on its link, others the coalition’s, and without one the page itself', async () => {
  const { channel, codes, first, petition, second } = await withLinks();
  expect(shareMessage(sharingOf(petition, first), channel)).toContain(`${origin}/s/${codes.first}`);
  expect(shareMessage(sharingOf(petition), channel)).toContain(`${origin}/s/${codes.whole}`);
  // A partner without a link of its own: its people still pass something on.
  expect(shareMessage(sharingOf(petition, second), channel)).toContain(`${origin}/s/${codes.whole}`);
  expect(shareMessage(sharingOf(petition), 'poster')).toContain(`${origin}/en/petitions/${petition.slug}`);
  expect(shareMessage(sharingOf(petition, second), 'poster')).toContain(
    `${origin}/en/petitions/${petition.slug}/with/partner-2`,
  );
});

test('every target is opened with words and link, whole and undamaged', async () => {
  const petition = { ...(await makePetition()), shareWords: [{ language: 'en', words: 'Sign & pass "it" <on> 100%' }] };
  const sharing = sharingOf(petition);
  const page = `${origin}/en/petitions/${petition.slug}`;
  const hosts = { telegram: 't.me', whatsapp: 'wa.me', vk: 'vk.com', x: 'x.com', facebook: 'www.facebook.com' };
  for (const target of targets) {
    const url = new URL(shareHref(sharing, target));
    const said = [...url.searchParams.values()].join(' ');
    expect(said, target).toContain(page);
    if (target === 'mail') expect(url.protocol).toBe('mailto:');
    else expect([url.protocol, url.host]).toEqual(['https:', hosts[target]]);
    // Facebook takes the words from the page's own tags.
    if (target !== 'facebook') expect(said, target).toContain('Sign & pass "it" <on> 100%');
  }
  expect(shareHref(sharing, 'mail')).not.toContain('+');
});

test('without words of the team the title goes before the link', async () => {
  const petition = await makePetition({ title: 'Sign it at last' });
  expect(shareMessage(sharingOf(petition), 'link')).toMatch(/^Sign it at last https:/);
});

test('WE-05: only the plain name of a host is taken for a Mastodon server', async () => {
  const taken = {
    'mastodon.social': 'mastodon.social',
    ' Mastodon.Social/ ': 'mastodon.social',
    '@me@mastodon.social': 'mastodon.social',
    'https://mastodon.social/@me': 'mastodon.social',
    'xn--80aesfpebagmfblc0a.xn--p1ai': 'xn--80aesfpebagmfblc0a.xn--p1ai',
  };
  for (const [typed, host] of Object.entries(taken)) expect(readServer(typed), typed).toBe(host);
  const refused = [
    '',
    'localhost',
    '127.0.0.1',
    '[::1]',
    'a.b:8080',
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '.example',
    'a..example',
    '-a.example',
    'a b.example',
    'a.example?x',
    'a.example#x',
    'a.example\\x',
    '"><script>.example',
    `${'a'.repeat(101)}.example`,
  ];
  for (const typed of refused) expect(readServer(typed), typed).toBe(null);
  const petition = await makePetition();
  const href = new URL(mastodonHref(sharingOf(petition), 'mastodon.social'));
  expect([href.origin, href.pathname]).toEqual(['https://mastodon.social', '/share']);
});
