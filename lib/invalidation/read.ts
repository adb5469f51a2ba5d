import { and, desc, eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { dataKeys, findDataKeys } from '../keys/petition-keys.ts';
import { openSignature, type SignatureSecrets } from '../signature/sealed.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import type { Pattern } from './pattern.ts';
import { countKept, noteLooking } from './search.ts';
import { openPattern, type Run, stageOf } from './stage.ts';

const { invalidationRuns: runs } = schema;

/** The petition's runs, the newest first. */
export const listRuns = (petition: TeamPetition): Promise<Run[]> =>
  database().select().from(runs).where(eq(runs.petitionId, petition.id)).orderBy(desc(runs.createdAt)).limit(200);

export interface SampleSignature {
  readonly id: string;
  readonly secrets: SignatureSecrets | null;
  readonly confirmedOn: string;
  readonly partnerId: string | null;
  readonly shareCode: string | null;
}

export interface RunView {
  readonly run: Run;
  /** Null once it was deleted. */
  readonly pattern: Pattern | null;
  /** A few of those who were found, while it is to be decided whether they go. */
  readonly sample: readonly SampleSignature[];
  /** Of an undoing: how many have yet to come back. */
  readonly left: number;
  /** How many signatures there are to look through. */
  readonly total: number;
}

/** One run with all that its page shows; null when the petition has none of that id. */
export async function readRun(
  member: Member,
  petition: TeamPetition,
  runId: string,
  now: Date,
): Promise<RunView | null> {
  const [run] = await database()
    .select()
    .from(runs)
    .where(and(eq(sql`${runs.id}::text`, runId), eq(runs.petitionId, petition.id)));
  if (!run) return null;
  const stage = stageOf(run);
  const sample =
    stage === 'looked' && run.found > 0 && (await findDataKeys(petition.id))
      ? await readSample(member, petition, run, now)
      : [];
  const left = stage === 'undoing' ? await countLeft(run) : 0;
  const total = stage === 'looking' ? await countKept(petition.id) : run.looked;
  const keys = await findDataKeys(petition.id);
  return { run, pattern: keys && openPattern(keys, run), sample, left, total };
}

const SAMPLE = 10;

/** Ids are random: the first of them are as good as any. */
async function readSample(member: Member, petition: TeamPetition, run: Run, now: Date): Promise<SampleSignature[]> {
  await noteLooking(member, petition, now);
  const keys = await dataKeys(petition.id);
  const { invalidationFinds: finds, signatures } = schema;
  const rows = await database()
    .select({ signature: signatures })
    .from(finds)
    .innerJoin(signatures, eq(signatures.id, finds.signatureId))
    .where(eq(finds.runId, run.id))
    .orderBy(finds.signatureId)
    .limit(SAMPLE);
  return rows.map(({ signature: { confirmedOn, id, partnerId, sealed, shareCode } }) => ({
    id,
    confirmedOn,
    partnerId,
    shareCode,
    secrets: sealed ? openSignature(keys, id, sealed) : null,
  }));
}

async function countLeft(run: Run): Promise<number> {
  const [row] = await database().execute<{ left: string }>(
    sql`select count(*) as left from invalidation_finds where run_id = ${run.id}::uuid and applied`,
  );
  return Number(row?.left ?? 0);
}
