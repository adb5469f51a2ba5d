import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { fromBase64, fromDecimal, fromHex, fromUtf8, toBase64, toHex, toUtf8 } from './text.ts';

const octets = fc.uint8Array({ maxLength: 200 });

test('base64 and hex agree with node:buffer and read back', () => {
  fc.assert(
    fc.property(octets, (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      expect(fromHex(toHex(bytes))).toEqual(bytes);
    }),
  );
});

for (const text of ['A', 'AA', 'AAA', 'AA=', 'A===', '====', 'AAAA=', 'AB==', 'AA==\n', ' AAA', 'AA-_', 'AA==AAAA'])
  test(`${JSON.stringify(text)} is no base64`, () => expect(fromBase64(text)).toBeNull());

test('any text that reads as base64 is the one spelling of its octets', () => {
  const alphabet = fc.string({ unit: fc.constantFrom(...'AQgw/+=Z'), maxLength: 8 });
  fc.assert(
    fc.property(alphabet, (text) => {
      const read = fromBase64(text);
      expect(read === null || toBase64(read) === text).toBe(true);
    }),
  );
});

test('decimals have one spelling and end at 2^63-1', () => {
  expect(fromDecimal('0')).toBe(0n);
  expect(fromDecimal('9223372036854775807')).toBe(2n ** 63n - 1n);
  for (const text of [
    '',
    '00',
    '01',
    '+1',
    '-1',
    '1.0',
    '1e3',
    ' 1',
    '1\n',
    '٣',
    '9223372036854775808',
    '1'.repeat(1e6),
  ])
    expect(fromDecimal(text)).toBeNull();
});

test('octets that are no UTF-8 are not read', () => {
  expect(fromUtf8(Uint8Array.of(0xff))).toBeNull();
  expect(fromUtf8(Uint8Array.of(0xed, 0xa0, 0x80))).toBeNull();
  expect(fromUtf8(toUtf8('\ufeffè'))).toBe('\ufeffè');
});
