import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { Locale } from '../i18n/locales.ts';
import { type Account, sealAccount } from './accounts.ts';

/** In characters as a reader counts them. */
export const LONGEST_NAME = 100;

/** Control characters, bidirectional overrides and what else nobody sees. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

export type NameProblem = 'missing' | 'too-long' | 'unseen';

/** How colleagues will call somebody, as it was typed. */
export function readName(typed: string): { readonly name: string } | { readonly problem: NameProblem } {
  const name = typed.normalize('NFC').trim().replace(/\s+/g, ' ');
  if (name === '') return { problem: 'missing' };
  if ([...name].length > LONGEST_NAME) return { problem: 'too-long' };
  return UNSEEN.test(name) ? { problem: 'unseen' } : { name };
}

/** A person's own name and language. */
export async function changeProfile(
  { id, mailbox }: Account,
  { language, name }: { readonly name: string; readonly language: Locale },
): Promise<void> {
  const sealed = await sealAccount(id, { mailbox, name });
  await database().update(schema.accounts).set({ sealed, language }).where(eq(schema.accounts.id, id));
}
