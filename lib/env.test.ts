import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { parseSettings, SettingsFault } from './env.ts';

const good = {
  APP_URL: 'https://petitions.test',
  APP_SECRET: randomBytes(48).toString('base64'),
  DATABASE_URL: 'postgres://localhost/undersigned',
  KEY_DIR: '/keys',
  DATA_DIR: '/data',
  RESEND_API_KEY: 're_123',
  MAIL_FROM: 'Letters <letters@petitions.test>',
};

function faultOf(env: Record<string, string | undefined>): string {
  try {
    parseSettings(env);
  } catch (fault) {
    if (fault instanceof SettingsFault) return fault.message;
    throw fault;
  }
  return '';
}

test('good settings are read, and what may be left out has its default', () => {
  expect(parseSettings(good)).toMatchObject({ ...good, MAIL_RATE: 5, WORKER: 'on' });
});

test('one fault names every setting that is missing', () => {
  const fault = faultOf({});
  for (const name of Object.keys(good)) expect(fault).toContain(`${name} is missing`);
});

test('an empty setting is a missing one', () => {
  expect(faultOf({ ...good, KEY_DIR: '' })).toContain('KEY_DIR is missing');
});

test('one fault names missing and wrong settings together', () => {
  const fault = faultOf({ ...good, APP_URL: 'petitions', MAIL_FROM: 'nobody', KEY_DIR: undefined, WORKER: 'maybe' });
  for (const name of ['APP_URL', 'MAIL_FROM', 'KEY_DIR', 'WORKER']) expect(fault).toContain(`  ${name} `);
});

test('a fault quotes no value: a secret that is wrong is a secret still', () => {
  expect(faultOf({ ...good, APP_SECRET: 'hush-hush', DATABASE_URL: 'mysql://user:hush-hush@db' })).not.toContain(
    'hush',
  );
});

test('OP-06: a secret shorter than 32 bytes is refused', () => {
  expect(faultOf({ ...good, APP_SECRET: 'k7Hq2Lw9Zr4Tn8Vb3Xc6Md1Pf5Gs0Jy' })).toContain('32 bytes');
  expect(faultOf({ ...good, APP_SECRET: 'k7Hq2Lw9Zr4Tn8Vb3Xc6Md1Pf5Gs0JyA' })).toBe('');
});

for (const sample of ['change-me', 'CHANGEME', 'replace', 'example', 'Secret', 'password', '0123456789', 'aaaaaaaa']) {
  test(`OP-06: a secret with "${sample}" in it is refused as a sample`, () => {
    expect(faultOf({ ...good, APP_SECRET: `k7Hq2Lw9Zr4Tn8Vb${sample}3Xc6Md1Pf5Gs` })).toContain('looks like a sample');
  });
}

for (const url of ['petitions.test', 'ftp://petitions.test', 'https://petitions.test/a', 'https://petitions.test?a']) {
  test(`the site cannot be at ${url}`, () => {
    expect(faultOf({ ...good, APP_URL: url })).toContain('APP_URL must be');
  });
}

test('the slash behind the origin is dropped', () => {
  expect(parseSettings({ ...good, APP_URL: 'https://petitions.test/' }).APP_URL).toBe('https://petitions.test');
});

for (const from of [
  'a@b.test, c@d.test',
  'x',
  'A <a@b.test>\r\nBcc: c@d.test',
  '<a@b.test>',
  'A <a@b.test> <c@d.test>',
]) {
  test(`letters cannot be from ${JSON.stringify(from)}`, () => {
    expect(faultOf({ ...good, MAIL_FROM: from })).toContain('MAIL_FROM must be one address');
  });
}

for (const rate of ['0', '-1', 'fast', '1001', 'NaN']) {
  test(`letters cannot leave at a rate of ${rate}`, () => {
    expect(faultOf({ ...good, MAIL_RATE: rate })).toContain('MAIL_RATE');
  });
}

test('news may come from a sender of its own, which is one address, too', () => {
  expect(parseSettings({ ...good, MAIL_FROM_UPDATES: 'News <news@news.petitions.test>' })).toMatchObject({
    MAIL_FROM_UPDATES: 'News <news@news.petitions.test>',
  });
  expect(faultOf({ ...good, MAIL_FROM_UPDATES: 'nobody' })).toContain('MAIL_FROM_UPDATES must be one address');
});

for (const secret of ['hush', 'whsec_', 'whsec_short', 'TWEgbG9uZyBhbmQgdW5tYXJrZWQgc2VjcmV0']) {
  test(`the webhook cannot be signed with ${secret}`, () => {
    expect(faultOf({ ...good, RESEND_WEBHOOK_SECRET: secret })).toContain('RESEND_WEBHOOK_SECRET must be');
  });
}
