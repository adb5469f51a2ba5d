import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { namesOf } from '../access/accounts.ts';
import type { AuditAct } from '../audit.ts';
import { countEndorsements, type PublishRefusal } from '../petition/publish.ts';
import { refuseUnsealed } from '../petition/sealing.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import { type TeamVersion, versionInForce } from './read.ts';

/** What stands between a version and its publication. */
export interface Readiness {
  readonly standing: number;
  readonly needed: number;
  readonly hasLead: boolean;
  /** Every reason there is, not the first alone; none when it can be published. */
  readonly missing: readonly PublishRefusal[];
}

/** The rule of lib/petition/publish.ts, told in advance. Publishing asks it again, under its locks. */
export async function readReadiness(
  petition: TeamPetition,
  version: TeamVersion,
  versions: readonly TeamVersion[],
  now: Date,
): Promise<Readiness> {
  const { hasLead, standing } = await countEndorsements(version.id);
  const needed = petition.partnersNeeded;
  const closesInPast = !petition.publishedAt && petition.closesAt !== null && petition.closesAt <= now;
  const unsealed = petition.privacyMode === 'sealed' ? await refuseUnsealed(petition.id) : null;
  const reasons: readonly (readonly [boolean, PublishRefusal])[] = [
    [unsealed === 'no-sealing-key', 'no-sealing-key'],
    [unsealed === 'too-few-key-holders', 'too-few-key-holders'],
    [closesInPast, 'closing-date-is-past'],
    [(versionInForce(versions)?.version ?? 0) > version.version, 'newer-is-published'],
    [version.texts.length === 0, 'no-text'],
    [!hasLead, 'lead-has-not-endorsed'],
    [standing < needed, 'too-few-endorsements'],
  ];
  return { standing, needed, hasLead, missing: reasons.filter(([holds]) => holds).map(([, reason]) => reason) };
}

export interface Schedule {
  readonly version: number;
  readonly at: Date;
  readonly by: string | null;
}

/** The version that waits for its time; null when none does. */
export async function readSchedule(petition: TeamPetition, versions: readonly TeamVersion[]): Promise<Schedule | null> {
  const version = versions.find(({ id }) => id === petition.scheduledVersionId)?.version;
  if (!version || !petition.scheduledFor) return null;
  const by = petition.scheduledBy;
  return { version, at: petition.scheduledFor, by: by ? ((await namesOf([by])).get(by) ?? null) : null };
}

export interface MissedPublication {
  readonly version: number;
  readonly at: Date;
}

const planning: AuditAct[] = [
  'publication-scheduled',
  'publication-unscheduled',
  'publication-missed',
  'petition-published',
];

/** The last planned publication, when it came to nothing and nothing was decided since. */
export async function readMissedPublication(
  petition: TeamPetition,
  { coalition }: Member,
): Promise<MissedPublication | null> {
  const { auditRecords: audit } = schema;
  const [last] = await database()
    .select()
    .from(audit)
    .where(
      and(
        eq(audit.coalitionId, coalition.id),
        inArray(audit.act, planning),
        sql`${audit.subject}->>'petition' = ${petition.id}`,
      ),
    )
    .orderBy(desc(audit.id))
    .limit(1);
  if (last?.act !== 'publication-missed') return null;
  return { version: Number(last.subject.version), at: last.at };
}
