import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { PostedForm } from '../form.ts';
import { type Answers, fieldNames, type Problems, readAnswers } from './fields.ts';

const good = { name: 'Anna Example', email: 'anna@example.org' };

function formOf(values: Record<string, string>, twice: string[] = [], unreadable: string[] = []): PostedForm {
  return { values: new Map(Object.entries(values)), twice: new Set(twice), unreadable: new Set(unreadable) };
}

function answersOf(form: PostedForm): Answers {
  const read = readAnswers(form);
  if ('problems' in read) throw new Error(`There are problems: ${JSON.stringify(read.problems)}.`);
  return read.answers;
}

function problemsOf(form: PostedForm): Problems {
  const read = readAnswers(form);
  return 'problems' in read ? read.problems : {};
}

const namesTaken: [typed: string, kept: string][] = [
  ['Anna Example', 'Anna Example'],
  ['  Anna  Example  ', 'Anna Example'],
  ['Anna\u00a0Example', 'Anna Example'],
  ['\tAnna\r\n', 'Anna'],
  ['X', 'X'],
  ['Анна Ивановна', 'Анна Ивановна'],
  ['Ганна Ґалаґан', 'Ганна Ґалаґан'],
  ['آنا مثال', 'آنا مثال'],
  ['אנה', 'אנה'],
  ['张伟', '张伟'],
  ['山田 花子', '山田 花子'],
  ['김민준', '김민준'],
  ['อันนา', 'อันนา'],
  ['अन्ना', 'अन्ना'],
  ['José', 'José'],
  ['Jose\u0301', 'José'],
  ['Ångström', 'Ångström'],
  ['A\u030angstro\u0308m', 'Ångström'],
  ["O'Neill", "O'Neill"],
  ['O’Neill', 'O’Neill'],
  ['Anna-Maria', 'Anna-Maria'],
  ['J. R. R. Example', 'J. R. R. Example'],
  ['J.R.R. Example', 'J.R.R. Example'],
  ['St.Example', 'St.Example'],
  ['Dr. Anna Example, MD', 'Dr. Anna Example, MD'],
  ['Anna (Nika)', 'Anna (Nika)'],
  ['Anna "Nika" Example', 'Anna "Nika" Example'],
  ['Anna & Boris', 'Anna & Boris'],
  ['Anna 2', 'Anna 2'],
  ['2 Anna', '2 Anna'],
  ['Anna = Boris', 'Anna = Boris'],
  ['Anna +1', 'Anna +1'],
  ['Anna <b>', 'Anna <b>'],
  ["Robert'); drop table signatures;--", "Robert'); drop table signatures;--"],
  ['{{name}}', '{{name}}'],
  ['%{name}', '%{name}'],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['null', 'null'],
  ['undefined', 'undefined'],
  ['Anna 🙂', 'Anna 🙂'],
  ['𝔄nna', '𝔄nna'],
  ['Anna com', 'Anna com'],
  ['Anna.Example', 'Anna.Example'],
  ['a'.repeat(100), 'a'.repeat(100)],
  ['𠀀'.repeat(100), '𠀀'.repeat(100)],
  [` ${'я'.repeat(100)} `, 'я'.repeat(100)],
];

const namesRefused: [typed: string, why: string][] = [
  ['', 'missing'],
  ['   ', 'missing'],
  ['\u00a0\u3000', 'missing'],
  ['\r\n', 'missing'],
  ['\ufeff', 'missing'],
  ['a'.repeat(101), 'too-long'],
  ['𠀀'.repeat(101), 'too-long'],
  ['Anna Example '.repeat(1000), 'too-long'],
  ['Anna\0', 'unseen'],
  ['An\0na', 'unseen'],
  ['An\tna', 'unseen'],
  ['Anna\r\nBcc: boris@example.org', 'unseen'],
  ['An\nna', 'unseen'],
  ['An\u001bna', 'unseen'],
  ['An\u007fna', 'unseen'],
  ['An\u0085na', 'unseen'],
  ['An\u00adna', 'unseen'],
  ['An\u061cna', 'unseen'],
  ['An\u180ena', 'unseen'],
  ['An\u200bna', 'unseen'],
  ['An\u200cna', 'unseen'],
  ['An\u200dna', 'unseen'],
  ['An\u200ena', 'unseen'],
  ['An\u200fna', 'unseen'],
  ['An\u2028na', 'unseen'],
  ['An\u2029na', 'unseen'],
  ['\u202aAnna', 'unseen'],
  ['\u202bAnna', 'unseen'],
  ['An\u202cna', 'unseen'],
  ['An\u202dna', 'unseen'],
  ['An\u202ena', 'unseen'],
  ['An\u2060na', 'unseen'],
  ['An\u2066na', 'unseen'],
  ['An\u2067na', 'unseen'],
  ['An\u2069na', 'unseen'],
  ['An\ufeffna', 'unseen'],
  ['An\ufff9na', 'unseen'],
  ['An\ud800na', 'unseen'],
  ['An\udfffna', 'unseen'],
  ['An\ue000na', 'unseen'],
  ['An\u{e0041}na', 'unseen'],
  ['\u3164', 'unseen'],
  ['\u115f\u1160', 'unseen'],
  ['An\uffa0na', 'unseen'],
  ['An\u034fna', 'unseen'],
  ['...', 'no-letter'],
  ['12345', 'no-letter'],
  ['🙂🙂', 'no-letter'],
  ['-', 'no-letter'],
  ['\u0301', 'no-letter'],
  ['=Anna', 'sign-first'],
  ['=cmd|calc', 'sign-first'],
  ['+Anna', 'sign-first'],
  ['-Anna', 'sign-first'],
  ['@Anna', 'sign-first'],
  ['  =Anna', 'sign-first'],
  ['\t@Anna', 'sign-first'],
  ['https://example.org', 'web-address'],
  ['Anna http://example.org', 'web-address'],
  ['ftp://x', 'web-address'],
  ['www.example', 'web-address'],
  ['Anna WWW.example.de', 'web-address'],
  ['example.com', 'web-address'],
  ['Anna visit EXAMPLE.RU now', 'web-address'],
  ['пример.com', 'web-address'],
];

for (const [typed, kept] of namesTaken) {
  test(`SA-09: the name ${JSON.stringify(typed).slice(0, 40)} of ${typed.length} is taken`, () => {
    expect(answersOf(formOf({ ...good, name: typed })).name).toBe(kept);
  });
}

for (const [typed, why] of namesRefused) {
  test(`SA-09: the name ${JSON.stringify(typed).slice(0, 40)} of ${typed.length} is refused as ${why}`, () => {
    expect(problemsOf(formOf({ ...good, name: typed }))).toEqual({ name: `signature.name.${why}` });
  });
}

test('an empty form names both fields that it needs, and no other', () => {
  expect(problemsOf(formOf({}))).toEqual({ name: 'signature.name.missing', email: 'signature.email.missing' });
});

test('a wrong address is told at its field', () => {
  expect(problemsOf(formOf({ ...good, email: 'anna' }))).toEqual({ email: 'signature.email.wrong' });
});

test('PV-14: nothing is agreed to by leaving boxes alone', () => {
  expect(answersOf(formOf(good)).consents).toEqual([]);
});

test('PV-14: each box is one consent of its own', () => {
  expect(answersOf(formOf({ ...good, deliver: 'yes' })).consents).toEqual(['deliver']);
  expect(answersOf(formOf({ ...good, updates: 'yes' })).consents).toEqual(['updates']);
  expect(answersOf(formOf({ ...good, partner_updates: 'yes' })).consents).toEqual(['partner-updates']);
});

test('a box that says anything but yes is no consent', () => {
  for (const value of ['', 'no', 'on', 'YES', 'true', '1', ' yes']) {
    expect(answersOf(formOf({ ...good, deliver: value, updates: value, partner_updates: value })).consents).toEqual([]);
  }
});

test('a country is one of the list or none', () => {
  expect(answersOf(formOf({ ...good, country: '' })).country).toBe('');
  expect(answersOf(formOf({ ...good, country: 'UA' })).country).toBe('UA');
  for (const country of ['ua', 'XX', 'UKR', ' UA', 'Ukraine', '__proto__']) {
    expect(problemsOf(formOf({ ...good, country }))).toEqual({ country: 'signature.country.unknown' });
  }
});

test('a field that came twice is not guessed at', () => {
  expect(problemsOf(formOf({ ...good, country: 'UA' }, ['name', 'email', 'country']))).toEqual({
    name: 'signature.name.twice',
    email: 'signature.email.twice',
    country: 'signature.country.twice',
  });
});

test('a field that cannot be read is told as such', () => {
  expect(problemsOf(formOf({ ...good, name: 'An\ufffdna' }, [], ['name']))).toEqual({
    name: 'signature.name.unreadable',
  });
});

test('fields that the form does not have change nothing', () => {
  const { name, address, country, consents } = answersOf(formOf({ ...good, admin: 'yes', ip: '::1' }, ['admin']));
  expect({ name, mailbox: address.mailbox, country, consents }).toEqual({
    name: 'Anna Example',
    mailbox: 'anna@example.org',
    country: '',
    consents: [],
  });
});

test('no text whatever makes reading the answers break', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string());
  const anyForm = fc.dictionary(fc.constantFrom(...fieldNames, '__proto__', 'x'), text);
  fc.assert(
    fc.property(anyForm, (values) => {
      const read = readAnswers(formOf(values));
      if ('answers' in read) {
        expect(read.answers.name).not.toBe('');
        expect(read.answers.address.mailbox).toMatch(/^[\x21-\x7e]+@[a-z0-9.-]+$/);
      } else expect(Object.keys(read.problems)).not.toEqual([]);
    }),
    { numRuns: 200 },
  );
});
