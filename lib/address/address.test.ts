import { expect, test } from '@playwright/test';
import { readAddress } from './address.ts';

/** What is typed, where the letter goes, and which mailbox it is. */
const taken: [typed: string, mailbox: string, canonical: string][] = [
  ['anna@example.org', 'anna@example.org', 'anna@example.org'],
  ['  anna@example.org\t', 'anna@example.org', 'anna@example.org'],
  ['anna@example.org\r\n', 'anna@example.org', 'anna@example.org'],
  ['\u00a0anna@example.org\u3000', 'anna@example.org', 'anna@example.org'],
  ['\ufeffanna@example.org', 'anna@example.org', 'anna@example.org'],
  ['Anna.Maria@Example.ORG', 'Anna.Maria@example.org', 'anna.maria@example.org'],
  [
    "o'neill_{x}~!#$%&*/=?^`|@example.org",
    "o'neill_{x}~!#$%&*/=?^`|@example.org",
    "o'neill_{x}~!#$%&*/=?^`|@example.org",
  ],
  ['anna+petitions@example.org', 'anna+petitions@example.org', 'anna+petitions@example.org'],
  ['anna@mail.example.co.uk', 'anna@mail.example.co.uk', 'anna@mail.example.co.uk'],
  ['anna@почта.рф', 'anna@xn--80a1acny.xn--p1ai', 'anna@xn--80a1acny.xn--p1ai'],
  ['anna@bücher.example', 'anna@xn--bcher-kva.example', 'anna@xn--bcher-kva.example'],
  ['anna@bu\u0308cher.example', 'anna@xn--bcher-kva.example', 'anna@xn--bcher-kva.example'],
  ['anna@BÜCHER.example', 'anna@xn--bcher-kva.example', 'anna@xn--bcher-kva.example'],
  ['anna@xn--bcher-kva.example', 'anna@xn--bcher-kva.example', 'anna@xn--bcher-kva.example'],
  ['Anna.Maria+decree@gmail.com', 'Anna.Maria+decree@gmail.com', 'annamaria@gmail.com'],
  ['a.n.n.a.m.a.r.i.a@googlemail.com', 'a.n.n.a.m.a.r.i.a@googlemail.com', 'annamaria@gmail.com'],
  ['ANNAMARIA@GMAIL.COM', 'ANNAMARIA@gmail.com', 'annamaria@gmail.com'],
  ['+tag@gmail.com', '+tag@gmail.com', '+tag@gmail.com'],
  ['anna-maria@yandex.ru', 'anna-maria@yandex.ru', 'anna-maria@yandex.ru'],
  ['anna.maria@yandex.ru', 'anna.maria@yandex.ru', 'anna-maria@yandex.ru'],
  ['anna.maria@ya.ru', 'anna.maria@ya.ru', 'anna-maria@yandex.ru'],
  ['Anna-Maria+x@yandex.com', 'Anna-Maria+x@yandex.com', 'anna-maria@yandex.ru'],
  ['anna.maria@yandex.by', 'anna.maria@yandex.by', 'anna-maria@yandex.ru'],
  ['anna.maria@narod.ru', 'anna.maria@narod.ru', 'anna-maria@yandex.ru'],
  ['anna@proton.me', 'anna@proton.me', 'anna@proton.me'],
  ['an.n-a@protonmail.com', 'an.n-a@protonmail.com', 'anna@proton.me'],
  ['a_nna+decree@pm.me', 'a_nna+decree@pm.me', 'anna@proton.me'],
  ['anna@protonmail.ch', 'anna@protonmail.ch', 'anna@proton.me'],
  ['anna@me.com', 'anna@me.com', 'anna@icloud.com'],
  ['anna.maria+x@mac.com', 'anna.maria+x@mac.com', 'anna.maria@icloud.com'],
  ['anna.maria+x@mail.ru', 'anna.maria+x@mail.ru', 'anna.maria@mail.ru'],
  ['anna+x@bk.ru', 'anna+x@bk.ru', 'anna@bk.ru'],
  ['anna+x@riseup.net', 'anna+x@riseup.net', 'anna@riseup.net'],
  ['anna@duck.com', 'anna@duck.com', 'anna@duck.com'],
  ['x1y2@mozmail.com', 'x1y2@mozmail.com', 'x1y2@mozmail.com'],
  ['anna.petition@simplelogin.com', 'anna.petition@simplelogin.com', 'anna.petition@simplelogin.com'],
  ['anna@mailinator.com', 'anna@mailinator.com', 'anna@mailinator.com'],
  [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
];

const refused: [typed: string, problem: 'missing' | 'wrong' | 'too-long'][] = [
  ['', 'missing'],
  ['   ', 'missing'],
  ['\r\n\t', 'missing'],
  ['anna', 'wrong'],
  ['@', 'wrong'],
  ['anna@', 'wrong'],
  ['@example.org', 'wrong'],
  ['anna@@example.org', 'wrong'],
  ['anna@example.org@example.com', 'wrong'],
  ['anna\uff20example.org', 'wrong'],
  ['anna\uff20example.org@example.com', 'wrong'],
  ['anna\ufe6bexample.org', 'wrong'],
  ['"anna"@example.org', 'wrong'],
  ['"a@x"@example.org', 'wrong'],
  ['Anna <anna@example.org>', 'wrong'],
  ['<anna@example.org>', 'wrong'],
  ['anna@example.org,boris@example.org', 'wrong'],
  ['anna@example.org, boris', 'wrong'],
  ['anna@example.org;boris', 'wrong'],
  ['anna,boris@example.org', 'wrong'],
  ['anna@example.org\u200b', 'wrong'],
  ['an\u200bna@example.org', 'wrong'],
  ['anna@exam\u200bple.org', 'wrong'],
  ['anna@exam\u00adple.org', 'wrong'],
  ['anna@example.org\u202e', 'wrong'],
  ['anna@example.org\r\nBcc: boris@example.org', 'wrong'],
  ['anna@example.org\nBcc:x', 'wrong'],
  ['anna\r\n@example.org', 'wrong'],
  ['anna\0@example.org', 'wrong'],
  ['anna@example.org\0x', 'wrong'],
  ['an na@example.org', 'wrong'],
  ['anna@ example.org', 'wrong'],
  ['anna @example.org', 'wrong'],
  ['.anna@example.org', 'wrong'],
  ['anna.@example.org', 'wrong'],
  ['an..na@example.org', 'wrong'],
  ['anna@example.org.', 'wrong'],
  ['anna@.example.org', 'wrong'],
  ['anna@example..org', 'wrong'],
  ['anna@example', 'wrong'],
  ['anna@localhost', 'wrong'],
  ['anna@-example.org', 'wrong'],
  ['anna@example-.org', 'wrong'],
  ['anna@exa_mple.org', 'wrong'],
  ['anna@example.c', 'wrong'],
  ['anna@example.123', 'wrong'],
  ['anna@127.0.0.1', 'wrong'],
  ['anna@[127.0.0.1]', 'wrong'],
  ['anna@example.org:25', 'wrong'],
  ['anna@example.org/x', 'wrong'],
  ['anna@example\u3002org', 'wrong'],
  ['anna@ｅxample.org', 'wrong'],
  ['anna@ﬁnland.example', 'wrong'],
  ['анна@example.org', 'wrong'],
  ['änna@example.org', 'wrong'],
  ['anna(comment)@example.org', 'wrong'],
  ['anna\\@example.org', 'wrong'],
  ['mailto:anna@example.org', 'wrong'],
  [`${'a'.repeat(65)}@example.org`, 'wrong'],
  [`anna@${'a'.repeat(64)}.org`, 'wrong'],
  [`anna@${'a.'.repeat(130)}org`, 'too-long'],
  [`anna@${'ü.'.repeat(100)}org`, 'too-long'],
  ['a'.repeat(255), 'too-long'],
];

for (const [typed, mailbox, canonical] of taken) {
  test(`SA-10: the address ${JSON.stringify(typed)} gets its letter at ${mailbox} and counts as ${canonical}`, () => {
    expect(readAddress(typed)).toEqual({ mailbox, canonical });
  });
}

for (const [typed, problem] of refused) {
  test(`SA-10: the address ${JSON.stringify(typed).slice(0, 60)} of ${typed.length} is ${problem}`, () => {
    expect(readAddress(typed)).toBe(problem);
  });
}

test('reading an address that was read before changes nothing', () => {
  for (const [, mailbox, canonical] of taken) {
    expect(readAddress(mailbox)).toEqual({ mailbox, canonical });
    expect(readAddress(canonical)).toMatchObject({ canonical });
  }
});
