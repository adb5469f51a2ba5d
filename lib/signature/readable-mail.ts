import { settings } from '../env.ts';
import type { Answers, Typed } from './fields.ts';

/**
 * Mail providers that must hand mailboxes to the authorities of Russia or Belarus (safety.md PV-13): our letter lies
 * there for them to find. Kept here, offline; READABLE_MAIL_DOMAINS replaces it for a petition in another country.
 * Each name stands for its subdomains, too.
 */
export const READABLE_DOMAINS: readonly string[] = [
  ...['mail.ru', 'bk.ru', 'inbox.ru', 'list.ru', 'internet.ru', 'xmail.ru', 'vk.com', 'vk.ru'],
  ...['yandex.ru', 'ya.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'yandex.ua', 'yandex.net', 'narod.ru'],
  ...['rambler.ru', 'lenta.ru', 'autorambler.ru', 'myrambler.ru', 'ro.ru', 'rambler.ua', 'r0.ru'],
  ...['pochta.ru', 'qip.ru', 'hotmail.ru', 'nm.ru', 'sibmail.com', 'ngs.ru', 'e1.ru', 'km.ru', 'mail15.com', 'rt.ru'],
  ...['gov.ru', 'mil.ru', 'mos.ru', 'edu.ru', 'sberbank.ru', 'rzd.ru', 'gazprom.ru'],
  ...['tut.by', 'mail.by', 'gov.by', 'xn--80a1acny.xn--p1ai'],
];

/** Whether an address lies at a provider of the list. It looks at nothing but the address itself, so it tells nobody who signed. */
function isReadable(mailbox: string): boolean {
  const domain = mailbox.slice(mailbox.lastIndexOf('@') + 1);
  const listed = settings().READABLE_MAIL_DOMAINS ?? READABLE_DOMAINS;
  return listed.some((name) => domain === name || domain.endsWith(`.${name}`));
}

/** Whether the form comes back once with a warning: until the signer ticks that this address shall do all the same. */
export const needsWarning = ({ address }: Answers, typed: Typed): boolean =>
  typed.email_anyway !== 'yes' && isReadable(address.mailbox);
