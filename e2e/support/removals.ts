import { randomBytes, randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { foldCounts } from '@/lib/count/fold.ts';
import { anything, type Pattern } from '@/lib/invalidation/pattern.ts';
import { startRun } from '@/lib/invalidation/runs.ts';
import type { Run } from '@/lib/invalidation/stage.ts';
import { workOnRuns } from '@/lib/invalidation/work.ts';
import { petitionKeys } from '@/lib/keys/petition-keys.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { sealSignature } from '@/lib/signature/sealed.ts';
import type { Member } from '@/lib/team/members.ts';
import { findTeamPetition, type TeamPetition } from '@/lib/team/places.ts';
import { makeMember } from './members.ts';
import { makePetition } from './petitions.ts';

export interface Guarded {
  readonly petition: Petition;
  readonly member: Member;
  /** The same petition as its team sees it. */
  readonly team: TeamPetition;
}

/** A published petition with a moderator. */
export async function makeGuarded(wish: Parameters<typeof makePetition>[0] = {}): Promise<Guarded> {
  return guard(await makePetition(wish));
}

export async function guard(petition: Petition): Promise<Guarded> {
  const [coalition] = await database()
    .select({ id: schema.coalitions.id })
    .from(schema.coalitions)
    .where(eq(schema.coalitions.slug, petition.coalition.slug));
  const member = await makeMember({ coalitionId: coalition?.id ?? '', role: 'moderator' });
  const team = await findTeamPetition(member, petition.slug);
  if (!team) throw new Error('No petition.');
  return { petition, member, team };
}

export interface Planted {
  readonly name?: string;
  readonly country?: string;
  readonly domain?: string;
  readonly partnerId?: string | null;
  readonly shareCode?: string | null;
  /** "2026-11-22"; today unless said otherwise. */
  readonly confirmedOn?: string;
}

const PORTION = 10_000;

/** Signatures as confirming leaves them, sealed and counted, but many at once. */
export async function plantSigners(petition: Petition, people: readonly Planted[]): Promise<string[]> {
  const keys = await petitionKeys(petition.id);
  const today = (await currentTime()).toISOString().slice(0, 10);
  const ids: string[] = [];
  for (let from = 0; from < people.length; from += PORTION) {
    const rows = people.slice(from, from + PORTION).map((person) => {
      const { confirmedOn = today, country = '', domain = 'example.org', name = 'Test Signer' } = person;
      const id = randomUUID();
      const sealed = sealSignature(keys, id, { name, country, language: 'en', domain }).toString('hex');
      const key = randomBytes(32).toString('hex');
      const { partnerId: partner = null, shareCode: share = null } = person;
      return { id, sealed, key, day: confirmedOn, partner, share, country };
    });
    ids.push(...rows.map(({ id }) => id));
    await database().execute(sql`
      with planted as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
          as r(id uuid, sealed text, key text, day date, partner uuid, share text, country text)
      ), signed as (
        insert into signatures (id, petition_id, version_id, duplicate_key, token_hash, sealed, partner_id, share_code, confirmed_on)
        select id, ${petition.id}, ${petition.text.id}, decode(key, 'hex'), sha256(decode(key, 'hex')), decode(sealed, 'hex'),
          partner, share, day from planted
      )
      insert into count_changes (petition_id, partner_id, share_code, country, confirmed)
      select ${petition.id}, partner, share, country, 1 from planted`);
  }
  return ids;
}

export const many = (count: number, person: Planted = {}): Planted[] => Array.from({ length: count }, () => person);

/** Starts a run for this pattern and reason "bot". */
export async function lookFor({ member, team }: Guarded, pattern: Partial<Pattern>): Promise<string> {
  const wish = { pattern: { ...anything, ...pattern }, reason: 'bot' as const };
  return startRun(member, team, wish, await currentTime());
}

/** Lets the worker do all there is to do. */
export async function workItOff(): Promise<void> {
  while (await workOnRuns());
}

export async function runOf(runId: string): Promise<Run> {
  const [run] = await database().select().from(schema.invalidationRuns).where(eq(schema.invalidationRuns.id, runId));
  if (!run) throw new Error('No run.');
  return run;
}

/** Folds all there is, and answers the public count beside the rows that count, in all and by partner. */
export async function foldAndRecount(petition: Petition) {
  while ((await foldCounts()) !== 0);
  const [row] = await database().execute<{ count: number; rows: number; drift: number }>(sql`
    select
      (select (confirmed - withdrawn - invalidated)::int from petition_counts where petition_id = ${petition.id}) as count,
      (select count(*)::int from signatures
        where petition_id = ${petition.id} and withdrawn_on is null and invalidated_on is null) as rows,
      (select count(*)::int from partner_counts c where c.petition_id = ${petition.id} and c.count <> (
        select count(*) from signatures s where s.petition_id = c.petition_id and s.partner_id = c.partner_id
          and s.invalidated_on is null)) as drift`);
  return { count: row?.count ?? 0, rows: row?.rows ?? -1, partnersThatDrift: row?.drift ?? -1 };
}

/** Puts the end of a run, or its look, into the past. */
export async function letRunAge(runId: string, days: number): Promise<void> {
  await database().execute(sql`
    update invalidation_runs set created_at = created_at - ${days} * interval '1 day',
      looked_at = looked_at - ${days} * interval '1 day', begun_at = begun_at - ${days} * interval '1 day',
      finished_at = finished_at - ${days} * interval '1 day', cancelled_at = cancelled_at - ${days} * interval '1 day',
      undo_begun_at = undo_begun_at - ${days} * interval '1 day', undone_at = undone_at - ${days} * interval '1 day'
    where id = ${runId}`);
}
