import { database, schema } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import { type ExportKind, kindsFor, needsSecondPerson, READY, type Share, WAITS } from './kinds.ts';
import { countPeople, isEmpty } from './people.ts';
import { listExports } from './read.ts';

export type AskOutcome = { readonly id: string } | 'not-for-your-role' | 'nobody';

/**
 * Asks for a list. Its people are counted; more than a hundred wait for a second person, any other list is ready at
 * once. Asking again for what still waits or lies ready leads to that.
 */
export async function askForExport(
  member: Member,
  petition: TeamPetition,
  kind: ExportKind,
  now: Date,
): Promise<AskOutcome> {
  if (!kindsFor(member, petition.privacyMode).includes(kind)) return 'not-for-your-role';
  const known = (await listExports(member, petition.id, now)).find(
    (one) => one.isMine && one.kind === kind && (one.state === 'waiting' || one.state === 'ready'),
  );
  if (known) return { id: known.id };
  const share: Share = { kind, petitionId: petition.id, partnerId: member.partnerId };
  const people = await countPeople(share);
  if (await isEmpty(share, people)) return 'nobody';
  return { id: await writeRequest(member, share, people, now) };
}

async function writeRequest(member: Member, share: Share, people: number, now: Date): Promise<string> {
  return database().transaction(async (tx) => {
    const expiresAt = new Date(now.getTime() + (needsSecondPerson(people) ? WAITS : READY));
    const [row] = await tx
      .insert(schema.exports)
      .values({ ...share, people, askedBy: member.accountId, askedAt: now, expiresAt })
      .returning({ id: schema.exports.id });
    if (!row) throw new Error('The export was not written.');
    const subject = { petition: share.petitionId, kind: share.kind, people, export: row.id };
    const record = { actor: member.accountId, act: 'export-asked', subject, coalitionId: member.coalition.id } as const;
    await recordAudit(tx, record, now);
    return row.id;
  });
}
