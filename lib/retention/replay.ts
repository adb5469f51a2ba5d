import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { type Erasure, type ErasureKind, readErasures } from '../erasures/list.ts';
import { listKeys } from '../keys/key-files.ts';
import { portionsAsRead } from './portions.ts';
import { replayBlocks } from './replay-blocks.ts';
import { takeBack } from './take-back.ts';

export interface Replayed {
  /** How many signatures, attempts, petitions and blocks of addresses were in a state that had been taken back. */
  readonly done: number;
  /** How many acts the list tells of. */
  readonly listed: number;
}

/**
 * Takes back again what was taken back before a backup was restored (PV-06). Runs before every start: where nothing was
 * restored it finds nothing to do.
 */
export async function replayErasures(): Promise<Replayed> {
  const blocks = await replayBlocks();
  const { listed, resurrected } = await findResurrected();
  let { done } = blocks;
  for (const erasure of resurrected) done += Number(await takeBack(erasure));
  return { done, listed: listed + blocks.listed };
}

/**
 * What the list tells of and the database has as it was before. The list is read in portions and only what came back is
 * kept: it may hold hundreds of thousands of lines, of which most often none has.
 */
async function findResurrected(): Promise<{ listed: number; resurrected: readonly Erasure[] }> {
  const files = new Set(await listKeys());
  const found = new Map<string, Erasure>();
  let listed = 0;
  for await (const portion of portionsAsRead(readErasures())) {
    listed += portion.length;
    const back = new Set((await findBack(portion, files)).map(sayErasure));
    for (const erasure of portion) {
      // Of a consent's lines the last one holds; the others happen once.
      if (back.has(sayErasure(erasure))) found.set(matterOf(erasure), erasure);
      else if (erasure.kind.endsWith('-on')) found.delete(matterOf(erasure));
    }
  }
  return { listed, resurrected: [...found.values()] };
}

const sayErasure = ({ id, kind }: Erasure) => `${kind} ${id}`;
const matterOf = ({ id, kind }: Erasure) => `${kind.replace(/-(on|off)$/, '')} ${id}`;

/** Those of the list that database and KEY_DIR know nothing of: most often none. */
async function findBack(erasures: readonly Erasure[], files: ReadonlySet<string>): Promise<readonly Erasure[]> {
  const isBack = ({ id, kind }: Erasure) => keyKinds[kind]?.some((key) => files.has(`petition-${id}-${key}`)) ?? false;
  const unknown = await findUnknown(erasures);
  return [...unknown, ...erasures.filter((one) => isBack(one) && !unknown.some(({ id }) => id === one.id))];
}

/** What would lie in KEY_DIR again. */
const keyKinds: Readonly<Partial<Record<ErasureKind, readonly string[]>>> = {
  'duplicates-destroyed': ['duplicates'],
  'keys-destroyed': ['duplicates', 'data', 'data-old', 'data-next', 'entries'],
};

async function findUnknown(erasures: readonly Erasure[]): Promise<readonly Erasure[]> {
  const rows = await database().execute<{ kind: ErasureKind; id: string }>(sql`
    select r.kind, r.id::text from jsonb_to_recordset(${JSON.stringify(erasures)}::text::jsonb) as r(kind text, id uuid)
    where r.kind in ('withdrawn', 'erased', 'refused') and exists (select from attempts a where a.id = r.id)
      or r.kind = 'withdrawn' and exists (select from signatures s where s.id = r.id and withdrawn_on is null)
      or r.kind = 'erased' and exists (
        select from signatures s where s.id = r.id and withdrawn_on is null
          and (sealed is not null or exists (select from consents c where c.signature_id = s.id)))
      or r.kind like '%-off' and exists (
        select from consents c where c.signature_id = r.id and c.kind = left(r.kind, -4))
      or r.kind = 'made-private' and exists (select from petitions p where p.id = r.id and p.privacy_mode = 'public')
      or r.kind in ('duplicates-destroyed', 'keys-destroyed') and exists (select from petitions p where p.id = r.id)
        and not exists (
          select from key_destructions k where k.petition_id = r.id and (k.keys = 'all' or r.kind = 'duplicates-destroyed')
        )`);
  return rows;
}
