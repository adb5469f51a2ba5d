import { and, eq, gt, lt, ne } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { namesOf } from '../access/accounts.ts';

const { presences } = schema;

/** In milliseconds; the script says "I am here" every ten seconds. */
const PRESENT_FOR = 60_000;
const FORGOTTEN_AFTER = 60 * 60_000;

/** Notes that somebody writes this text, or only reads it; answers the names of the others who write it. */
export async function meetOthers(
  { language, petitionId }: { readonly petitionId: string; readonly language: string },
  accountId: string,
  isWriting: boolean,
  now: Date,
): Promise<string[]> {
  const place = `petition/${petitionId}/${language}`;
  const db = database();
  await db.delete(presences).where(lt(presences.seenAt, new Date(now.getTime() - FORGOTTEN_AFTER)));
  if (isWriting)
    await db
      .insert(presences)
      .values({ place, accountId, seenAt: now })
      .onConflictDoUpdate({ target: [presences.place, presences.accountId], set: { seenAt: now } });
  const others = await db
    .select({ accountId: presences.accountId })
    .from(presences)
    .where(
      and(
        eq(presences.place, place),
        ne(presences.accountId, accountId),
        gt(presences.seenAt, new Date(now.getTime() - PRESENT_FOR)),
      ),
    );
  return [...(await namesOf(others.map((other) => other.accountId))).values()].sort();
}
