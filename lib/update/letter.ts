import { database } from '@/db/client.ts';
import { once } from '@/db/once.ts';
import type { Account } from '../access/accounts.ts';
import type { Locale } from '../i18n/locales.ts';
import { queueLetter } from '../mail/queue-letter.ts';
import { renderMarkdown } from '../petition/markdown.ts';
import { newToken } from '../token.ts';
import type { UpdateText } from './fields.ts';

/** How many test letters one person gets within a minute, from one process. */
const MOST = 5;
const MINUTE = 60_000;

const asked = () => once('test-letters', () => new Map<string, readonly number[]>());

export type TestLetterOutcome = 'queued' | 'nothing-written' | 'too-many';

/** The letter as those who asked for news would get it, to the writer's own mailbox and nobody else's. */
export async function queueTestLetter(
  { id, mailbox }: Pick<Account, 'id' | 'mailbox'>,
  { body, language, title }: UpdateText & { readonly language: Locale },
  now: Date,
): Promise<TestLetterOutcome> {
  if (title.trim() === '' || body.trim() === '') return 'nothing-written';
  const recent = (asked().get(id) ?? []).filter((at) => at > now.getTime() - MINUTE);
  if (recent.length >= MOST) return 'too-many';
  asked().set(id, [...recent, now.getTime()]);
  const news = { title: title.trim(), html: renderMarkdown(body) };
  await database().transaction((tx) =>
    queueLetter(tx, 'update-preview', { mailbox, language, token: newToken(), news }, now),
  );
  return 'queued';
}
