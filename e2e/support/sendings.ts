import { eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import type { PrivacyMode } from '@/db/schema/petition.ts';
import { type Locale, locales } from '@/lib/i18n/locales.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { endStandingSendings, forgetUpdateLetters, workOnSendings } from '@/lib/sending/work.ts';
import type { TypedUpdate } from '@/lib/update/fields.ts';
import { publishUpdate } from '@/lib/update/publish.ts';
import { createUpdate, saveUpdate } from '@/lib/update/write.ts';
import { plantSigned } from './planted.ts';
import { ownerOf } from './versions.ts';
import { makePetition } from './world.ts';

type Words = Readonly<Partial<Record<Locale, { readonly title: string; readonly body: string }>>>;

const someWords: Words = { en: { title: 'It goes on', body: 'The court has **ruled**.' } };

/** Publishes an update with letters; answers its id. */
export async function publishNews(petition: Petition, words: Words = someWords): Promise<string> {
  const now = await currentTime();
  const { owner, team } = await ownerOf(petition);
  const id = await createUpdate(team, owner, now);
  const empty = Object.fromEntries(locales.map((language) => [language, { title: '', body: '' }]));
  // The cast holds because every language has its fields.
  const texts = { ...empty, ...words } as TypedUpdate['texts'];
  await saveUpdate(id, { texts, sendsLetters: true, revision: 1 });
  const outcome = await publishUpdate(id, owner, now);
  if (outcome !== 'published') throw new Error(`The update was not published: ${outcome}.`);
  return id;
}

/** A petition in a mode that the panel does not offer yet, past the trigger that keeps it from loosening. */
export async function makePetitionIn(mode: PrivacyMode): Promise<Petition> {
  const petition = await makePetition();
  await database().transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`update petitions set privacy_mode = ${mode} where id = ${petition.id}`);
  });
  return petition;
}

/** A petition with so many who asked for news, and an update for them. */
export async function makeNews({ followers, mode }: { readonly followers: number; readonly mode?: PrivacyMode }) {
  const petition = await makePetitionIn(mode ?? 'private');
  await plantSigned(petition.id, { count: followers, consents: ['updates'] });
  const { owner, team } = await ownerOf(petition);
  return { petition, owner, team, updateId: await publishNews(petition) };
}

/** The sending as it stands in the database. */
export async function sendingOf(updateId: string) {
  const [row] = await database()
    .select()
    .from(schema.updateSendings)
    .where(eq(schema.updateSendings.updateId, updateId));
  if (!row) throw new Error('There is no sending.');
  return row;
}

/** Pages are written until the outbox is full or the sendings are over. */
export async function workUntilQuiet(): Promise<void> {
  while (await workOnSendings());
}

/** No other test's update is sent meanwhile. */
export async function endOtherSendings(): Promise<void> {
  await database().execute(sql`update update_sendings set ended_at = now(), cursor = null where ended_at is null`);
}

/** Lets time pass for a sending that stands still. */
export async function letStandingAge(updateId: string, days: number): Promise<void> {
  await database().execute(sql`
    update update_sendings set stopped_at = stopped_at - ${days} * interval '1 day' where update_id = ${updateId}`);
  await endStandingSendings();
}

/** How many are known to have got the update, after those of ended sendings were forgotten. */
export async function knownRecipientsOf(updateId: string): Promise<number> {
  while ((await forgetUpdateLetters()) > 0);
  const rows = await database().select().from(schema.updateLetters).where(eq(schema.updateLetters.updateId, updateId));
  return rows.length;
}

/** As if so many letters of the sending had left, and so many of their readers had complained. */
export async function pretendSent(updateId: string, handedOver: number, complained: number): Promise<void> {
  await database().execute(sql`
    update update_sendings set handed_over = ${handedOver}, complained = ${complained} where update_id = ${updateId}`);
}
