import { randomUUID } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { defaultLocale, type Locale, readLocale } from '../i18n/locales.ts';
import { accountAddressKey, openForTeam, sealForTeam } from '../keys/account-keys.ts';

/** A person who runs petitions, as their colleagues know them. */
export interface Account {
  readonly id: string;
  readonly mailbox: string;
  readonly name: string;
  readonly language: Locale;
  readonly mayFound: boolean;
}

interface AccountSecrets {
  readonly mailbox: string;
  readonly name: string;
}

const placeOf = (id: string) => `account/${id}`;

type AccountRow = typeof schema.accounts.$inferSelect;

export async function openAccount(row: AccountRow): Promise<Account> {
  // The cast holds because the key opens only what sealAccount sealed for this id.
  const { mailbox, name } = JSON.parse((await openForTeam(row.sealed, placeOf(row.id))).toString()) as AccountSecrets;
  return {
    id: row.id,
    mailbox,
    name,
    language: readLocale(row.language) ?? defaultLocale,
    mayFound: row.mayFound !== null,
  };
}

/** The account of a canonical address (lib/address); null when there is none or it is disabled. */
export async function findAccountByAddress(canonicalAddress: string): Promise<Account | null> {
  const [row] = await database()
    .select()
    .from(schema.accounts)
    .where(eq(schema.accounts.addressKey, await accountAddressKey(canonicalAddress)));
  return row && !row.disabledAt ? openAccount(row) : null;
}

export async function findAccount(id: string): Promise<Account | null> {
  const [row] = await database().select().from(schema.accounts).where(eq(schema.accounts.id, id));
  return row && !row.disabledAt ? openAccount(row) : null;
}

/** How colleagues call the people of these accounts, disabled ones included; those never known are missing. */
export async function namesOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  // The audit's other actors ("command", "worker", "invited") are nobody's account.
  const ids = [...new Set(accountIds)].filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id));
  const rows =
    ids.length === 0 ? [] : await database().select().from(schema.accounts).where(inArray(schema.accounts.id, ids));
  return new Map(await Promise.all(rows.map(async (row) => [row.id, (await openAccount(row)).name] as const)));
}

interface NewAccount {
  readonly mailbox: string;
  readonly canonical: string;
  readonly name: string;
  readonly language: Locale;
  readonly mayFound?: boolean;
}

/** Makes the account of an address, or answers the id of the one there is. */
export async function makeAccount(tx: Transaction, wish: NewAccount, now: Date): Promise<string> {
  const addressKey = await accountAddressKey(wish.canonical);
  const [known] = await tx
    .select({ id: schema.accounts.id })
    .from(schema.accounts)
    .where(eq(schema.accounts.addressKey, addressKey));
  if (known) return known.id;
  const id = randomUUID();
  const sealed = await sealAccount(id, wish);
  const row = { id, addressKey, sealed, language: wish.language, mayFound: wish.mayFound ? now : null, createdAt: now };
  await tx.insert(schema.accounts).values(row);
  return id;
}

export const sealAccount = (id: string, { mailbox, name }: AccountSecrets): Promise<Buffer> =>
  sealForTeam(JSON.stringify({ mailbox, name }), placeOf(id));
