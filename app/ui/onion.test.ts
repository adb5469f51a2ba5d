import { expect, test } from '@playwright/test';
import { parseSettings } from '@/lib/env.ts';
import { hasTls, isOnion, isOurOrigin, onionLocation, originFor } from './onion.ts';

const onion = `http://${'a'.repeat(56)}.onion`;
const both = { APP_URL: 'https://petitions.test', ONION_URL: onion };
const asked = (host: string, path = '/en/petitions/x?share=abc') =>
  new Request(`http://site${path}`, { headers: { host } });
const clear = asked('petitions.test');
const hidden = asked(new URL(onion).host);

test('WE-13: a page of the open site tells Tor Browser where its onion is, without the search', () => {
  expect(onionLocation(clear, both)).toEqual({ 'onion-location': `${onion}/en/petitions/x` });
});

test('WE-13: the onion is not told on itself, nor without TLS, nor where there is none', () => {
  expect(onionLocation(hidden, both)).toEqual({});
  expect(onionLocation(clear, { ...both, APP_URL: 'http://petitions.test' })).toEqual({});
  expect(onionLocation(clear, { APP_URL: 'https://petitions.test', ONION_URL: undefined })).toEqual({});
});

test('WE-13: pages name the origin that the visitor came by, and a made-up host is nobody’s', () => {
  expect(originFor(hidden, both)).toBe(onion);
  expect(originFor(clear, both)).toBe('https://petitions.test');
  expect(originFor(asked('elsewhere.onion'), both)).toBe('https://petitions.test');
  expect(isOnion(asked(new URL(onion).host.toUpperCase()), both)).toBe(true);
  expect(isOnion(clear, { APP_URL: 'https://petitions.test', ONION_URL: undefined })).toBe(false);
});

test('WE-03, WE-13: forms of both origins are ours, and of no other', () => {
  for (const ours of [both.APP_URL, onion]) expect(isOurOrigin(ours, both)).toBe(true);
  const foreign = [null, 'null', '', `${onion}.elsewhere.example`, onion.replace('http:', 'https:'), 'undefined'];
  for (const origin of foreign) expect(isOurOrigin(origin, both), String(origin)).toBe(false);
  expect(isOurOrigin('undefined', { APP_URL: 'https://petitions.test', ONION_URL: undefined })).toBe(false);
});

test('WE-13: cookies ask for TLS on the open site and not on the onion', () => {
  expect(hasTls(clear, both)).toBe(true);
  expect(hasTls(hidden, both)).toBe(false);
});

test('only an address of an onion is taken for one', () => {
  const complete = {
    APP_URL: 'https://petitions.test',
    DATABASE_URL: 'postgres://db/x',
    APP_SECRET: 'kT7w!pZr2Vq9-LmXc4Hd8_Bn5Yf3Gj6Sa',
    KEY_DIR: 'k',
    DATA_DIR: 'd',
    RESEND_API_KEY: 're_x',
    MAIL_FROM: 'a@petitions.test',
  };
  expect(parseSettings({ ...complete, ONION_URL: `${onion}/` }).ONION_URL).toBe(onion);
  for (const ONION_URL of ['https://petitions.test', 'http://short.onion', `${onion}/path`, 'onion'])
    expect(() => parseSettings({ ...complete, ONION_URL }), ONION_URL).toThrow(/ONION_URL/);
});
