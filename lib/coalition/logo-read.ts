import { and, eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { isSlug } from '../urls.ts';

export interface Logo {
  readonly png: Buffer;
  readonly changedAt: Date;
}

const { coalitionLogos, coalitions } = schema;

/** The logo as the team sees it, from the moment it is saved. */
export async function findLogo(coalitionId: string): Promise<Logo | null> {
  const [row] = await database().select().from(coalitionLogos).where(eq(coalitionLogos.coalitionId, coalitionId));
  return row ? { png: row.png, changedAt: row.changedAt } : null;
}

/** The logo of a coalition that has something public; before, nobody can tell by its address that it is there. */
export async function findPublicLogo(slug: string): Promise<Logo | null> {
  if (!isSlug(slug)) return null;
  const [row] = await database()
    .select({ png: coalitionLogos.png, changedAt: coalitionLogos.changedAt })
    .from(coalitionLogos)
    .innerJoin(coalitions, eq(coalitions.id, coalitionLogos.coalitionId))
    .where(
      and(
        eq(coalitions.slug, slug),
        sql`exists (select from campaigns c where c.coalition_id = ${coalitions.id} and (c.published_at is not null
          or exists (select from petitions p where p.campaign_id = c.id and p.published_at is not null)))`,
      ),
    );
  return row ?? null;
}
