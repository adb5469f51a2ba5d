import { randomUUID } from 'node:crypto';
import { database } from '@/db/client.ts';
import { mailboxUrl } from '@/e2e/support/places.ts';
import {
  emptyOutbox,
  expect,
  makePetition,
  newAddress,
  queueSecrets,
  sign,
  test,
  withProviderAt,
} from '@/e2e/support/world.ts';
import { readAddress } from '../address/address.ts';
import { currentTime } from '../clock.ts';
import { parseSettings, settings } from '../env.ts';
import { readForm } from '../form.ts';
import { readAnswers } from '../signature/fields.ts';
import { inviteFromMachine } from '../team/invitations.ts';
import { queueTestLetter } from '../update/letter.ts';
import { sampleLetters, secretsOfSample, writeSample } from './samples.ts';
import { sendNextBatch } from './send.ts';

/** What has made other mailers write to somebody else, or write another header (EM-09). */
const vectors: readonly string[] = [
  'anna@example.org\r\nBcc: eve@evil.example',
  'anna@example.org\nBcc: eve@evil.example',
  'anna@example.org\rBcc: eve@evil.example',
  'anna@example.org\u0085Bcc: eve@evil.example',
  'anna@example.org\u2028Bcc: eve@evil.example',
  'anna@example.org\u2029Bcc: eve@evil.example',
  'anna@example.org%0d%0aBcc: eve@evil.example',
  'anna@example.org%0aBcc:eve@evil.example',
  'anna@example.org\\r\\nBcc: eve@evil.example',
  'anna@example.org, eve@evil.example',
  'anna@example.org,eve@evil.example',
  'anna@example.org; eve@evil.example',
  'anna@example.org eve@evil.example',
  'anna@example.org\teve@evil.example',
  'anna@example.org\u0000eve@evil.example',
  'Anna <anna@example.org>, Eve <eve@evil.example>',
  'Anna <anna@example.org>',
  '"Anna" <anna@example.org>',
  '"eve@evil.example" <anna@example.org>',
  '"anna@example.org, eve"@evil.example',
  '"anna\r\n"@example.org',
  '<anna@example.org> eve@evil.example',
  'anna@example.org <eve@evil.example>',
  'anna(eve@evil.example)@example.org',
  'anna@example.org(eve@evil.example)',
  '@evil.example:anna@example.org',
  'anna%evil.example@example.org',
  'evil.example!eve@example.org',
  'friends:anna@example.org,eve@evil.example;',
  '=?utf-8?q?anna=40example.org=2C?= eve@evil.example',
  'anna＠evil.example@example.org',
  'anna@example.org\r\n\r\n<html>A body of my own</html>',
  'anna@example.org\u202e@evil.example',
];

const ONE_MAILBOX = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

test('there are thirty of them, and no two are the same', () => {
  expect(new Set(vectors).size).toBeGreaterThanOrEqual(30);
});

test.beforeEach(async ({ provider }) => {
  await emptyOutbox();
  provider.script();
});

interface Sent {
  readonly to: unknown;
  readonly subject: string;
}

/** What leaves for the provider: every letter that waits, each held to what a letter may be. */
async function sendAndRead(provider: { calls: readonly { body: string }[] }): Promise<Sent[]> {
  while (await sendNextBatch());
  const letters = provider.calls.flatMap(({ body }) => JSON.parse(body) as (Sent & Record<string, unknown>)[]);
  for (const letter of letters) {
    expect(Object.keys(letter).sort()).toEqual(['from', 'html', 'subject', 'text', 'to']);
    expect(letter.to).toMatch(ONE_MAILBOX);
    expect(letter.to).not.toMatch(/@evil\.example$/);
    expect(letter.subject).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]+$/u);
    expect(letter.from).toBe(settings().MAIL_FROM);
  }
  return letters;
}

for (const vector of vectors) {
  const said = JSON.stringify(vector);

  test(`EM-09: as an address, ${said} reaches one mailbox or none`, async ({ provider }) => {
    const address = readAddress(vector);
    const now = await currentTime();
    const form = await readForm(
      new Request('http://localhost', { method: 'POST', body: new URLSearchParams({ name: 'Anna', email: vector }) }),
    );
    if (typeof form === 'string') throw new Error(form);
    const read = readAnswers(form);
    if ('answers' in read) await sign(await makePetition(), { email: read.answers.address.mailbox });
    const wish = { typedAddress: vector, coalitionId: null, partnerId: null, role: 'owner', language: 'en' } as const;
    await inviteFromMachine(wish, now);
    const sent = await sendAndRead(provider);
    const wanted = typeof address === 'string' ? [] : [address.mailbox, address.mailbox];
    expect(sent.map(({ to }) => to)).toEqual(wanted);
  });

  test(`EM-09, SA-08: as a name and as the words of news, ${said} changes neither reader nor headers`, async ({
    provider,
  }) => {
    const [signer, writer] = [newAddress(), newAddress()];
    await sign(await makePetition(), { email: signer, name: vector });
    const news = { title: vector, body: vector, language: 'en' } as const;
    expect(await queueTestLetter({ id: randomUUID(), mailbox: writer }, news, await currentTime())).toBe('queued');
    const sent = await sendAndRead(provider);
    expect(sent.map(({ to }) => to).sort()).toEqual([signer, writer].sort());
    expect(JSON.stringify(sent.filter(({ to }) => to === signer))).not.toContain('evil.example');
  });

  test(`EM-09: as a sender, ${said} is one sender or refused at the start`, () => {
    const given = { APP_URL: 'https://petitions.test', DATABASE_URL: 'postgres://db/x', APP_SECRET: 'k'.repeat(3) };
    const settle = () =>
      parseSettings({ ...process.env, ...given, APP_SECRET: process.env.APP_SECRET, MAIL_FROM: vector });
    let from: string | null = null;
    try {
      from = settle().MAIL_FROM;
    } catch (fault) {
      expect(String(fault)).toContain('MAIL_FROM must be one address');
    }
    if (from !== null) expect(from).toMatch(/^[^@,;\p{Cc}\p{Zl}\p{Zp}]+@[^@,;\p{Cc}\p{Zl}\p{Zp}]+$/u);
  });
}

test('every letter arrives through the provider’s own client as it was written, at one address', async () => {
  const letters = sampleLetters.map((one) => ({ ...one, mailbox: newAddress() }));
  for (const { language, mailbox, sample } of letters)
    await queueSecrets(sample.kind, { ...secretsOfSample(sample, language), mailbox });
  await withProviderAt(mailboxUrl, async () => {
    while (await sendNextBatch());
  });
  const answer = await fetch(`${mailboxUrl}/emails`, { headers: { authorization: 'Bearer re_local_mailbox' } });
  const { data } = (await answer.json()) as { data: { to: string[]; from: string; [name: string]: unknown }[] };
  for (const { language, mailbox, sample } of letters) {
    const arrived = data.filter(({ to }) => to.includes(mailbox));
    const written = await writeSample(sample, language, settings().APP_URL);
    expect(arrived, `${sample.name} ${language}`).toHaveLength(1);
    expect(arrived[0]).toMatchObject({ to: [mailbox], from: settings().MAIL_FROM, ...written });
    for (const extra of ['cc', 'bcc', 'reply_to']) expect(arrived[0]?.[extra] ?? []).toEqual([]);
  }
  expect(await database().execute('select 1 as n from letters')).toEqual([]);
});
