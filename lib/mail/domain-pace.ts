import { createHmac, type KeyObject } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { settings } from '../env.ts';

/**
 * Letters a minute to the addresses of one domain (SA-05): whoever types five hundred addresses of a company into our
 * form must not have us bomb it. The rest waits its turn.
 */
export const LETTERS_PER_DOMAIN_AND_MINUTE = 60;

/** In seconds. The last seven slots cover a minute wherever it begins. */
const SLOT = 10;
const SLOTS = 7;

/** Providers of so many mailboxes that a crowd of them is a crowd of people. */
const LARGE: ReadonlySet<string> = new Set([
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'icloud.com', 'me.com'],
  ...['mac.com', 'yahoo.com', 'yahoo.co.uk', 'yahoo.de', 'yahoo.fr', 'ymail.com', 'aol.com', 'gmx.de', 'gmx.net'],
  ...['gmx.at', 'gmx.ch', 'web.de', 't-online.de', 'freenet.de', 'posteo.de', 'mailbox.org', 'proton.me', 'pm.me'],
  ...['protonmail.com', 'protonmail.ch', 'tutanota.com', 'tuta.com', 'tuta.io', 'tutamail.com', 'riseup.net'],
  ...['mail.ru', 'bk.ru', 'inbox.ru', 'list.ru', 'internet.ru', 'yandex.ru', 'ya.ru', 'yandex.com', 'yandex.by'],
  ...['yandex.kz', 'rambler.ru', 'lenta.ru', 'ukr.net', 'i.ua', 'meta.ua', 'tut.by', 'mail.by', 'seznam.cz'],
  ...['wp.pl', 'o2.pl', 'onet.pl', 'interia.pl', 'libero.it', 'orange.fr', 'free.fr', 'laposte.net', 'wanadoo.fr'],
  ...['qq.com', '163.com', '126.com', 'naver.com', 'zoho.com', 'fastmail.com', 'duck.com', 'mozmail.com'],
  ...['simplelogin.com', 'walla.co.il', 'mail.com', 'inbox.lv', 'mail.ee', 'abv.bg', 'centrum.cz', 'bigmir.net'],
]);

/**
 * The domain of a letter that a stranger asked for, as a number under the hour's key, which is destroyed with the
 * letters of its hour; null for large providers, and for those that LARGE_MAIL_DOMAINS names. An hour's change gives
 * a domain another number, and with it at most one more minute's share.
 */
export function domainMark(mailbox: string, hourKey: KeyObject): number | null {
  const domain = mailbox.slice(mailbox.lastIndexOf('@') + 1);
  if (LARGE.has(domain) || settings().LARGE_MAIL_DOMAINS?.includes(domain)) return null;
  return createHmac('sha256', hourKey).update(`domain ${domain}`).digest().readInt32BE();
}

const thisSlot = sql`floor(extract(epoch from now()) / ${SLOT}::int)::int`;

/** Part of a statement: how many letters each domain can still get at this moment, where any were sent of late. */
export const domainRoom = sql`
  select mark, ${LETTERS_PER_DOMAIN_AND_MINUTE}::int - sum(sent)::int as room from domain_paces
  where slot > ${thisSlot} - ${SLOTS}::int group by mark`;

/** Part of a statement: counts the letters of `chosen`, which has a `domain_mark`, for their domains. */
export const countDomains = sql`
  insert into domain_paces as d (mark, slot, sent)
  select domain_mark, ${thisSlot}, count(*) from chosen where domain_mark is not null group by domain_mark order by domain_mark
  on conflict (mark, slot) do update set sent = d.sent + excluded.sent`;

export const roomInMinute = sql`${LETTERS_PER_DOMAIN_AND_MINUTE}::int`;

/** Forgets minutes that are over. Answers how many slots; the next call finds none of them. */
export async function forgetDomainPaces(): Promise<number> {
  const rows = await database().execute(sql`
    delete from domain_paces where slot <= ${thisSlot} - ${2 * SLOTS}::int returning 1`);
  return rows.length;
}
