import { expect, test } from '@playwright/test';
import { onionUrl, securityContact, siteUrl } from '../support/places.ts';
import { ask } from '../support/raw.ts';

test('whom to tell of a weakness stands where RFC 9116 says, and never lies expired', async () => {
  const { headers, status, text } = await ask({ path: '/.well-known/security.txt' });
  expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
  const fields = Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => line.split(/: (.*)/)),
  );
  expect(fields).toMatchObject({
    Contact: securityContact,
    'Preferred-Languages': 'en, ar, de, ru, uk',
    Canonical: `${siteUrl}/.well-known/security.txt`,
    Policy: `${siteUrl}/en/about/security`,
  });
  const days = (Date.parse(fields.Expires ?? '') - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(178);
  expect(days).toBeLessThan(365);
  expect((await ask({ path: '/en/about/security' })).status).toBe(200);
});

test('through the onion it names the onion', async () => {
  const { text } = await ask({ path: '/.well-known/security.txt', headers: { host: new URL(onionUrl).host } });
  expect(text).toContain(`Canonical: ${onionUrl}/`);
  expect(text).not.toContain(siteUrl);
});

test('search engines are asked to leave alone what belongs to one person, and the panel', async () => {
  const { status, text } = await ask({ path: '/robots.txt' });
  expect(status).toBe(200);
  for (const path of ['/en/signatures/', '/ar/signatures/', '/team', '/sign-in'])
    expect(text).toContain(`\nDisallow: ${path}\n`);
  expect(text).not.toContain('\nDisallow: /\n');
});
