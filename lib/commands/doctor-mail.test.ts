import { sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import {
  emptyOutbox,
  expect,
  letBatchesAge,
  letFoldAge,
  makePetition,
  queueLetters,
  test,
} from '@/e2e/support/world.ts';
import { settings } from '../env.ts';
import { sendNextBatch } from '../mail/send.ts';
import { machineNames, type Names, NamesAway } from './doctor-dns.ts';
import type { Finding } from './doctor-finding.ts';
import { lookAtMail } from './doctor-mail.ts';

const KEY = 'p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDW';

/** A domain that is set up as it should be. */
const goodNames = {
  'send.petitions.test': ['v=spf1 include:amazonses.com ~all'],
  'resend._domainkey.petitions.test': [KEY],
  '_dmarc.petitions.test': ['v=DMARC1; p=reject'],
  'petitions.test': ['google-site-verification=abc'],
};

const goodDomain = {
  id: 'd1',
  name: 'petitions.test',
  status: 'verified',
  open_tracking: false,
  click_tracking: false,
  records: [
    { record: 'SPF', name: 'send', type: 'MX', value: 'feedback-smtp.eu-west-1.amazonses.com', status: 'verified' },
    { record: 'SPF', name: 'send', type: 'TXT', value: '"v=spf1 include:amazonses.com ~all"', status: 'verified' },
    { record: 'DKIM', name: 'resend._domainkey', type: 'TXT', value: KEY, status: 'verified' },
    { record: 'Tracking', name: 'links.petitions.test', type: 'CNAME', value: 'links1.resend-dns.com' },
  ],
};

function names(
  texts: { readonly [name: string]: readonly string[] } = goodNames,
  exchanges = ['mx.petitions.test'],
): Names {
  return { texts: async (name) => texts[name] ?? [], exchanges: async () => exchanges };
}

const away: Names = {
  texts: () => Promise.reject(new NamesAway('No name server answers.')),
  exchanges: () => Promise.reject(new NamesAway('No name server answers.')),
};

const advised = (findings: readonly Finding[]) => findings.filter(({ advice }) => advice).map(({ what }) => what);

test.beforeEach(async ({ provider }) => {
  provider.script();
  provider.knowDomains([goodDomain]);
  await database().delete(schema.letterTallies);
});

test('a domain that is set up well needs no advice', async () => {
  const findings = await lookAtMail(names());
  expect(advised(findings)).toEqual([]);
  expect(findings.filter(({ unseen }) => unseen)).toEqual([]);
  for (const part of ['SPF', 'DKIM', 'DMARC', 'MX', 'verified'])
    expect(findings.some(({ what }) => what.includes(part))).toBe(true);
});

for (const [fault, texts, said] of [
  ['no SPF', { 'send.petitions.test': [] }, 'SPF: send.petitions.test does not say who may send for it'],
  [
    'an SPF for everybody',
    { 'send.petitions.test': ['v=spf1 +all'] },
    'SPF: send.petitions.test lets everybody send for it',
  ],
  [
    'two SPFs',
    { 'send.petitions.test': ['v=spf1 -all', 'v=spf1 ~all'] },
    'SPF: send.petitions.test has 2 policies, and receivers then take none',
  ],
  [
    'no DKIM',
    { 'resend._domainkey.petitions.test': [] },
    'DKIM: resend._domainkey.petitions.test shows no key, so letters are unsigned to those who check',
  ],
  [
    'another’s DKIM',
    { 'resend._domainkey.petitions.test': ['k=rsa; p=MIGfother'] },
    'DKIM: resend._domainkey.petitions.test shows another key than the provider signs with',
  ],
  [
    'no DMARC',
    { '_dmarc.petitions.test': [] },
    'DMARC: petitions.test has no policy, and large mailbox providers refuse mass letters without one',
  ],
  [
    'a DMARC that asks for nothing',
    { '_dmarc.petitions.test': ['v=DMARC1; rua=mailto:x@petitions.test'] },
    'DMARC: _dmarc.petitions.test asks for nothing (p is missing)',
  ],
] as const) {
  test(`${fault} is told with what to do`, async () => {
    expect(advised(await lookAtMail(names({ ...goodNames, ...texts })))).toEqual([said]);
  });
}

test('a domain that receives nothing is told', async () => {
  const found = advised(await lookAtMail(names(goodNames, [])));
  expect(found).toHaveLength(2);
  expect(found.join('\n')).toMatch(/no MX record.*\n.*receives no letters/);
});

test('the policy of the domain above counts', async () => {
  const above = { ...goodNames, '_dmarc.petitions.test': [], '_dmarc.test': ['v=DMARC1; p=reject'] };
  expect(advised(await lookAtMail(names(above)))).toHaveLength(1);
  settings().MAIL_FROM = 'Letters <letters@mail.petitions.test>';
  try {
    expect(advised(await lookAtMail(names()))).toEqual([]);
  } finally {
    settings().MAIL_FROM = 'Letters <letters@petitions.test>';
  }
});

test('what the provider has not verified, follows or does not know is told', async ({ provider }) => {
  provider.knowDomains([{ ...goodDomain, status: 'failed', open_tracking: true }]);
  const found = advised(await lookAtMail(names()));
  expect(found).toHaveLength(2);
  provider.knowDomains([{ ...goodDomain, name: 'other.test' }]);
  expect(advised(await lookAtMail(names()))).toEqual(['The provider does not know petitions.test']);
});

test('a key that may only send and a provider that is away hide the settings, and the usual names are looked up', async ({
  provider,
}) => {
  for (const refusal of [
    { name: 'restricted_api_key', status: 401 },
    { name: 'application_error', status: 500 },
  ]) {
    provider.refuseDomains(refusal);
    const findings = await lookAtMail(names());
    expect(advised(findings)).toEqual([]);
    expect(findings.filter(({ unseen }) => unseen)).toHaveLength(1);
    expect(findings.some(({ what }) => what.startsWith('DKIM'))).toBe(true);
  }
});

test('without a name server it says that it could not look', async () => {
  const findings = await lookAtMail(away);
  expect(advised(findings)).toEqual([]);
  expect(findings.filter(({ unseen }) => unseen).map(({ what }) => what)).toEqual([
    'The records of petitions.test could not be looked up: no name server answers here',
  ]);
});

test('the machine’s own name servers answer or are away, and nothing else', async () => {
  const answer = await machineNames()
    .texts('nothing.invalid')
    .catch((fault: unknown) => fault);
  expect(Array.isArray(answer) || answer instanceof NamesAway).toBe(true);
});

test('a refusing provider is told with its reason and what to do', async ({ provider }) => {
  await queueLetters(1);
  provider.script({ status: 403, name: 'invalid_api_key' });
  await sendNextBatch();
  const [pause] = (await lookAtMail(names())).filter(({ advice }) => advice);
  expect(pause?.what).toContain('invalid_api_key');
  expect(pause?.advice).toContain('Check RESEND_API_KEY');
  await emptyOutbox();
});

test('letters that too many call spam are told', async () => {
  const { id } = await makePetition();
  const tally = async (handedOver: number, complained: number) => {
    await database().execute(sql`
      insert into letter_tallies (petition_id, kind, day, handed_over, complained)
      values (${id}, 'confirm-signature', (now() at time zone 'UTC')::date, ${handedOver}, ${complained})
      on conflict (petition_id, kind, day) do update set handed_over = excluded.handed_over, complained = excluded.complained`);
    return (await lookAtMail(names())).find(({ what }) => what.includes('spam'));
  };
  expect((await tally(10_000, 9))?.advice).toBe(null);
  expect((await tally(10_000, 11))?.advice).toContain('below 0.1 %');
  expect((await tally(10_000, 31))?.advice).toContain('stop news now');
});

test('without a webhook nobody hears of bounces', async () => {
  const secret = settings().RESEND_WEBHOOK_SECRET;
  Object.assign(settings(), { RESEND_WEBHOOK_SECRET: undefined });
  const found = await lookAtMail(names()).finally(() => Object.assign(settings(), { RESEND_WEBHOOK_SECRET: secret }));
  expect(found.find(({ what }) => what.startsWith('Nobody tells'))?.advice).toContain('/api/mail/events');
});

test('letters that are not taken, and letters that nobody sends, are told with what to do', async ({ provider }) => {
  await letFoldAge(0);
  await queueLetters(2);
  provider.script({ status: 503 });
  await sendNextBatch();
  await letBatchesAge(6);
  expect(advised(await lookAtMail(names()))).toEqual([
    expect.stringContaining('2 letters are called for and not taken'),
  ]);
  await emptyOutbox();
  await queueLetters(3);
  await letFoldAge(90);
  expect(advised(await lookAtMail(names()))).toEqual([expect.stringContaining('3 letters wait, and no worker')]);
});
