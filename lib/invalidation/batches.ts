import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client.ts';
import type { ConsentKind } from '@/db/schema/signature.ts';
import { findDataKeys, namingKey } from '../keys/petition-keys.ts';
import { takeBackNews } from '../mail/news.ts';
import { isOpenToSite, type PrivacyMode } from '../petition/modes.ts';
import { hideName } from '../signature/public-names.ts';
import { openSignature } from '../signature/sealed.ts';
import { displayOf, publicNameId, shownName } from '../signature/shown-name.ts';
import { tellRemoved, tellReturned } from './entries.ts';
import type { Run } from './stage.ts';

/** How many signatures change in one transaction. Small, because their signers may want to withdraw meanwhile. */
export const BATCH = 500;

interface Batch {
  /** How many finds were taken up; fewer than BATCH when these were the last. */
  readonly met: number;
  readonly applied: number;
}

interface Held extends Record<string, unknown> {
  id: string;
  partner_id: string | null;
  share_code: string | null;
  petition_id: string;
  mode: PrivacyMode;
  sealed: Buffer | null;
  sealed_entry: Buffer | null;
}

/** Takes the next finds out of the count. Who has withdrawn, or was taken out by another run, is passed by. */
export async function applyBatch(tx: Transaction, run: Run): Promise<Batch> {
  const finds = await takeFinds(tx, run, sql`applied is null`);
  const held = await holdSignatures(tx, finds, sql`invalidated_on is null`);
  const ids = asJson(held.map(({ id }) => id));
  await tx.execute(sql`
    update signatures set invalidated_on = (now() at time zone 'UTC')::date where id in ${idsIn(ids)}`);
  await countHeld(tx, run, held, 1);
  await tellRemoved(tx, run, held);
  await takeBackNews(
    tx,
    run.petitionId,
    held.map(({ id }) => id),
  );
  await hideNames(tx, held);
  await tx.execute(sql`
    update invalidation_finds set applied = signature_id in ${idsIn(ids)}
    where run_id = ${run.id}::uuid and signature_id in ${idsIn(asJson(finds))}`);
  return { met: finds.length, applied: held.length };
}

/** Brings the next ones of those back whom this run took out, and who have not withdrawn since. */
export async function undoBatch(tx: Transaction, run: Run): Promise<Batch> {
  const finds = await takeFinds(tx, run, sql`applied`);
  const held = await holdSignatures(tx, finds, sql`invalidated_on is not null`);
  await tx.execute(sql`
    update signatures set invalidated_on = null where id in ${idsIn(asJson(held.map(({ id }) => id)))}`);
  await countHeld(tx, run, held, -1);
  await tellReturned(tx, run, held);
  await showNames(tx, run, held);
  await tx.execute(sql`
    update invalidation_finds set applied = false
    where run_id = ${run.id}::uuid and signature_id in ${idsIn(asJson(finds))}`);
  return { met: finds.length, applied: held.length };
}

async function takeFinds(tx: Transaction, run: Run, which: SQL): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select signature_id as id from invalidation_finds where run_id = ${run.id}::uuid and ${which} limit ${BATCH}`);
  return rows.map(({ id }) => id);
}

/** Locked in the order of their ids, so that two runs over the same people wait for each other in line. */
async function holdSignatures(tx: Transaction, ids: readonly string[], which: SQL): Promise<Held[]> {
  return tx.execute<Held>(sql`
    select id, petition_id, partner_id, share_code, sealed, sealed_entry, (select privacy_mode from petitions p where p.id = petition_id) as mode
    from signatures
    where id in ${idsIn(asJson(ids))} and withdrawn_on is null and ${which}
    order by id for no key update`);
}

/** The change of the count, by all that it is counted by. */
async function countHeld(tx: Transaction, run: Run, held: readonly Held[], sign: 1 | -1): Promise<void> {
  const keys = await findDataKeys(run.petitionId);
  const countryOf = ({ id, mode, sealed }: Held) => {
    // Null where the site knows none, and without keys: under which country it stands is then not counted any more.
    if (!isOpenToSite(mode)) return null;
    return sealed ? keys && openSignature(keys, id, sealed).country : '';
  };
  const changes = held.map((row) => ({
    partner: row.partner_id,
    share: row.share_code,
    country: countryOf(row),
  }));
  await tx.execute(sql`
    insert into count_changes (petition_id, partner_id, share_code, country, invalidated)
    select ${run.petitionId}::uuid, partner, share, country, ${sign}::int * count(*)
    from jsonb_to_recordset(${JSON.stringify(changes)}::text::jsonb) as r(partner uuid, share text, country text)
    group by partner, share, country`);
}

/** Whoever is taken out of the count is shown no more. */
async function hideNames(tx: Transaction, held: readonly Held[]): Promise<void> {
  for (const { id, mode, petition_id } of held) if (mode === 'public') await hideName(tx, petition_id, id);
}

/** Whoever comes back is shown as they had chosen. */
async function showNames(tx: Transaction, run: Run, held: readonly Held[]): Promise<void> {
  const shown = held.filter(({ mode, sealed }) => mode === 'public' && sealed);
  if (shown.length === 0) return;
  const keys = await findDataKeys(run.petitionId);
  // Without keys no name can be read, and none is shown any more.
  if (!keys) return;
  const naming = await namingKey(run.petitionId);
  const chosen = await tx.execute<{ id: string; kind: ConsentKind }>(sql`
    select signature_id as id, kind from consents
    where signature_id in ${idsIn(asJson(shown.map(({ id }) => id)))} and kind in ('display-initials', 'display-full')`);
  const names = shown.flatMap(({ id, sealed }) => {
    const display = displayOf(chosen.filter((one) => one.id === id).map(({ kind }) => kind));
    const name = sealed && shownName(openSignature(keys, id, sealed).name, display);
    return name ? [{ id: publicNameId(naming, id), name }] : [];
  });
  await tx.execute(sql`
    insert into public_names (id, petition_id, name)
    select id, ${run.petitionId}::uuid, name from jsonb_to_recordset(${JSON.stringify(names)}::text::jsonb) as r(id uuid, name text)
    on conflict do nothing`);
}

const asJson = (ids: readonly string[]): string => JSON.stringify(ids);
const idsIn = (ids: string): SQL => sql`(select jsonb_array_elements_text(${ids}::text::jsonb)::uuid)`;
