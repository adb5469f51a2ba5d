import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { and, eq, isNull } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { type Role, roles } from '@/db/schema/team.ts';
import { decree } from '@/db/seed/decree.ts';
import { makeAccount } from '../access/accounts.ts';
import { type CodeSecret, codeAt, newCodeSecret, readCodeSecret, sealCodeSecret } from '../access/codes.ts';
import { Hint } from './run.ts';

/** The people of the demonstration, one per role: owner@example.org and so on. */
const names: Readonly<Record<Role, string>> = {
  owner: 'Nadia',
  editor: 'Emil',
  translator: 'Tamar',
  moderator: 'Marko',
  analyst: 'Amal',
  partner: 'Petra',
};

const secretFile = (dataDir: string) => join(dataDir, 'demo-codes');

/** The one secret of all codes of a demonstration. It exists nowhere else: no site that people use has it. */
async function readSecret(dataDir: string): Promise<CodeSecret> {
  const secret = readCodeSecret((await readFile(secretFile(dataDir), 'utf8')).trim());
  if (!secret) throw new Hint(`${secretFile(dataDir)} is damaged. Remove it together with the demo's data.`);
  return secret;
}

/** Gives every role of the seed's coalition a person who can sign in at once. Planting twice changes nothing. */
export async function plantDemoTeam(dataDir: string, now: Date): Promise<void> {
  if (!existsSync(secretFile(dataDir))) await writeFile(secretFile(dataDir), newCodeSecret(), { mode: 0o600 });
  const secret = await readSecret(dataDir);
  await database().transaction(async (tx) => {
    for (const role of roles) await plantPerson(tx, role, secret, now);
  });
}

async function plantPerson(tx: Transaction, role: Role, secret: CodeSecret, now: Date): Promise<void> {
  const { accounts, coalitions, members, partners } = schema;
  const [coalition] = await tx.select().from(coalitions).where(eq(coalitions.slug, decree.coalition.slug));
  if (!coalition) throw new Error('The seed was not planted.');
  const [partner] = await tx
    .select()
    .from(partners)
    .where(eq(partners.coalitionId, coalition.id))
    .orderBy(partners.slug);
  const mailbox = `${role}@example.org`;
  const wish = { mailbox, canonical: mailbox, name: names[role], language: 'en' } as const;
  const accountId = await makeAccount(tx, wish, now);
  const totpSealed = await sealCodeSecret(secret, accountId);
  await tx
    .update(accounts)
    .set({ totpSealed })
    .where(and(eq(accounts.id, accountId), isNull(accounts.totpSealed)));
  const partnerId = role === 'partner' ? (partner?.id ?? null) : null;
  await tx.insert(members).values({ accountId, coalitionId: coalition.id, role, partnerId }).onConflictDoNothing();
}

/** The code that the people of the demonstration sign in with now. */
export async function demoCode(dataDir: string, now: Date): Promise<string> {
  if (!existsSync(secretFile(dataDir))) {
    throw new Hint(`There is no demo in ${dataDir}. Start it with "npm run demo", or name its folder: DATA_DIR=…`);
  }
  return codeAt(await readSecret(dataDir), now).replace(/^\d{3}/, '$& ');
}

/** Says the code whenever somebody has followed a letter and stands before the second factor. */
export async function sayCodes(dataDir: string, say: (line: string) => void, stopping: AbortSignal): Promise<void> {
  const known = new Set<string>();
  while (!stopping.aborted) {
    const { id, provedAt } = schema.sessions;
    const asked = database().select({ id }).from(schema.sessions).where(isNull(provedAt));
    // While the database is away nobody signs in.
    const waiting = await asked.catch(() => []);
    const isNew = waiting.some((session) => !known.has(session.id));
    for (const session of waiting) known.add(session.id);
    if (isNew) say(`Somebody signs in to the panel. The code is ${await demoCode(dataDir, await currentTime())}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
