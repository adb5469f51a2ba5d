import { locales } from '@/lib/i18n/locales.ts';
import { expect, test } from '../support/own-petition.ts';
import { onionUrl, siteUrl } from '../support/places.ts';
import { ask } from '../support/raw.ts';
import { decreePage, decreeSlug } from '../support/signer.ts';
import { draftPetition } from '../support/world.ts';

const onOnion = { host: new URL(onionUrl).host };

const tag = (text: string, pattern: RegExp) => pattern.exec(text)?.[1]?.replaceAll('&amp;', '&');
const property = (text: string, name: string) =>
  tag(text, new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`));

const publicPages = ['', '/campaigns/end-mobilisation-by-decree', '/about/privacy', ''].concat(
  ['', '/with/three-cities', '/updates', '/updates/1', '/log'].map((rest) => `/petitions/${decreeSlug}${rest}`),
);

for (const place of new Set(publicPages)) {
  test(`/en${place} says where it is, in which languages, and what to show of it`, async () => {
    const { text } = await ask({ path: `/en${place}` });
    expect(tag(text, /<link rel="canonical" href="([^"]*)"/)).toBe(`${siteUrl}/en${place}`);
    const alternates = [...text.matchAll(/<link rel="alternate" hrefLang="([^"]+)" href="([^"]+)"/g)];
    expect(alternates.map(([, language]) => language).sort()).toEqual([...locales, 'x-default'].sort());
    for (const [, language, href] of alternates) {
      const shown = language === 'x-default' ? 'en' : language;
      expect(href).toBe(`${siteUrl}/${shown}${place}`);
    }
    for (const name of ['og:title', 'og:description', 'og:type', 'og:site_name', 'description', 'twitter:card'])
      expect(property(text, name), name).toMatch(/\S/);
    expect(property(text, 'og:url')).toBe(`${siteUrl}/en${place}`);
    expect(property(text, 'og:locale')).toBe('en_GB');
    expect(text).not.toContain('name="robots"');
  });
}

test('the petition’s card is a picture that is there, described in words', async () => {
  const { text } = await ask({ path: decreePage('ru') });
  const card = property(text, 'og:image') ?? '';
  expect(card).toBe(`${siteUrl}/petitions/${decreeSlug}/card.png?lang=ru`);
  expect([property(text, 'og:image:width'), property(text, 'og:image:height')]).toEqual(['1200', '630']);
  expect(property(text, 'og:image:alt')).toMatch(/\S/);
  expect(property(text, 'twitter:card')).toBe('summary_large_image');
  const picture = await ask({ path: card.slice(siteUrl.length) });
  expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/png']);
  expect(picture.headers['cross-origin-resource-policy']).toBe('cross-origin');
  expect([picture.body.readUInt32BE(16), picture.body.readUInt32BE(20)]).toEqual([1200, 630]);
  const again = await ask({
    path: card.slice(siteUrl.length),
    headers: { 'if-none-match': picture.headers.etag ?? '' },
  });
  expect(again.status).toBe(304);
});

test('a petition that is not published has no card, no code, no poster and no frame', async ({ house }) => {
  expect(house).toBeDefined();
  const { slug } = await draftPetition();
  for (const path of [`/petitions/${slug}/card.png`, `/petitions/${slug}/qr.svg`, `/petitions/${slug}/qr.png`])
    expect((await ask({ path })).status, path).toBe(404);
  for (const path of ['poster', 'poster.pdf', 'tear-off.pdf', 'share'])
    expect((await ask({ path: `/en/petitions/${slug}/${path}` })).status, path).toBe(404);
  expect((await ask({ path: `/embed/${slug}` })).status).toBe(404);
});

test('an unknown language takes the petition’s own', async () => {
  const english = await ask({ path: `/petitions/${decreeSlug}/card.png?lang=en` });
  const unknown = await ask({ path: `/petitions/${decreeSlug}/card.png?lang=../../x` });
  expect(unknown.headers.etag).toBe(english.headers.etag);
});

test('what machines read of the petition is JSON that no title can break, and no browser minds it', async ({
  house,
  page,
}) => {
  const petition = await house.makePetition({ title: 'End </script><script>alert(1)</script> "it" & sign' });
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  await page.goto(`/en/petitions/${petition.slug}`);
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '');
  const [shown, way] = data['@graph'];
  expect(shown).toMatchObject({
    '@type': 'WebPage',
    name: 'End </script><script>alert(1)</script> "it" & sign',
    url: `${siteUrl}/en/petitions/${petition.slug}`,
    interactionStatistic: { interactionType: 'https://schema.org/EndorseAction', userInteractionCount: 0 },
  });
  expect(way.itemListElement.map(({ position }: { position: number }) => position)).toEqual([1, 2, 3]);
  expect(complaints).toEqual([]);
});

test('WE-13: through the onion, head and pictures name the onion alone', async () => {
  for (const path of [
    decreePage(),
    '/en',
    '/sitemap.xml',
    '/robots.txt',
    `/embed/${decreeSlug}`,
    `${decreePage()}/poster`,
  ]) {
    const { text } = await ask({ path, headers: onOnion });
    expect(text, path).not.toContain(siteUrl);
  }
  const { text } = await ask({ path: decreePage(), headers: onOnion });
  expect(tag(text, /<link rel="canonical" href="([^"]*)"/)).toBe(`${onionUrl}${decreePage()}`);
  // And the open site's own page, which memory keeps beside it, names itself.
  expect((await ask({ path: decreePage() })).text).not.toContain(onionUrl);
});

test('the sitemap lists every public place in all its languages, and robots.txt names it', async () => {
  const { headers, status, text: first } = await ask({ path: '/sitemap.xml' });
  expect([status, headers['content-type']]).toEqual([200, 'application/xml; charset=utf-8']);
  // Beside tests that publish hundreds of petitions it has become an index by now.
  const parts = [...first.matchAll(/<loc>[^<]+(\/sitemap\.xml\?page=\d+)<\/loc>/g)].map(([, path = '']) => path);
  const texts = await Promise.all(parts.map(async (path) => (await ask({ path })).text));
  const text = parts.length > 0 ? texts.join('') : first;
  for (const path of [decreePage(), decreePage('ar'), `${decreePage()}/updates/1`, '/en', '/de/about/count'])
    expect(text).toContain(`<loc>${siteUrl}${path}</loc>`);
  expect(text).toContain(`<xhtml:link rel="alternate" hreflang="ru" href="${siteUrl}${decreePage('ru')}"/>`);
  expect(text).not.toMatch(/signatures|team|sign-in/);
  for (const page of ['0', '-1', 'x', '99999'])
    expect((await ask({ path: `/sitemap.xml?page=${page}` })).status).toBe(404);
  expect((await ask({ path: '/robots.txt' })).text).toContain(`\nSitemap: ${siteUrl}/sitemap.xml\n`);
});

test('QR codes and paper are there in every language, and lead to the poster’s link', async () => {
  for (const locale of locales) {
    for (const kind of ['poster.pdf', 'tear-off.pdf']) {
      const answer = await ask({ path: `${decreePage(locale)}/${kind}`, headers: { 'accept-encoding': 'gzip' } });
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
      expect(answer.headers).not.toHaveProperty('content-encoding');
      expect(answer.body.subarray(0, 5).toString()).toBe('%PDF-');
    }
    expect((await ask({ path: `${decreePage(locale)}/poster` })).text).toContain('/s/');
  }
  const svg = await ask({ path: `/petitions/${decreeSlug}/qr.svg` });
  expect([svg.status, svg.headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
  expect(svg.headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
  expect((await ask({ path: `/petitions/${decreeSlug}/qr.png` })).body.subarray(1, 4).toString()).toBe('PNG');
  const partner = await ask({ path: `/petitions/${decreeSlug}/qr.svg?share=r8vc5j` });
  expect(partner.text).not.toBe(svg.text);
  const unknown = await ask({ path: `/petitions/${decreeSlug}/qr.svg?share=%3Cscript%3E` });
  expect(unknown.text).toBe(svg.text);
});
